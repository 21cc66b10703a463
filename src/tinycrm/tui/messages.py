"""Messages of widgets and workers: they go up, and only screens and the app act on them."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from textual.message import Message

from tinycrm.errors import CrmError

Tone = Literal["", "error"]


class Pick(NamedTuple):
    """The selected row of a screen: its code, and the person it is about.

    `section` is where the row is (`birthdays`, `people` …), `about` its text. `is_over` says that
    its issue is resolved.
    """

    code: str
    person: tuple[str, str] | None = None
    section: str = ""
    about: str = ""
    is_over: bool = False


class Notice(Message):
    """A sentence for the footer."""

    def __init__(self, text: str, tone: Tone = "") -> None:
        super().__init__()
        self.text = text
        self.tone: Tone = tone


class QueryAnswered(Message):
    """The result of a query; `about` and `asked` say of which, so that late ones are known."""

    def __init__(self, about: str, value: Any, asked: Any = None) -> None:
        super().__init__()
        self.about = about
        self.value = value
        self.asked = asked


class QueryFailed(Message):
    """A query that failed, and why; `about` and `asked` say which."""

    def __init__(self, about: str, problem: CrmError, asked: Any = None) -> None:
        super().__init__()
        self.about = about
        self.problem = problem
        self.asked = asked


class StoreChanged(Message):
    """The store changed, or a new day began: what is shown must be read again."""


class Moved(Message):
    """Another row of a list is selected."""

    bubble = True


class Opened(Message):
    """The selected row of a list was opened."""
