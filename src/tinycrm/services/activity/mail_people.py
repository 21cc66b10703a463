"""Who an e-mail is with: its writer, or the receivers of one that the user sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from tinycrm import config
from tinycrm.contact_points import Point, normal_email, parse_point
from tinycrm.errors import Ambiguous, CrmError, NotFound, UsageProblem
from tinycrm.exchange.automatic_mail import Automatic, is_program
from tinycrm.exchange.mail import Mail
from tinycrm.exchange.mail_headers import Address
from tinycrm.services.codes import code
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.matching import find_matches
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.people import finding
from tinycrm.services.people.new_contact import NewContact
from tinycrm.text import visible
from tinycrm.values import NamedTuple

_MOST_NAMED = 5  # unknown receivers that are named one by one


class MailPeople(NamedTuple):
    """Who an e-mail is with: codes of contacts, people to add, and what to say of the others."""

    codes: tuple[str, ...] = ()
    strangers: tuple[NewContact, ...] = ()
    hints: tuple[str, ...] = ()
    problem: CrmError | None = None


def is_sent(mail: Mail) -> bool:
    """Return whether the user sent the mail, and not a form with the user's address."""
    if mail.writers:
        return all(map(_is_mine, mail.writers))
    return _is_mine(mail.sender) and not (_elsewhere(mail) and all(map(_is_mine, _receivers(mail))))


def find_people(db: sqlite3.Connection, mail: Mail, *, new: bool) -> MailPeople:
    """Return who the mail is with.

    With `new`, the unknown writer is to be added, or the unknown receivers in To of one's own
    mail; a program, or an address that cannot be one, never is. `problem` says why nobody is
    known. Raises UsageProblem for a mail without an address, or to add an address that is none.
    """
    if mail.automatic is Automatic.BOUNCE:
        return _not_reached(db, mail)
    if not is_sent(mail):
        return _writer(db, mail, new=new)
    others = [each for each in _receivers(mail) if not _is_mine(each)]
    if not others:
        raise _nobody()
    return _all(db, others, mail.receivers if new else ())


def _writer(db: sqlite3.Connection, mail: Mail, *, new: bool) -> MailPeople:
    """Return the first of those who may have written it that is a contact."""
    possible = _writers(mail)
    if not possible:
        raise _nobody()
    for address in possible:
        try:
            return MailPeople((_resolve(db, address),))
        except NotFound:
            continue
    first = possible[0]
    if new and not is_program(first):
        return MailPeople(strangers=(_stranger(first),))
    return MailPeople(problem=_not_found(first))


def _writers(mail: Mail) -> list[Address]:
    """Return who may have written the mail, the likeliest first.

    An answer may be wanted at another address of the same person, but of a list it is the list's.
    """
    sender = [mail.sender] if mail.sender and not _is_mine(mail.sender) else []
    if mail.writers:
        known_as = mail.sender.name.partition(" via ")[0] if mail.sender else ""
        return [each if each.name else Address(known_as, each.email) for each in mail.writers]
    is_list = mail.automatic is Automatic.LIST
    return sender + ([] if is_list and sender else _elsewhere(mail))


def _elsewhere(mail: Mail) -> list[Address]:
    return [each for each in mail.answers_to if not _is_mine(each)]


def _all(db: sqlite3.Connection, others: Iterable[Address], added: Sequence[Address]) -> MailPeople:
    """Return all contacts among these; of the others, those that are to be `added`."""
    codes: list[str] = []
    strangers: list[NewContact] = []
    unknown: list[Address] = []
    unclear: list[CrmError] = []
    for address in others:
        try:
            codes.append(_resolve(db, address))
        except Ambiguous as error:
            unclear.append(error)
        except NotFound:
            if address in added and not is_program(address) and _point(address):
                strangers.append(_stranger(address))
            else:
                unknown.append(address)
    if not codes and not strangers:
        return MailPeople(problem=unclear[0] if unclear else _not_found(unknown[0]))
    hints = (*(f"{each.sentence} The note is not with any of them." for each in unclear),
             *_say_unknown(unknown))  # fmt: skip
    return MailPeople(tuple(dict.fromkeys(codes)), tuple(strangers), hints)


def _say_unknown(unknown: Sequence[Address]) -> Iterable[str]:
    for address in unknown[:_MOST_NAMED]:
        how = f": {_how_to_add(address)}" if _point(address) and not is_program(address) else "."
        yield f"No contact has the address {visible(address.email)}{how}"
    if len(unknown) > _MOST_NAMED:
        rest = ", ".join(visible(each.email) for each in unknown[_MOST_NAMED:])
        yield f"Nor any of these: {rest}"


def _not_reached(db: sqlite3.Connection, mail: Mail) -> MailPeople:
    """Return the contacts that a bounce says were not reached: it is about them."""
    found = _all(db, mail.failed, ()) if mail.failed else MailPeople(problem=_nobody_failed())
    if found.codes or not mail.failed:
        return found
    names = ", ".join(visible(each.email) for each in mail.failed[:_MOST_NAMED])
    return MailPeople(
        problem=NotFound(f"The mail says that {names} was not reached. No contact has the address.")
    )


# ── addresses ────────────────────────────────────────────────────────────────────────────


def _receivers(mail: Mail) -> list[Address]:
    found = {normal_email(each.email): each for each in (*mail.copied, *mail.receivers)}
    in_order = (*mail.receivers, *mail.copied)
    return [found[key] for key in dict.fromkeys(normal_email(each.email) for each in in_order)]


def _is_mine(address: Address | None) -> bool:
    return address is not None and _untagged(address.email) in map(_untagged, config.load().me)


def _untagged(email: str) -> str:
    """Return the mailbox of an address: me+shop@own.example is me@own.example (RFC 5233)."""
    local, _, domain = normal_email(email).rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def _resolve(db: sqlite3.Connection, address: Address) -> str:
    """Return the code of the contact; of several with one address, of the one it names."""
    try:
        return finding.resolve_who(db, address.email).code
    except Ambiguous:
        same = find_matches(KnownPeople(db), facts_of(_stranger(address))).same
        if len(same) != 1:
            raise
        return code("contact", same[0])


def _point(address: Address) -> Point | None:
    """Return the address as it is stored; None if `add -e` would refuse it, or split it."""
    try:
        point = parse_point("email", address.email)
    except UsageProblem:
        return None
    return point if point.value == address.email else None


def _stranger(address: Address) -> NewContact:
    point = _point(address)
    if point is None:
        raise UsageProblem(
            f"“{visible(address.email)}” is not an e-mail address.",
            "To log its text: crm log WHO -",
        )
    return NewContact(_name(address), points=(point,))


def _name(address: Address) -> str:
    """Return the name in the address without the quotes that some programs put around it."""
    name = " ".join(address.name.split()).strip("'\" ")
    return name or address.email.partition("@")[0]


def _how_to_add(address: Address) -> str:
    """Return the command, safe to copy into a shell: a stranger wrote this address and name."""
    from shlex import quote

    return visible(f"crm add -e {quote(address.email)} -- {quote(_name(address))}")


# ── errors ───────────────────────────────────────────────────────────────────────────────


def _nobody() -> UsageProblem:
    return UsageProblem(
        "The mail does not say who it is from.", "It needs a From line with an address."
    )


def _nobody_failed() -> NotFound:
    return NotFound(
        "The mail says that another was not delivered, but not to whom.",
        "To log its text: crm log WHO -",
    )


def _not_found(address: Address) -> NotFound:
    sentence = f"No contact has the address {visible(address.email)}."
    if is_program(address):
        return NotFound(
            f"{sentence} It is that of a program, which --new does not add.",
            "To log its text: crm log WHO -",
        )
    if _point(address) is None:
        return NotFound(sentence, "It is not an e-mail address. To log its text: crm log WHO -")
    return NotFound(sentence, f"{_how_to_add(address)}   (or --new)", typed=address.email)
