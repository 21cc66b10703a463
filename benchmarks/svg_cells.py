"""An exported screen with every word in its cells, and lines that meet, whatever font draws it.

A viewer without the font of the export draws words of another width, and the lines of a box, which
are letters too, no longer meet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tinycrm.text import width

_CELL, _ROW, _BASE = 12.2, 24.4, 20.0
"""The size of a cell, and how far below its top the letters begin, as Textual exports them."""

_TEXT = re.compile(
    r'<text class="(?P<style>\S+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>"
)
_INK = re.compile(r"\.(\S+) \{ fill: (#[0-9a-fA-F]+)")
_ARMS = {
    "─": "lr", "│": "ud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "┌": "rd", "┐": "ld",
    "└": "ru", "┘": "lu", "┬": "lrd", "┴": "lru", "├": "udr", "┤": "udl", "┼": "lrud",
}  # fmt: skip


def redrawn(svg: str) -> str:
    """Return an exported screen with its lines as lines and each word at its place."""
    inks = dict(_INK.findall(svg))
    return _TEXT.sub(lambda found: "".join(_parts(found, inks)), _HEIGHT.sub(_higher, svg))


_HEIGHT = re.compile(
    r'(?P<before>viewBox="0 0 [\d.]+ |clip-terminal">\s*<rect [^>]*height="|'
    r'<rect [^>]*height=")(?P<height>\d{3,}(?:\.\d+)?)'
)
_BELOW = 8.0
"""How much the frame is made higher: by itself it ends in the letters of the last line."""


def _higher(found: re.Match[str]) -> str:
    return f"{found['before']}{float(found['height']) + _BELOW}"


def _parts(found: re.Match[str], inks: dict[str, str]) -> Iterator[str]:
    style, rest = found["style"], found["rest"]
    if style not in inks:
        yield found[0]
        return
    x, y = float(found["x"]), float(found["y"])
    lines, words = _split(html.unescape(found["text"]))
    for at, word in words:
        yield (
            f'<text xml:space="preserve" class="{style}" x="{x + at * _CELL:.1f}" y="{y:.1f}"'
            f' textLength="{width(word) * _CELL:.1f}"{rest}>{html.escape(word)}</text>'
        )
    path = " ".join(_draw(x + at * _CELL, y - _BASE, sign) for at, sign in lines)
    if path:
        yield f'<path d="{path}" fill="none" stroke="{inks[style]}" stroke-width="1.5"/>'


def _split(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the runs of one box sign and the words, each with the cell where it begins."""
    lines, words, at = [], [], 0
    for part in re.findall(rf"─+|[{''.join(_ARMS)}]|\s+|[^\s{''.join(_ARMS)}]+", text):
        if part[0] in _ARMS:
            lines.append((at, part))
        elif not part.isspace():
            words.append((at, part))
        at += width(part)
    return lines, words


def _draw(x: float, top: float, signs: str) -> str:
    """Return the path of a sign, or of a line of `─`."""
    ends = {
        "l": (x, top + _ROW / 2), "r": (x + _CELL * len(signs), top + _ROW / 2),
        "u": (x + _CELL / 2, top), "d": (x + _CELL / 2, top + _ROW),
    }  # fmt: skip
    if signs[0] == "─":
        return f"M{ends['l'][0]:.1f} {ends['l'][1]:.1f}H{ends['r'][0]:.1f}"
    middle = f"{x + _CELL / 2:.1f} {top + _ROW / 2:.1f}"
    arms = [f"{ends[each][0]:.1f} {ends[each][1]:.1f}" for each in _ARMS[signs]]
    if signs in "╭╮╰╯":
        return f"M{arms[0]}Q{middle} {arms[1]}"
    return " ".join(f"M{middle}L{arm}" for arm in arms)
