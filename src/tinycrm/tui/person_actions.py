"""Actions on people: one field each, and what several marked people get together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from tinycrm.errors import CrmError
from tinycrm.tui import queries
from tinycrm.tui.app_actions import AppActions
from tinycrm.tui.cell_text import safe
from tinycrm.tui.screen_words import say_problem

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from tinycrm.services.records import Contact, Issue


class PersonActions(AppActions):
    """The actions on the selected person, or on those that are marked."""

    def marked(self) -> Sequence[tuple[str, str]]:
        """Return code and name of each marked person of the top screen."""
        find = getattr(self.screen, "marked", None)
        return find() if find else ()

    def _ask_marked(self, make: Callable[[Sequence[tuple[str, str]]], ModalScreen[str]]) -> None:
        """Show a dialog about the marked people, else about the selected one."""
        pick = self.pick()
        people = self.marked() or ([pick.person] if pick and pick.person else ())
        if people:
            self._ask(make(people))
        else:
            self._say("No person is selected.")

    # ── one field of one person ──────────────────────────────────────────────────────────

    def action_tags(self) -> None:
        """Change the tags of a person, or of the marked ones."""
        from tinycrm.tui.dialogs.contact_dialogs import TagsDialog
        from tinycrm.tui.dialogs.several_dialogs import TagSeveralDialog

        if self.marked():
            self._ask_marked(TagSeveralDialog)
        else:
            self._ask_about(TagsDialog)

    def action_fact(self) -> None:
        """Add a fact about a person."""
        from tinycrm.tui.dialogs.contact_dialogs import FactDialog

        self._ask_about(FactDialog)

    def action_date(self) -> None:
        """Add a yearly date of a person."""
        from tinycrm.tui.dialogs.field_dialogs import DateDialog

        self._ask_about(DateDialog)

    def action_address(self) -> None:
        """Add a way to reach a person."""
        from tinycrm.tui.dialogs.field_dialogs import AddressDialog

        self._ask_about(AddressDialog)

    def action_related(self) -> None:
        """Add a relation of a person."""
        from tinycrm.tui.dialogs.field_dialogs import RelationDialog

        self._ask_about(RelationDialog)

    def action_referred(self) -> None:
        """Say who brought a person."""
        self.run_worker(self._referred(self.keys.hold()))

    async def _referred(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.tui.dialogs.field_dialogs import ReferrerDialog

        with held:
            profile = await self._profile()
            if profile:
                self._ask(ReferrerDialog(profile.contact, profile.referrer))

    def action_cadence(self) -> None:
        """Set how often to be in touch with a person, or with the marked ones."""
        from tinycrm.tui.dialogs.several_dialogs import CadenceDialog

        self._ask_marked(CadenceDialog)

    def action_merge(self) -> None:
        """Merge another contact into the selected one; of two marked ones, the other."""
        from tinycrm.tui.dialogs.merge_dialog import MergeDialog

        marked = self.marked()
        if len(marked) > 2:
            self._say("Only two people can be merged at once.", "error")
            return
        pick = self.pick()
        others = [each for each in marked if not pick or each != pick.person]
        self._ask_about(lambda contact: MergeDialog(contact, others[0] if others else None))

    def _ask_about(self, make: Callable[[Contact], ModalScreen[str]]) -> None:
        """Read the contact, then show a dialog about it; keys typed meanwhile go to the dialog."""
        held = self.keys.hold()

        async def ask() -> None:
            with held:
                contact = await self._contact()
                if contact:
                    self._ask(make(contact))

        self.run_worker(ask())

    def action_company(self) -> None:
        """Go to the organization of the selected person."""
        self.run_worker(self._company(self.keys.hold()))

    async def _company(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.tui.screens.company_screen import CompanyScreen

        with held:
            contact = None if isinstance(self.screen, CompanyScreen) else await self._contact()
            own_name = contact.name if contact and contact.kind == "organization" else None
            name = contact and (contact.organization or own_name)
            if name:
                self.push_screen(CompanyScreen(name))
            elif contact:
                self._say(safe(f"{contact.name} has no organization."))

    # ── the archive ──────────────────────────────────────────────────────────────────────

    def action_archive(self) -> None:
        """Archive the marked people, or the selected one; or take them out of the archive."""
        self.run_worker(self._archive(self.keys.hold()))

    async def _archive(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.services.editing import removing
        from tinycrm.tui import done_messages

        with held:
            marked = self.marked()
            contact = None if marked else await self._contact()
            codes = [code for code, _ in marked] or ([contact.id] if contact else [])
            off = bool(contact and contact.archived)
            if codes:
                await self._change(
                    lambda: removing.archive(codes, off=off),
                    lambda done: done_messages.say_archived(done, off=off),
                )

    # ── issues ───────────────────────────────────────────────────────────────────────────

    def action_resolve(self) -> None:
        """Resolve the selected issue, or the only open one of the selected person."""
        from tinycrm.tui.dialogs.field_dialogs import ResolveDialog

        async def resolve(held: AbstractContextManager[None]) -> None:
            with held:
                issue = await self._issue("open")
                if issue:
                    self._ask(ResolveDialog(issue))

        self.run_worker(resolve(self.keys.hold()))

    def action_reopen(self) -> None:
        """Open the selected issue again, or the only resolved one of the selected person."""
        from tinycrm.services.editing import editing
        from tinycrm.services.editing.new_values import NewValues
        from tinycrm.tui import done_messages

        async def reopen(held: AbstractContextManager[None]) -> None:
            with held:
                issue = await self._issue("resolved")
                if issue:
                    await self._change(
                        lambda: editing.edit([issue.id], NewValues(reopen=True)),
                        lambda _: done_messages.say_reopened(issue),
                    )

        self.run_worker(reopen(self.keys.hold()))

    async def _issue(self, state: str) -> Issue | None:
        """Return the issue that is meant; if it is not clear which, say so and return None."""
        pick = self.pick()
        if pick is None:
            self._say("Nothing is selected.")
            return None
        try:
            found = await asyncio.to_thread(queries.read_issues, pick.code, pick.person, state)
        except CrmError as problem:
            self._say(say_problem(problem), "error")
            return None
        if len(found) == 1:
            return found[0]
        name = safe(pick.person[1]) if pick.person else "You"
        several = f"{name} has {len(found)} {state} issues: select the one you mean."
        self._say(several if found else f"There is no {state} issue here.")
        return None

    # ── the past ─────────────────────────────────────────────────────────────────────────

    def action_history(self) -> None:
        """Show every change of the selected record."""
        self.run_worker(self._history(self.keys.hold()))

    async def _history(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.tui.screens.history_screen import HistoryScreen

        with held:
            pick = self.pick()
            if pick is None:
                self._say("Nothing is selected.")
                return
            try:
                found = await asyncio.to_thread(queries.read_history, pick.code)
            except CrmError as problem:
                self._say(say_problem(problem), "error")
            else:
                self.push_screen(HistoryScreen(pick.code, found))

    # ── copying ──────────────────────────────────────────────────────────────────────────

    def action_copy_phone(self) -> None:
        """Copy the first phone number of the selected person."""
        self.run_worker(self._copy("phones", "phone number"))

    def action_copy_email(self) -> None:
        """Copy the first e-mail address of the selected person."""
        self.run_worker(self._copy("emails", "e-mail address"))

    async def _copy(self, points: str, what: str) -> None:
        contact = await self._contact()
        found = getattr(contact, points) if contact else ()
        if found:
            self.copy_to_clipboard(found[0].value)
            self._say(safe(f"Copied {found[0].value}"))
        elif contact:
            self._say(safe(f"{contact.name} has no {what}."))
