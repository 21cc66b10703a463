"""Text into tags: one by itself, or several in one text."""

from __future__ import annotations

from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_NEXT_TAG = r"\s+(?=[#+][^\W\d])"


def parse_tag(text: str) -> str:
    """Return one tag as typed, without a leading # or +.

    Commas and semicolons are between tags, so no tag contains one.
    """
    tag = parse_text(text.strip().lstrip("#+") or text, "tag")
    if "," in tag or ";" in tag:
        raise UsageProblem(
            f"The tag “{visible(tag)}” contains a comma or a semicolon.",
            "Both are between tags: give each tag by itself.",
        )
    return tag


def split_list(text: str) -> list[str]:
    """Return the parts of `client, vip` or `a; b` that are not blank."""
    return [each.strip() for each in text.replace(";", ",").split(",") if each.strip()]


def parse_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of several texts, each once: `client,vip` is two, like `#client #vip`."""
    parts = [part for text in texts for part in _split_tags(text)]
    return tuple(dict.fromkeys(map(parse_tag, parts)))


def _split_tags(text: str) -> list[str]:
    if "#" not in text and "+" not in text:
        return split_list(text) or [text]  # an empty text is refused as a tag
    import re

    return [each for part in split_list(text) for each in re.split(_NEXT_TAG, part)] or [text]
