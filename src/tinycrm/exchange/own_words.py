"""What the writer of a mail wrote: its text without quoted mails and without the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinycrm.exchange.quote_marks import find_forward, find_introductions, is_quoted

_FORWARDING = re.compile(
    r"(?i)(?:\[[^\]:]*\]\s*)?\[?(?:fwd?|wg|tr|rv|i|pd|enc|vb|vs|doorst|inoltra)\s?(?:\[\d+\])?\s?:"
)
_GAPS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007", " ") | dict.fromkeys("\u200b\ufeff"))

_DEVICE = (
    r"(?:iphone|ipad|ipod|ios|android|outlook|samsung|galaxy|yahoo|k-9|proton|huawei|xiaomi|pixel"
    r"|fairphone|mobile|mobil\w*|handy|smartphone|phone|tablet|telefon\w*|teléfono|téléphone"
    r"|móvil|cellulare|gmx|web\.de|thunderbird|windows|blackberry|mail[- ]app)"
)
_SENT_FROM = re.compile(
    rf"(?i)[*_<\[]*(?:sent (?:from|with|via|using)|get outlook|gesendet (?:von|mit)|von meine[mr]"
    r"|von mein|diese nachricht wurde|holen sie sich outlook|outlook für|envoyé (?:de|depuis|à)"
    r"|télécharge[rz]|obtenir outlook|enviado (?:desde|do|a partir)|obtener outlook|inviato da"
    r"|ottieni outlook|scarica outlook|wysłan[eoya]+ (?:z|ze|za)|pobierz|verzonden (?:vanaf|met)"
    rf"|skickat från|sendt fra|odesláno z).{{0,60}}\b{_DEVICE}\b.{{0,80}}"
)
_LIST_FOOTER = re.compile(r"(?i).*(?:mailing list|mailingliste?|listinfo|unsubscribe|lists?\.).*")
_LINE = re.compile(r"[-_=*~]{5,}")


def own_words(text: str, subject: str = "") -> str:
    """Return what the writer wrote. Of a forward, the forwarded mail stays: it is what is sent."""
    text = re.sub(r"\n{3,}", "\n\n", text.translate(_GAPS))
    lines = [line.rstrip() for line in text.splitlines()]
    starts = find_introductions(lines)
    begin = _forward_start(lines, starts, bool(_FORWARDING.match(subject.strip())))
    own = _without_signature(_without_quotes(lines[:begin], starts))
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*own, "", *lines[begin:]])).strip()


def _forward_start(lines: Sequence[str], starts: dict[int, int], is_forward: bool) -> int:
    """Return the first line of a forwarded mail, or the number of lines.

    A mail that was forwarded within one that is quoted is part of what is quoted.
    """
    marked = find_forward(lines)
    first = min(
        (at for at, end in starts.items() if not _is_marked(lines, end)), default=len(lines)
    )
    if is_forward:
        quoted = (number for number, line in enumerate(lines) if is_quoted(line))
        return min(first, *starts, next(quoted, first), first if marked is None else marked)
    return len(lines) if marked is None or marked > first else marked


def _is_marked(lines: Sequence[str], end: int) -> bool:
    """Return whether what follows an introduction is marked as quoted, line by line."""
    return is_quoted(next((line for line in lines[end:] if line.strip()), ""))


def _without_quotes(lines: Sequence[str], starts: dict[int, int]) -> list[str]:
    """Return the lines that are not quoted.

    After an introduction, either the quoted lines are marked and others between and after them
    are the writer's, or nothing is marked and all that follows is the quoted mail.
    """
    kept: list[str] = []
    number = 0
    while number < len(lines):
        if number in starts:
            if not _is_marked(lines, starts[number]):
                break
            number = starts[number]
            continue
        if not is_quoted(lines[number]):
            kept.append(lines[number])
        number += 1
    return kept


def _without_signature(lines: list[str]) -> list[str]:
    """Return the lines before a signature (RFC 3676, 4.3), a list's footer, an app's greeting."""
    kept = lines
    for number, line in enumerate(lines):
        if line.strip() == "--" or _is_footer(lines, number):
            kept = lines[:number]
            break
    while kept and _is_end(kept[-1].strip()):
        kept = kept[:-1]
    return kept


def _is_footer(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is the one that Mailman writes above the name of the list."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    line = lines[number].strip()
    return len(line) >= 30 and set(line) == {"_"} and bool(_LIST_FOOTER.fullmatch(following[:300]))


def _is_end(line: str) -> bool:
    is_app = len(line) <= 160 and _SENT_FROM.fullmatch(line.rstrip(".")) is not None
    return not line or is_app or _LINE.fullmatch(line) is not None
