"""Names from all scripts, made of what Unicode has: the same ones every time."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

SCRIPTS = {
    "Latin": (0x41, 0x24F), "Greek": (0x370, 0x3FF), "Cyrillic": (0x400, 0x52F),
    "Armenian": (0x531, 0x586), "Hebrew": (0x5D0, 0x5EA), "Arabic": (0x620, 0x64A),
    "Syriac": (0x710, 0x72F), "Devanagari": (0x904, 0x94D), "Bengali": (0x985, 0x9CD),
    "Tamil": (0xB85, 0xBCD), "Thai": (0xE01, 0xE4E), "Lao": (0xE81, 0xECD),
    "Tibetan": (0xF40, 0xFBC), "Myanmar": (0x1000, 0x1049), "Georgian": (0x10D0, 0x10FF),
    "Jamo": (0x1100, 0x11FF), "Ethiopic": (0x1200, 0x135A), "Cherokee": (0x13A0, 0x13F4),
    "Khmer": (0x1780, 0x17D3), "Mongolian": (0x1820, 0x1878), "Kana": (0x3041, 0x30FE),
    "Han": (0x4E00, 0x9FFF), "Yi": (0xA000, 0xA48C), "Hangul": (0xAC00, 0xD7A3),
    "fullwidth": (0xFF21, 0xFF5A), "halfwidth": (0xFF66, 0xFF9F), "Gothic": (0x10330, 0x1034A),
    "Adlam": (0x1E900, 0x1E943), "mathematical": (0x1D400, 0x1D4FF), "Han B": (0x20000, 0x2A6DF),
    "emoji": (0x1F300, 0x1F64F), "symbols": (0x2600, 0x27BF), "boxes": (0x2500, 0x25FF),
}  # fmt: skip
MARKS = "\u0301\u0308\u0323\u0489\u20dd\u0e33\u0652\u05b8\u093f\u094d"
JOINED = (
    "👩\u200d👩\u200d👧 family", "🏳\ufe0f\u200d🌈 flag", "🇵🇱🇯🇵 flags", "👋🏽 waves",
    "❤\ufe0f heart",
    "1\ufe0f\u20e3 one", "क\u094d\u200dष joined", "می\u200cخواهم apart", "🧑🏿\u200d🚀 flies",
    "☎\ufe0e text", "x\u200by zero", "\u2066a\u2069b\u202ec turned", "a\u00adb soft",
    "\ufeffmark", "\u115f\u1160 filler", "\u3164 filler", "A\u034fB grapheme", "\ue000 private",
    "\U000e0041 tag", "\u0600 number", "\u06dd end", "\u070f abbreviation", "\u17b4 vowel",
    "\u2028line\u2029", "\u0085next", "\x9b31m", "\x1b[7mx", "\x1b]0;t\x07", "\x7f",
    "a\rb", "a\x08b",
)  # fmt: skip


def names() -> Iterator[str]:
    """Yield 400 names: two words of every script, some with marks stacked, and the joined ones."""
    dice = random.Random(7)
    for script, (first, last) in SCRIPTS.items():
        letters = [c for c in map(chr, range(first, last + 1)) if unicodedata.category(c) != "Cn"]
        for n in range(11):
            words = ["".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(2)]
            if n % 4 == 3:
                words[1] = "".join(c + dice.choice(MARKS) * dice.randint(0, 3) for c in words[1])
            yield f"{' '.join(words)} {script} {n}"
    yield from JOINED
