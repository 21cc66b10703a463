"""The fields of an edited form, each read by name with its current value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeVar

from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.text import visible

T = TypeVar("T", bound=str)


def text_of(what: str) -> Callable[[str], str]:
    """Return a reader of checked text; `what` names it in the message."""
    return lambda text: parse_text(text, what)


class FormFields:
    """The values of a form. A field whose line was removed keeps its value."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self._known: list[str] = []

    def check_all_known(self) -> None:
        """Raise UsageProblem for a field that does not exist."""
        unknown = self._table.keys() - self._known
        if unknown:
            named = ", ".join(visible(each) for each in sorted(unknown))
            raise UsageProblem(
                f"The form has no field {named}; its fields are {', '.join(self._known)}."
            )

    def value(self, name: str, kinds: type | tuple[type, ...], said: str) -> Any:
        """Return a field, None if its line was removed. Raises UsageProblem for a wrong type."""
        self._known.append(name)
        value = self._table.get(name)
        # A day may be written without quotes, and True is an int to Python.
        fits = isinstance(value, kinds) and not (isinstance(value, bool) and kinds is not bool)
        if value is not None and not fits:
            raise UsageProblem(f"In the form, {name} must be {said}.")
        return value

    def text(self, name: str, now: T, parse: Callable[[str], T]) -> T | Literal[""]:
        """Return a text field; an empty one is not parsed."""
        typed = self.value(name, str, "text in quotes")
        return now if typed is None or typed == now else parse(typed) if typed.strip() else ""

    def flag(self, name: str, now: bool) -> bool:
        """Return a field that is true or false."""
        found = self.value(name, bool, "true or false")
        return now if found is None else bool(found)

    def texts(self, name: str, now: Sequence[str], parse: Callable[[str], str]) -> tuple[str, ...]:
        """Return a field that is a list of texts, without repetitions."""
        typed = self.value(name, list, 'a list of texts: ["one", "two"]')
        if typed is None:
            return tuple(now)
        if not all(isinstance(each, str) for each in typed):
            raise UsageProblem(f'In the form, {name} must be a list of texts: ["one", "two"].')
        read = (each if each in now else parse(each) for each in typed if each.strip())
        return tuple(dict.fromkeys(read))

    def lists(self, name: str) -> Mapping[str, list[str]] | None:
        """Return a field that is a table of texts, or of lists of them; days need no quotes."""
        typed = self.value(name, dict, "a table")
        if typed is None:
            return None
        found = {}
        for each, value in typed.items():
            values = value if isinstance(value, list) else [value]
            if not all(isinstance(one, str | int | float | date) for one in values):
                raise UsageProblem(f"In the form, {visible(each)} must be text in quotes.")
            found[each] = [str(one) for one in values if str(one).strip()]
        return {each: values for each, values in found.items() if values}

    def pairs(self, name: str) -> Mapping[str, str] | None:
        """Return a field that is a table of texts; numbers and days need no quotes."""
        typed = self.value(name, dict, "a table")
        if typed is None:
            return None
        for each, value in typed.items():
            if not isinstance(value, str | int | float | date):
                raise UsageProblem(f"In the form, {visible(each)} must be text in quotes.")
        return {each: str(value) for each, value in typed.items() if str(value).strip()}
