"""Unsaved texts, when a contact they are about is forgotten.

Texts about no one else are deleted with the contact, and counted before. From a text that is
also about others, the contact is removed; if its words contain the name, it is kept and
reported.
"""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress

from tinycrm import paths
from tinycrm.services.activity import drafts
from tinycrm.services.codes import read_code
from tinycrm.services.forgetting.names_in_text import NamePattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def count(codes: Container[str]) -> int:
    """Return how many texts are about these records and nothing else."""
    return sum(_is_about(_about(each), codes) for each in _files())


def forget(codes: Container[str], names: NamePattern) -> list[Path]:
    """Delete the texts about these records; return the other ones that contain a name."""
    named = []
    for path in _files():
        about = _about(path)
        if _is_about(about, codes):
            with suppress(OSError):
                path.unlink(missing_ok=True)
            continue
        draft = drafts.read(path)
        if draft:
            others = tuple(each for each in draft.people if each[0] not in codes)
            if others != draft.people:
                drafts.keep(draft._replace(people=others))
        if names.occur_in(_text(path)):
            named.append(path)
    return named


def _files() -> list[Path]:
    try:
        return sorted(each for each in paths.draft_folder().iterdir() if each.is_file())
    except OSError:
        return []


def _about(path: Path) -> list[str]:
    """Return the codes a text is about: from a draft's people, or from a form's file name."""
    draft = drafts.read(path)
    if draft:
        return [code for code, _ in draft.people]
    return [each for each in path.name.lstrip(".#").split("-") if read_code(each)]


def _is_about(about: list[str], codes: Container[str]) -> bool:
    return bool(about) and all(each in codes for each in about)


def _text(path: Path) -> str:
    draft = drafts.read(path)
    if draft:
        return "\n".join((draft.words, *(name for _, name in draft.people)))
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
