"""The readers of lines agree, with a library as the third, and nothing in a file stops them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange import vobject_lines
from tests.rows import for_each
from tinycrm.exchange import content_lines, plain_lines
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.exchange.charsets import to_bytes_of_lines
from tinycrm.exchange.vcard import read_vcards

ORDINARY = (
    "\nVERSION:3.0\nN:Müller;Ada;;Dr.;\nFN:Dr. Ada Müller\nORG:ACME\\, Ltd;Sales\n"
    "item1.EMAIL;type=INTERNET;type=pref:ada@example.org\nitem1.X-ABLabel:_$!<Work>!$_\n"
    'TEL;TYPE="cell,voice";PREF=1:+44 1632 960961\nADR;TYPE=HOME:;;1 Road;York;;YO1;UK\n'
    "NOTE:a long\n  note\\, folded\\nand broken\nBDAY:1980-12-31\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:QUJD\n REVG\n"
)
OLD = (
    "\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=\n=65=72;=41;;;\n"
    "TEL;CELL;PREF:0311 111\nNOTE;QUOTED-PRINTABLE:a=0D=0A=\nb\nEMAIL;INTERNET:a@example.org\n"
)
PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\r", " ", "\t", "=", ":", ";", '"', ",", "\\", "\n ", "=\n", "\n\n", "#",
        "QUOTED-PRINTABLE", "ENCODING=B", "CHARSET=utf-8", "CHARSET=latin1", "TYPE=", "NOTE:",
        "http://x", "=C3=BC", "BEGIN:VCARD\n", "END:VCARD\n", "^n", "item1.", "_", ".", "\x1c",
        "\x85", "\u3000", "é", "\0",
    ]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, texts: Sequence[str] = (ORDINARY, OLD)) -> bytes:
    """Return a card's body with a few signs put in and a few taken out."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 4))
        text = text[:at] + draw(PIECES | st.text(max_size=3)) + text[at + gone :]
    return text.encode("utf-8", "replace")


@pytest.mark.parametrize("text", [ORDINARY, OLD])
def test_the_library_reads_ordinary_cards_as_we_do(text):
    body = text.encode()
    assert vobject_lines.read_lines(body) == content_lines.read_lines(body)


@for_each(
    "text",
    [
        "\nFN:Ada\nhello\n",  # no property
        "\nNOTE:one\nHobby: chess\n",  # it would make a property of a note
        "\nFN:Ada\n\n Lovelace\n",
        "\nTEL;WORK,VOICE:1234\n",  # it would lose VOICE
        "\nFN;CHARSET=ISO-8859-1:Ada\n",
        "\nFN;ENCODING=quoted-printable:=41\n",  # it knows it in capitals only
        "\nFN;ENCODING=QUOTED-PRINTABLE:=FC\n",
        "\nFN;ENCODING=B:QWRh\n",
        "\nNOTE;QUOTED-PRINTABLE:x=\nTEL:1234\n",
        "\nVERSION:2.1\nNOTE:one\n two\n",
        "\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n",
        "\nPHOTO;ENCODING=b:" + "QUJD" * 20_000 + "\n",
    ],
)
def test_where_the_library_would_lose_something_it_is_not_asked(text):
    assert vobject_lines.read_lines(text.encode()) is None


PLAIN = (
    "\nVERSION:3.0\nN:Müller;Ada;;Dr.;\nFN:Dr. Ada Müller\nitem1.EMAIL;type=pref:ada@example.org\n"
    "item1.X-ABLabel:_$!<Work>!$_\nTEL;HOME;TYPE=cell,voice:+44 1632 960961\nSHOE:2\n"
    "NOTE:a long\n  note\\, folded\nHOBBY:chess\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:QU\n JD\n\tQUJD\n REVG\n"
)


@settings(max_examples=120)
@given(mutated((PLAIN, ORDINARY, OLD)))
def test_what_two_readers_read_they_read_alike(body):
    body = to_bytes_of_lines(body)
    lenient = content_lines.read_lines(body)
    assert plain_lines.read_lines(body) in (None, lenient)
    assert vobject_lines.read_lines(body) in (None, lenient)


def test_ordinary_lines_are_read_by_one_pattern():
    body = PLAIN.encode()
    assert plain_lines.read_lines(body) == content_lines.read_lines(body) != []
    assert plain_lines.read_lines(body + b"X_own:1\n") is None


@given(st.lists(mutated(), max_size=3), st.sampled_from(("utf-8", "utf-16", "utf-16-le")))
def test_no_card_however_mangled_stops_the_reading(bodies, charset):
    text = "".join(f"BEGIN:VCARD{body.decode()}END:VCARD\n" for body in bodies)
    for found in read_vcards(text.encode(charset)):
        assert isinstance(found, Card | Skipped)
        assert found.line > 0
        if isinstance(found, Card):
            assert found.name.strip() == found.name != ""
            assert "\0" not in found.name


@settings(max_examples=200)
@given(
    st.binary(max_size=300),
    st.sampled_from((b"", b"FN:", b"N;CHARSET=SHIFT_JIS:", b"NOTE;ENCODING=QUOTED-PRINTABLE:",
                     b"BDAY:", b"TEL:tel:", b"IMPP:x:%", b"FN;ENCODING=B:", b"ADR;")),
)  # fmt: skip
def test_no_bytes_stop_the_reading(data, head):
    for found in read_vcards(b"BEGIN:VCARD\nTEL:1\n" + head + data + b"\nEND:VCARD\n"):
        assert isinstance(found, Card | Skipped)
    assert all(isinstance(found, Card | Skipped) for found in read_vcards(data))
