"""What mail programs write above a quoted or a forwarded mail, in many languages.

The patterns of mail-parser-reply come first, then our own for what it does not know. Neither is
believed alone: a sentence that its writer typed may look like one ("On Monday we should do:").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

_MOST_KNOWN = 20_000  # characters of a text that the library's patterns are tried on
_LONGEST = 300  # characters of a line that introduces a quotation

_WROTE = re.compile(
    r"(?i)\b(?:wrote|writes|schrieb|schreibt|écrit|escribió|escribio|ha scritto|scrive|pisze"
    r"|napisał|napisała|napisał\(a\)|nadesłał|schreef|skrev|skrifaði|escreveu|kirjoitti|napsal"
    r"|napsala|napísal|a scris|yazdı|írta|пишет|писал|написал|написала|пише)\b"
)
_OPENS = re.compile(
    r"(?i)(?:(?:on|am|le|el|il|op|den|em|w dniu|dnia|dne|dana|a|at)\b"
    r"|\w{2,10}[.,]{1,2}|\d{1,4}[./-])\s*\S"
)
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.h]\s?\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d\d?[./]\d\d?[./]\d\d)(?!\d)")
_ADDRESS_ENDS = re.compile(r"@[^<>\s]+>\)?\s?[:：]$")

_RULER = re.compile(
    r"(?i)[-_]{2,}\s*(?:original (?:message|mail|appointment)|(?:ursprüngliche|original)[ -]?"
    r"nachricht|message d['’]origine|message original|mensaje original|mensagem original"
    r"|messaggio originale|wiadomość oryginalna|oryginalna wiadomość|oorspronkelijk bericht"
    r"|ursprungligt meddelande|oprindelig meddelelse|původní zpráva|исходное сообщение)\s*[-_]*"
)
_FORWARDED = re.compile(
    r"(?i)-{2,}\s*(?:forwarded message|forwarded by|weitergeleitete nachricht|message transféré"
    r"|(?:mensaje reenviado)|messaggio inoltrato|wiadomość przekazana|przekazana wiadomość"
    r"|treść przekazanej wiadomości|doorgestuurd bericht|mensagem encaminhada"
    r"|vidarebefordrat meddelande|videresendt meddelelse|пересылаемое сообщение)\b.*"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du message (?:transféré|réexpédié)|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|początek przekaz\w+ wiadomości"
    r"|begin doorgestuurd bericht|início da mensagem (?:reencaminhada|encaminhada)) ?:"
)

_LABELS = {
    label: meaning
    for meaning, labels in {
        "from": "from von de da od van från fra expéditeur mittente отправитель от"
        " 发件人 差出人 보낸사람",
        "sent": "sent date gesendet datum envoyé enviado fecha inviato data wysłano wysłane"
        " verzonden skickat sendt dato enviada odesláno дата отправлено"
        " 发送时间 日期 送信日時 日時 보낸날짜",
        "to": "to an à a para do per aan till til pour komu кому destinatario 收件人 宛先 받는사람",
        "subject": "subject betreff objet asunto oggetto temat onderwerp ämne emne assunto"
        " předmět тема sujet 主题 件名 제목",
        "more": "cc cci bcc dw kopie copia copie kopia reply-to antwort importance priorität"
        " 抄送 참조",
    }.items()
    for label in labels.split()
}
_LABELS |= {"enviado el": "sent", "date d'envoi": "sent", "répondre à": "more"}
_FIELD = re.compile(r"[*> ]*([^\W\d_][^\W\d_' -]*(?:[ '-][^\W\d_]+)*)\s?\*?(?::\*?(?:\s|$)|：)")


def find_forward(lines: Sequence[str]) -> int | None:
    """Return the first line that a program writes above a forwarded mail, or None."""
    for number, line in enumerate(lines):
        if len(line) <= _LONGEST and _FORWARDED.fullmatch(line.strip()):
            return number
    return None


def find_introductions(lines: Sequence[str]) -> dict[int, int]:
    """Return where a program introduces a quoted mail: first line → the line after the last."""
    found: dict[int, int] = {}
    for start, end in (*_known(lines), *_own(lines)):
        if start not in found and is_introduction(lines, start, end):
            found[start] = end
    return found


def is_introduction(lines: Sequence[str], start: int, end: int) -> bool:
    """Return whether a program wrote these lines, and not the writer of the mail."""
    words = " ".join(line.strip() for line in lines[start:end])
    if _RULER.fullmatch(words) or _is_header(lines[start:end]):
        return True
    if len(words) > _LONGEST or not _may_introduce(words):
        return False
    if is_quoted(next((line for line in lines[end : end + 3] if line.strip()), "")):
        return bool(_WROTE.search(words)) or ("@" in words and bool(_YEAR.search(words)))
    return _says_when_and_who(words)


def _may_introduce(words: str) -> bool:
    return words.endswith((":", "："))


def _says_when_and_who(words: str) -> bool:
    """Return whether words are what only a program writes: an address, or a date to the minute."""
    has_moment = bool(_TIME.search(words) and _YEAR.search(words))
    return has_moment or ("@" in words and bool(_WROTE.search(words)))


def is_quoted(line: str) -> bool:
    """Return whether a line is marked as quoted."""
    return line.lstrip().startswith(">")


def _is_header(lines: Sequence[str]) -> bool:
    """Return whether lines are the header of a mail: who, when or to whom, and its subject.

    "From: Warsaw, To: Kraków, Date: 3 December" is a journey and not a mail.
    """
    fields = [match[1].lower() for match in map(_FIELD.match, lines) if match]
    known = {_LABELS[each] for each in fields if each in _LABELS}
    text = " ".join(lines)
    is_whole = {"from", "subject"} <= known and bool({"sent", "to"} & known)
    is_dated = "@" in text or any(map(str.isdigit, text))
    return (is_whole and is_dated) or ({"from", "sent", "to"} <= known and "@" in text)


# ── where to look ────────────────────────────────────────────────────────────────────────


def _known(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines that the library takes for an introduction.

    It gets short lines, no blank lines in a row, and not the end of a very long text: its
    patterns take a time that grows with the square of a gap, and with the cube of a line.
    """
    numbers = [n for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    text = "\n".join(lines[number].strip()[:_LONGEST] for number in numbers)[:_MOST_KNOWN]
    if ":" not in text and "：" not in text:
        return
    for match in _known_patterns().finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        first = text.count("\n", 0, start)
        last = first + match[0].strip().count("\n")
        yield numbers[first], numbers[last] + 1


@functools.cache
def _known_patterns() -> re.Pattern[str]:
    """Return the library's patterns of all its languages, as one.

    Its other half finds signatures, and takes "Thanks, that was great" and lists for one.
    """
    from mailparser_reply import EmailMessage
    from mailparser_reply.constants import MAIL_LANGUAGES

    pattern: re.Pattern[str] = EmailMessage(text="", languages=list(MAIL_LANGUAGES)).HEADER_REGEX
    return pattern


def _own(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(lines):
        if len(line) > _LONGEST or is_quoted(line):
            continue
        words = line.strip()
        if _may_introduce(words) and (
            _ADDRESS_ENDS.search(words) or _WROTE.search(_before(lines, number) + words)
        ):
            yield _start(lines, number), number + 1
        elif _RULER.fullmatch(words):
            yield number, number + 1
        elif _label(words) in ("from", "subject"):
            yield number, _end_of_header(lines, number)


def _before(lines: Sequence[str], number: int) -> str:
    """Return the line before, if it is part of the same paragraph."""
    line = lines[number - 1].strip() if number else ""
    return f"{line} " if line and not is_quoted(line) and len(line) <= _LONGEST else ""


def _start(lines: Sequence[str], number: int) -> int:
    """Return the first line of an introduction, which programs break into up to three."""
    for first in range(number, max(number - 3, -1), -1):
        if not lines[first].strip() or is_quoted(lines[first]):
            break
        if _OPENS.match(lines[first].strip()) and _YEAR.search(" ".join(lines[first : number + 1])):
            return first
    return number


def _label(line: str) -> str:
    match = _FIELD.match(line)
    return _LABELS.get(match[1].lower(), "") if match else ""


def _end_of_header(lines: Sequence[str], start: int) -> int:
    """Return the line after the header of a mail; its values may go on in the next line."""
    last = start
    for number in range(start, min(start + 12, len(lines))):
        if not lines[number].strip() or number - last > 2:
            break
        if _label(lines[number].strip()):
            last = number
    return last + 1
