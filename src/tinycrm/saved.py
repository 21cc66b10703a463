"""What the current command has saved, so that a later error message does not deny it.

And whether there was a store at all, so that a missing one is not taken for an empty one.

The store notes each batch as soon as it is committed. `main` uses this if something fails later:
the output cannot be written, the second half of a command fails, or the user presses Ctrl-C.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_SHOWN = 3
_batches: list[tuple[str, bool]] = []
"""Each batch in words, and whether it can be undone; only the last ones, newest last."""
_throwaway: list[None] = []
_no_store: list[str] = []
"""What is said if there was no store."""


def start() -> None:
    """Start a command: nothing is saved yet."""
    _batches.clear()
    _no_store.clear()


def note(batch: int | None, label: str, *, can_be_undone: bool) -> None:
    """Note that a batch was committed. A change that cannot be undone may have no number."""
    if not _throwaway:
        _batches.append((f"b{batch} ({label})" if batch else label, can_be_undone))
        del _batches[: -_SHOWN - 1]


def nowhere() -> AbstractContextManager[None]:
    """Note nothing inside this block: its store is deleted afterwards."""
    from contextlib import contextmanager  # only for `crm demo`

    return contextmanager(_nowhere)()


def _nowhere() -> Iterator[None]:
    _throwaway.append(None)
    try:
        yield
    finally:
        _throwaway.pop()


def anything() -> bool:
    """Return whether this command has saved something."""
    return bool(_batches)


def note_no_store(sentence: str) -> None:
    """Note that the command found no store; `sentence` says where."""
    if not _throwaway:
        _no_store[:] = [sentence]


def say_no_store() -> str:
    """Return that there is no store, "" if there is one or something was saved since."""
    return "" if _batches or not _no_store else _no_store[0]


def newest() -> object:
    """Return what stands for the batch saved last: another object after each one."""
    return _batches[-1] if _batches else None


def say() -> str:
    """Return a sentence about what is saved and how to undo the last of it; "" for nothing."""
    if not _batches:
        return ""
    names = [name for name, _ in _batches]
    if len(names) > _SHOWN:
        names[0] = "Earlier changes"
    saved = f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} saved"
    last, can_be_undone = _batches[-1]
    if not can_be_undone:
        return f"{saved}."
    what = "it" if len(names) == 1 else "the last one"
    return f"{saved}; crm undo {last.partition(' ')[0]} undoes {what}."
