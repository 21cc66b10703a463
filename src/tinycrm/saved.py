"""What the command under way has saved, so that no failure after that says otherwise.

The store notes each batch as soon as it is committed; `main` asks when something fails later:
the output is lost, the second half of a command does not work, somebody presses Ctrl-C.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_SHOWN = 3
_batches: list[tuple[str, bool]] = []
"""Each batch in words, and whether it can be taken back; the newest last, never many."""
_throwaway: list[None] = []


def start() -> None:
    """Begin a command: nothing is saved yet."""
    _batches.clear()


def note(batch: int | None, label: str, *, can_be_undone: bool) -> None:
    """Note that a batch is committed; what cannot be undone may have no number."""
    if not _throwaway:
        _batches.append((f"b{batch} ({label})" if batch else label, can_be_undone))
        del _batches[: -_SHOWN - 1]


@contextmanager
def nowhere() -> Iterator[None]:
    """Note nothing meanwhile: the store is thrown away afterwards."""
    _throwaway.append(None)
    try:
        yield
    finally:
        _throwaway.pop()


def anything() -> bool:
    """Tell whether this command has saved something."""
    return bool(_batches)


def say() -> str:
    """Return what is saved, and how the last of it is taken back: a sentence, or nothing."""
    if not _batches:
        return ""
    names = [name for name, _ in _batches]
    if len(names) > _SHOWN:
        names[0] = "What came before"
    told = f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} saved"
    last, can_be_undone = _batches[-1]
    if not can_be_undone:
        return f"{told}."
    what = "it" if len(names) == 1 else "the last of it"
    return f"{told}; crm undo {last.partition(' ')[0]} takes {what} back."
