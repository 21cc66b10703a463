"""Folding of text that is not plain ASCII: without case and accents, and in both spellings.

Nearly all letters that people type fold by themselves, whatever is beside them: these are looked
up. A text with any other is decomposed as a whole, as Unicode says.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache, lru_cache
from unicodedata import combining, is_normalized, normalize

# Letters that Unicode does not decompose, as people type them on a plain keyboard.
_PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ĸ": "k",
    "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'",
}  # fmt: skip
# How the same letters are spelled out on a keyboard without them.
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}

_ASCII_BYTES = bytes(range(0x80))
_ASCII = frozenset(_ASCII_BYTES.decode())
_SIMPLE = (
    ("\u0080", "\u02ff"), ("\u0370", "\u0482"), ("\u048a", "\u052f"), ("\u1e00", "\u1fff"),
    ("\u2010", "\u2027"), ("\u2030", "\u205e"), ("\u20a0", "\u20bf"), ("\u2100", "\u214f"),
    ("\u2c60", "\u2c7f"),
)  # fmt: skip
"""Latin, Greek, Cyrillic, and signs: of these none joins another, so without marks none does."""
_NOT_ALONE = ("", "")

_SHORT = 40
_FEW = 100
_MOST_KEPT = 8192


def fold(text: str) -> str:
    """Return a text as `text.fold` says; short ones come again and again."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    words = " ".join(text.split())
    found = {letter: _letter(letter) for letter in _letters_of(words)}
    if _NOT_ALONE in found.values():
        return fold_whole(words)
    plain = words
    for letter, (short, _) in found.items():
        if short != letter:
            plain = plain.replace(letter, short)
    plain = plain.casefold()
    if all(short == long for short, long in found.values()):
        return plain
    spelled = words
    for letter, (_, long) in found.items():
        if long != letter:
            spelled = spelled.replace(letter, long)
    return f"{plain}\n{spelled.casefold()}"


def _letters_of(words: str) -> Set[str]:
    """Return the letters outside ASCII, each once; a long text has many, but few different ones."""
    if len(words) <= _SHORT:
        return set(words) - _ASCII
    rest = words.encode("utf-8", "surrogatepass").translate(None, _ASCII_BYTES)
    letters = rest.decode("utf-8", "surrogatepass")
    found: set[str] = set()
    for _ in range(_FEW):
        if not letters:
            return found
        found.add(letters[0])
        letters = letters.replace(letters[0], "")
    return found.union(letters)


_fold_short = lru_cache(maxsize=_MOST_KEPT)(_fold)


@cache
def _letter(letter: str) -> tuple[str, str]:
    """Return the short and the long spelling of a letter, in whatever text it is.

    Return _NOT_ALONE if that may depend on others: then it joins them, or is made of several.
    """
    found = _plain(letter), _plain(_replaced(letter.casefold(), _SPELLED))
    is_alone = (
        is_normalized("NFC", letter)
        and all(map(_is_simple, (letter, *found[0], *found[1])))
        and all(_plain(each) == each for each in found)
    )
    return found if is_alone else _NOT_ALONE


def _is_simple(letter: str) -> bool:
    return letter.isascii() or (
        any(first <= letter <= last for first, last in _SIMPLE) and not combining(letter)
    )


# ── a text as a whole ────────────────────────────────────────────────────────────────────


def fold_whole(words: str) -> str:
    """Return a text folded, whose words have one space between them, whatever letters it has."""
    plain = _plain(words)
    composed = normalize("NFC", words)
    letters = composed.casefold()
    if composed == words and not any(letter in letters for letter in _SPELLED):
        return plain  # there is no other spelling
    spelled = _plain(_replaced(letters, _SPELLED))
    return plain if spelled == plain else f"{plain}\n{spelled}"


def _plain(text: str) -> str:
    """Lower-case `text` without accents; vowel signs of other scripts stay."""
    decomposed = normalize("NFKD", _replaced(text.casefold(), _PLAIN))
    accents = {c: "" for c in set(decomposed) if _is_accent(combining(c))}
    return _replaced(normalize("NFC", _replaced(decomposed, accents)), _PLAIN).casefold()


def _replaced(text: str, letters: dict[str, str]) -> str:
    """Return a text with other letters, several times as fast as `str.translate`."""
    for old, new in letters.items():
        if old in text:
            text = text.replace(old, new)
    return text


def _is_accent(mark: int) -> bool:
    """Return whether a character is an accent in Latin, Greek, Cyrillic, Hebrew or Arabic.

    `mark` is its canonical combining class (Unicode Standard, table 3-19): 1 overlays, 10-35
    Hebrew and Arabic points, 200 and above marks over and under a letter. Kana voicing (8) and
    Indic signs (0, 7, 9) make another letter and are kept.
    """
    return mark == 1 or 10 <= mark <= 35 or mark >= 200
