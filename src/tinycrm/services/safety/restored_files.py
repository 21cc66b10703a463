"""The settings and unsaved texts in a backup, when it is restored. What is there is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tinycrm import paths
from tinycrm.store import carried, placing
from tinycrm.store.carried import CarriedFile
from tinycrm.text import visible

_BESIDE = "from-backup"
_LONGEST = 200  # bytes of a file name


def bring_back(files: Sequence[CarriedFile]) -> tuple[str, ...]:
    """Write the files of a backup that are not there; return what there is to say about it.

    A file that is there and differs is never replaced: the one of the backup is written beside
    it. The store is restored by then, so a file that cannot be written is reported, not raised.
    """
    said = [each for file in files if file.name == carried.SETTINGS for each in _settings(file)]
    texts = [file for file in files if file.name.startswith(carried.DRAFTS)]
    return (*said, *_texts(texts))


def _settings(file: CarriedFile) -> Iterator[str]:
    path = paths.config_file()
    same = _content(path) == file.content
    if same:
        return
    target = _free(path) if os.path.lexists(path) else path
    problem = _write(target, file)
    if problem:
        yield problem
    elif target == path:
        yield f"Settings restored: {path}"
    else:
        yield f"Your settings were kept. Those in the backup differ; they are in {target}"


def _texts(files: Sequence[CarriedFile]) -> Iterator[str]:
    """Bring back unsaved texts, newest first."""
    new = [file for file in files if _is_name(_own_name(file)) and not _is_there(file)]
    odd = [file for file in files if not _is_name(_own_name(file))]
    new.sort(key=lambda file: -file.written)
    problems = list(filter(None, (_write(_target(file), file) for file in new)))
    if len(new) > len(problems):
        count = len(new) - len(problems)
        yield f"{count} unsaved {'text' if count == 1 else 'texts'} restored."
    yield from problems
    for file in odd:
        yield f"“{visible(file.name)}” in the backup is not the name of a text; it was left there."


def _own_name(file: CarriedFile) -> str:
    return file.name.removeprefix(carried.DRAFTS)


def _is_name(name: str) -> bool:
    """Return whether a name is one of a file in the folder of drafts, and nowhere else."""
    is_plain = not set(name) & {"/", "\\", "\0", ":"} and not name.startswith(".")
    return bool(name) and is_plain and len(name.encode("utf-8", "replace")) <= _LONGEST


def _is_there(file: CarriedFile) -> bool:
    return _content(paths.draft_folder() / _own_name(file)) == file.content


def _target(file: CarriedFile) -> Path:
    path = paths.draft_folder() / _own_name(file)
    return _free(path) if os.path.lexists(path) else path


def _free(path: Path) -> Path:
    """Return a name beside a file that is not taken."""
    number, target = 1, path.with_name(f"{path.stem}-{_BESIDE}{path.suffix}")
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{path.stem}-{_BESIDE}-{number}{path.suffix}")
    return target


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write(target: Path, file: CarriedFile) -> str:
    """Write a file; return why that is not possible, "" if it was done."""
    try:
        paths.make_folder(target.parent)
        placing.write(target, file.content)
        os.utime(target, ns=(file.written, file.written))
    except (OSError, ValueError, OverflowError) as error:
        return f"{target} cannot be written: {error}. It is still in the backup."
    return ""
