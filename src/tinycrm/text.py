"""Text: fold it for comparison, escape and measure it for display. And numbers as bars."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# Control characters, bidi overrides and isolates, line separators, lone surrogates:
# everything that a terminal would interpret, or cannot print.
_HOSTILE = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
_HOSTILE_IN_PROSE = _HOSTILE.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f")


def fold(text: str) -> str:
    """Return `text` for comparing, sorting and searching, without case, accents, extra spaces.

    If the spelling with ae, oe, ue differs from the plain one, both are kept, one per line,
    so that "muller" and "mueller" find Müller while "joe" does not find John.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return _folding()(text)


@functools.cache
def _folding() -> Callable[[str], str]:
    from tinycrm import accents  # 0.5 ms, not for plain ASCII

    return accents.fold


def fold_all(*texts: str | None) -> str:
    """Return several texts folded as one, in which a search finds the words of each."""
    return fold(" ".join(text or "" for text in texts))


def fold_forms(text: str) -> frozenset[str]:
    """Return every folded spelling of `text`; two texts match when they share one."""
    return frozenset(fold(text).split("\n"))


def plain_label(label: str) -> str:
    """Return a label without the marks of Apple's built-in ones, wherever it was copied to.

    Apple writes its own as `_$!<YoungerBrother>!$_`, which is read as `younger brother`.
    """
    marked = label.removeprefix("_").removesuffix("_")
    name = marked.removeprefix("$!<").removesuffix(">!$").strip()
    if not name or not (marked.startswith("$!<") and marked.endswith(">!$")):
        return label
    pairs = zip(f" {name}", name, strict=False)
    return "".join(f" {c}" if c.isupper() and last.islower() else c for last, c in pairs).lower()


def visible(text: str, *, prose: bool = False) -> str:
    r"""Return `text` safe for a terminal, with control characters as escapes (\x1b, \u202e).

    In `prose` (notes) newline and tab are kept.
    """
    bare = text.replace("\n", "").replace("\t", "") if prose else text
    if bare.isprintable():  # nearly always, and re with this pattern takes 7 ms
        return text
    import re

    return re.sub(_HOSTILE_IN_PROSE if prose else _HOSTILE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def is_narrow(text: str) -> bool:
    """Return whether all letters surely take one column each: those of most Latin scripts.

    The first letter that joins another is U+0300. Other scripts are measured letter by letter.
    """
    return text.isascii() or not _without(_LATIN, text)


def is_even(text: str) -> bool:
    """Return whether each letter takes one column, in any script: then `len` is the width."""
    if is_narrow(text):
        return True
    letters = _without(_ASCII, text).decode("utf-8", "surrogatepass")
    return all(_columns(char) == 1 for char in set(letters))


_ASCII = bytes(range(0x80))
_LATIN = bytes(range(0xCC))  # in UTF-8 any letter from U+0300 on begins with a later byte


def _without(known: bytes, text: str) -> bytes:
    """Return text in UTF-8 without the bytes that are known: much faster than letter by letter."""
    return text.encode("utf-8", "surrogatepass").translate(None, known)


def width(text: str) -> int:
    """Return how many terminal columns `text` takes, as Textual and Rich count them."""
    if text.isascii():
        return len(text)
    sizes = [_columns(char) for char in text]
    if _UNKNOWN not in sizes:
        return sum(sizes)
    from rich.cells import cell_len  # 0.6 of the start of a bare Python

    return cell_len(text)


_UNKNOWN = -1
_NARROW = frozenset("“”‘’–—…─→·€▸✓▁▂▃▄▅▆▇█")  # our own signs, and the one of money
_JOINING = "\u200d\ufe0f"  # the width of a sign depends on these after it


@functools.cache
def _columns(char: str) -> int:
    """Return the columns of a letter, digit or mark; _UNKNOWN for what Rich has a table of.

    Emoji and other signs change with what follows them, and with the version of Unicode.
    """
    if char < "\u0300" or "\u1e00" <= char <= "\u1eff" or char in _NARROW:  # Latin
        return 1
    import unicodedata

    category = unicodedata.category(char)
    is_sign = category[0] in "SC" and not (category == "Cf" and "\u200b" <= char <= "\ufeff")
    if is_sign or category == "No" or char in _JOINING:
        return _UNKNOWN
    if category[0] == "M" or category in ("Cf", "Zl", "Zp") or _is_inner_hangul(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_inner_hangul(char: str) -> bool:
    """Return whether this is a vowel or a final, which is drawn into the letter before it."""
    return "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff" or char in "\uffa0\u3164"


def _parts(text: str) -> list[tuple[str, int]]:
    """Return what can be divided of a text, and its columns: a mark has none of its own."""
    sizes = [_columns(char) for char in text]
    if _UNKNOWN not in sizes:
        return list(zip(text, sizes, strict=True))
    from rich.cells import cell_len, split_graphemes

    parts = [text[start:end] for start, end, _ in split_graphemes(text)[0]]
    return [(part, cell_len(part)) for part in parts]  # two joiners in a row join nothing


_EXCERPT = 90
"""The length of the first sentence of a note in other rows, in terminal columns."""


def excerpt(text: str) -> str:
    """Return the first sentence of a note in one line, shortened if it is long."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return shorten(next(sentences(" ".join(line.split()))), _EXCERPT)


def shorten(text: str, columns: int) -> str:
    """Return `text` in at most `columns` columns, ending in … if it was cut."""
    if width(text) <= columns:
        return text
    taken, used = [], 0
    for part, size in _parts(text):
        used += size
        if used > columns - 1:
            break
        taken.append(part)
    return "".join(taken).rstrip() + "…" if columns > 0 else ""


def pad(text: str, columns: int) -> str:
    """Return `text` padded with spaces on the right to `columns` columns."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Return `text` broken at spaces into lines of at most `columns` columns.

    A word longer than a line is split, never cut off. An amount stays beside its currency.
    """
    words = text.split()
    whole = " ".join(words)
    if width(whole) <= columns:
        return [whole] if whole else []
    words = _with_currencies(words, columns)
    lines: list[str] = []
    used = 0  # columns of the last line; the first word always begins one
    for word in words:
        size = width(word)
        if lines and used + 1 + size <= columns:
            lines[-1] += " " + word
            used += 1 + size
        else:
            lines += [word] if size <= columns else _pieces(word, columns)
            used = width(lines[-1])
    return lines


def _with_currencies(words: list[str], columns: int) -> list[str]:
    """Return words in which a number and the code of its currency are one: `1,250.50 EUR`."""
    joined: list[str] = []
    for word in words:
        is_code = len(word.rstrip(".,;:)")) == 3 and word[:3].isupper() and word[:3].isalpha()
        if is_code and joined and joined[-1][-1].isdigit():
            both = f"{joined[-1]} {word}"
            if width(both) <= columns:
                joined[-1] = both
                continue
        joined.append(word)
    return joined


def sentences(text: str, signs: str = ".!?…") -> Iterator[str]:
    """Yield `text` in parts: a new one begins after white space that follows one of `signs`.

    It also begins at a quotation after a colon, if the colon is one of them.
    """
    start = 0
    for at in range(1, len(text)):
        sign = text[at - 1]
        if sign in signs and text[at].isspace():
            rest = text[at:].lstrip()
            if sign != ":" or rest.startswith(("“", '"')):
                yield text[start:at]
                start = len(text) - len(rest)
    yield text[start:]


def _pieces(word: str, columns: int) -> list[str]:
    if is_narrow(word):  # not "as wide as long": 몆 and a soft hyphen are both
        return [word[start : start + columns] for start in range(0, len(word), max(1, columns))]
    pieces, used = [""], 0
    for part, size in _parts(word):
        if pieces[-1] and used + size > columns:
            pieces.append("")
            used = 0
        pieces[-1] += part
        used += size
    return pieces


_BARS = "▁▂▃▄▅▆▇█"
"""From nothing to the most; a terminal without them gets `_.:-=+*#`."""


def say_bars(counts: Sequence[int]) -> str:
    """Return a bar for each count: the lowest for none, the highest for the most."""
    most = max(counts, default=0) or 1
    steps = len(_BARS) - 1
    return "".join(_BARS[-(-each * steps // most)] for each in counts)
