"""What can go wrong. Every error has a sentence for the user, a hint and an exit code.

CrmError                1   unexpected
├── Interrupted       130   by Ctrl-C, after something was saved
├── UsageProblem        2   the input could not be read
├── NotFound            3   no contact or record matches
├── Ambiguous           4   several match, and asking is not possible
├── Clash               5   would overwrite or contradict existing data
└── StoreProblem        6   the store: locked, newer, damaged, read-only, full
"""

from __future__ import annotations

from tinycrm.values import NamedTuple


class Candidate(NamedTuple):
    """A contact or record that the typed text may mean.

    `id` is the code a command accepts, `about` what distinguishes it from the others.
    """

    id: str
    name: str
    about: str = ""


class CrmError(Exception):
    """A failure described in one sentence, with an optional hint on what to do next."""

    code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.candidates: tuple[Candidate, ...] = ()

    def add_saved(self, said: str) -> None:
        """Add what was saved before this failed, and remove that nothing was changed.

        The code that raised it knew only its own transaction, not what was saved before it.
        """
        for promise in _PROMISES:
            self.sentence = self.sentence.replace(promise, "").strip()
            self.hint = self.hint.replace(promise, "").strip()
        self.sentence = f"{self.sentence} {said}".strip()


_PROMISES = (
    "Nothing was changed.",
    "Nothing in the store was changed.",
    "It was not touched.",
)


class Interrupted(CrmError):
    """The user pressed Ctrl-C."""

    code = 130


class UsageProblem(CrmError):
    """The input could not be read; nothing was changed."""

    code = 2


class NotFound(CrmError):
    """Nothing matches the input; `candidates` are near misses, nearest first."""

    code = 3

    def __init__(
        self, sentence: str, hint: str = "", *, typed: str = "", near: tuple[Candidate, ...] = ()
    ) -> None:
        super().__init__(sentence, hint)
        self.typed = typed
        self.candidates = near


class Ambiguous(CrmError):
    """Several match the input; `candidates` are all of them, likeliest first."""

    code = 4

    def __init__(self, sentence: str, *, typed: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(sentence)
        self.typed = typed
        self.candidates = candidates


class Clash(CrmError):
    """The change would overwrite or contradict existing data."""

    code = 5

    def __init__(
        self, sentence: str, hint: str = "", *, candidates: tuple[Candidate, ...] = ()
    ) -> None:
        super().__init__(sentence, hint)
        self.candidates = candidates


class StoreProblem(CrmError):
    """The store cannot be used as it is, or a copy of it not written; typed text is kept."""

    code = 6


class StoreLocked(StoreProblem):
    """Another program kept the store locked for longer than we wait."""
