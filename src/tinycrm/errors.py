"""What can go wrong, as sentences. Every error knows its words, a hint and its exit code.

CrmError                1   something unforeseen
├── Interrupted       130   by Ctrl-C, after something was saved
├── UsageProblem        2   could not read what was typed
├── NotFound            3   nobody and nothing by that name
├── Ambiguous           4   several, and nobody to ask
├── Clash               5   would clash with or overwrite something
└── StoreProblem        6   the store: locked, newer, damaged, read-only, full
"""

from __future__ import annotations

from typing import NamedTuple


class Candidate(NamedTuple):
    """Someone or something that a few typed letters may have meant.

    `id` is the code a command accepts, `about` what tells it apart from its neighbours.
    """

    id: str
    name: str
    about: str = ""


class CrmError(Exception):
    """A failure told in one sentence, with an optional hint on what to do next."""

    code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.candidates: tuple[Candidate, ...] = ()

    def add_saved(self, said: str) -> None:
        """Say what was done before this failed, instead of that nothing was changed.

        Whoever raised it knew of their own transaction alone, and not of what came before.
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
    """Somebody pressed Ctrl-C."""

    code = 130


class UsageProblem(CrmError):
    """What was typed could not be read; nothing was changed."""

    code = 2


class NotFound(CrmError):
    """Nothing answers to what was typed; `candidates` are near misses, nearest first."""

    code = 3

    def __init__(
        self, sentence: str, hint: str = "", *, typed: str = "", near: tuple[Candidate, ...] = ()
    ) -> None:
        super().__init__(sentence, hint)
        self.typed = typed
        self.candidates = near


class Ambiguous(CrmError):
    """Several answer to what was typed; `candidates` are all of them, likeliest first."""

    code = 4

    def __init__(self, sentence: str, *, typed: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(sentence)
        self.typed = typed
        self.candidates = candidates


class Clash(CrmError):
    """Doing it would overwrite or contradict what is already there."""

    code = 5

    def __init__(
        self, sentence: str, hint: str = "", *, candidates: tuple[Candidate, ...] = ()
    ) -> None:
        super().__init__(sentence, hint)
        self.candidates = candidates


class StoreProblem(CrmError):
    """The file of the store cannot be used as it is; what was typed is not lost."""

    code = 6


class StoreLocked(StoreProblem):
    """Another program is writing to the store, for longer than was waited for."""
