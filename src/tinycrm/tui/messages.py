"""What widgets and workers tell: messages go up, and only screens and the app act on them."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from textual.message import Message

from tinycrm.errors import CrmError

Tone = Literal["", "error"]


class Pick(NamedTuple):
    """What is chosen on a screen: the code of the row, and whom it is about.

    `section` is where the row stands (`birthdays`, `people` …), `about` its words.
    """

    code: str
    person: tuple[str, str] | None = None
    section: str = ""
    about: str = ""


class Notice(Message):
    """Something worth a line at the foot."""

    def __init__(self, text: str, tone: Tone = "") -> None:
        super().__init__()
        self.text = text
        self.tone: Tone = tone


class QueryAnswered(Message):
    """What a worker read; `about` says what was asked, so that late answers are known."""

    def __init__(self, about: str, value: Any, asked: Any = None) -> None:
        super().__init__()
        self.about = about
        self.value = value
        self.asked = asked


class QueryFailed(Message):
    """What a worker could not read, and why."""

    def __init__(self, about: str, problem: CrmError) -> None:
        super().__init__()
        self.about = about
        self.problem = problem


class StoreChanged(Message):
    """Somebody wrote to the store, or a new day began: what is shown must be read again."""


class Moved(Message):
    """Another row of a list is chosen now."""

    bubble = True


class Opened(Message):
    """The chosen row of a list was opened."""
