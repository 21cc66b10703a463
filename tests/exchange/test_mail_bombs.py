"""Mail that was built to be slow, or too deep: it costs a second at most, and says a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.errors import UsageProblem
from tinycrm.exchange import mail
from tinycrm.exchange.mail import read_mail
from tinycrm.exchange.time_limit import TakesTooLong, limited_time

HEAD = b"From: Ada <ada@example.org>\nSubject: hi\n"
MANY = 100_000


def nested(kind: bytes) -> bytes:
    level = b'Content-Type: multipart/%s; boundary="b%d"\n\n--b%d\n'
    return HEAD + b"".join(level % (kind, n, n) for n in range(5000)) + b"\nhello\n"


READ = {
    "headers": lambda: HEAD + b"X: y\n" * (MANY // 8) + b"\nhello\n",
    "a long header": lambda: HEAD + b"X-Big: " + b"y " * 450_000 + b"\n\nhello\n",
    "receivers": lambda: HEAD + b"To: " + b"a@example.org, " * MANY + b"\n\nhello\n",
    "groups": lambda: HEAD + b"Cc: " + b"g:a@b.c;" * MANY + b"\n\nhello\n",
    "a long subject": lambda: b"From: a@b.c\nSubject: hi" + b"y\n " * MANY + b"\n\nhello\n",
    "parameters": lambda: HEAD + b"Content-Type: text/plain" + b"; a=b" * MANY + b"\n\nhello\n",
    "comments": lambda: HEAD + b"Content-Type: text/plain; " + b"(" * MANY + b"\n\nhello\n",
    "no date": lambda: HEAD + b"Date: " + b"(" * MANY + b"\n\nhello\n",
    "an attachment": lambda: (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n"
        + b"Content-Type: image/png\n\n" + (b"x" * 75 + b"\n") * 56_000
    ),
}  # fmt: skip
REFUSED = {
    "parts in parts": lambda: nested(b"mixed"),
    "related parts": lambda: nested(b"related"),
    "messages in messages": lambda: HEAD + b"Content-Type: message/rfc822\n\n" * 5000 + b"hello",
    "parts": lambda: (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * MANY * 4
    ),
    "parentheses": lambda: b"From: " + b"(" * MANY + b" ada@example.org\n\nhello\n",
    "tags": lambda: HEAD + b"Content-Type: text/html\n\n" + b"<p>" * MANY * 3 + b"hello",
}  # fmt: skip


@for_each(("kind", "make"), READ.items())
def test_a_large_mail_is_read(kind: str, make: Callable[[], bytes]):
    read = read_mail(make())
    assert read.sender
    assert read.subject.startswith("hi")
    assert read.text == "hello"


@for_each(("kind", "make"), REFUSED.items())
def test_a_mail_that_is_built_to_be_slow_is_refused(
    kind: str, make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail, "SECONDS", 0.05)
    data, start = make(), time.process_time()
    with pytest.raises(UsageProblem, match="mail"):
        read_mail(data)
    assert time.process_time() - start < 1.5


def test_a_mail_that_is_too_large_is_refused():
    with pytest.raises(UsageProblem, match=r"1,050,000 characters; a megabyte is the most\."):
        read_mail(HEAD + b"\n" + b"hello\n" * 175_000)
    with pytest.raises(UsageProblem, match=r"The first 4 MB of the mail have no text\."):
        read_mail(HEAD + b"Content-Type: image/png\n\n" + (b"x" * 75 + b"\n") * 56_000)


def test_the_sentence_says_what_to_do_instead(crm: Crm):
    crm("add", "Ada", "-e", "ada@example.org")
    result = crm.run("log", "--mail", stdin=REFUSED["messages in messages"]())
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "crm: The mail is built so that reading it would take too long. It was not read.\n"
        "     Log its text: crm log WHO -\n"
    )


def test_of_an_unknown_charset_the_likeliest_is_taken_and_a_codec_that_is_none_never():
    data = HEAD + b"Content-Type: text/plain; charset=klingon\n\nQapla f\xfcr alle"
    assert read_mail(data).text == "Qapla für alle"
    slow = HEAD + b"Content-Type: text/plain; charset=punycode\n\na-" + b"9" * MANY * 9
    start = time.process_time()
    assert read_mail(slow).text.startswith("a-99")
    assert time.process_time() - start < 1.5


@for_each("charset", [b"idna", b"\xe9", b"\x00", b"hex", b"utf-7", b"punycode", b""])
def test_a_charset_that_is_none_costs_no_word(charset: bytes):
    data = HEAD + b"Content-Type: text/plain; charset=%s\n\nsch\xf6n" % charset
    assert read_mail(data).text == "schön"


def test_a_broken_header_is_read_as_far_as_it_goes():
    for name in (b"=?utf-8?b?abc?= <a@b.c>", b"=?x?q?a?= <a@b.c>", b"\xff\x00 <a@b.c>", b"a@b.c ("):
        read = read_mail(b"From: " + name + b"\n\nhello")
        assert read.sender
        assert read.sender.email == "a@b.c"


QUOTING = {
    "wrote": lambda: b"On a b wrote" * 5_000 + b":",
    "many that wrote": lambda: b"On a b wrote\n" * 5_000 + b"wrote:",
    "on": lambda: b"On " * 25_000 + b"\n" + b"On a\n" * 12_000,
    "fields": lambda: b"From: \n" * 12_000,
    "fields of a line": lambda: b"From: Subject: To: Sent: " * 1_200,
    "stars": lambda: (b"*" * 290 + b" From:\n") * 150,
    "quotes": lambda: (b"> " * 140 + b"On x wrote:\n") * 150,
    "deep quotes": lambda: b">" * 50_000 + b"\n> a",
    "blank lines": lambda: b"a:" + b"\n" * 120_000 + b"b",
    "spaces": lambda: b"a:" + b" " * 120_000 + b"b",
    "dashes": lambda: (b"-" * 290 + b" original:\n") * 150,
    "david": lambda: b"[Original Message processed by david\n" * 750 + b":",
    "dates": lambda: "2026年1月1日(月) 10:00 <a> <b> ".encode() * 750 + b":",
    "sent from": lambda: b"Sent from " * 5_000 + b"\n" + b"Sent from my " * 10,
    "words before a colon": lambda: (b"aa " * 90 + b"\n") * 150 + b"a:",
    "flowed": lambda: b"a \n" * 25_000,
    "quotations in quotations": lambda: b"<blockquote>" * 5_000 + b"hello",
}  # fmt: skip


@for_each(("kind", "make"), QUOTING.items())
def test_a_text_full_of_what_looks_quoted_is_read_or_refused_in_time(
    kind: str, make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail, "SECONDS", 0.5)
    start = time.process_time()
    for form in (b"plain; format=flowed", b"html"):
        with suppress(UsageProblem):
            read_mail(HEAD + b"Content-Type: text/" + form + b"\n\n" + make())
    assert time.process_time() - start < 2  # twice the limit each


def use_the_processor(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_time_that_is_not_used_up_is_given_back():
    with limited_time(0.05):
        pass
    use_the_processor(0.1)
    with pytest.raises(TakesTooLong), limited_time(0.01):
        use_the_processor(5)
