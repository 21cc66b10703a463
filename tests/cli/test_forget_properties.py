"""Whatever was done with somebody: once forgotten, no byte of ours tells of them, nor undo."""

from __future__ import annotations

import unicodedata
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests import stores
from tests.cli.any_command import Step, changing, line, one, some
from tests.cli.test_undo_properties import often
from tests.conftest import Crm
from tests.store.test_rewind_properties import problems
from tinycrm.services.activity import drafts

TRACES = (
    "Zörblåx", "Quuxïngton", "Zœllantha", "zörblåx@qüux.example", "9876543", "Wïbblefact",
    "Xylønote", "xyloremïnd", "Xyloïssue", "Xylohandle", "Xylostreet", "xylotäg", "Xyloörg",
    "xylokey",
)  # fmt: skip
"""Words that stand nowhere else. The phone number is typed with spaces, and compared without."""

PAST = (
    Step((
        "add", "Zörblåx", "Quuxïngton", "-e", "zörblåx@qüux.example", "-p", "98 765 43", "-n",
        "Zœllantha", "--fact", "food=Wïbblefact", "-o", "Xyloörg", "-t", "xylotäg",
        "--key", "xylokey", "--handle", "Xylohandle", "--address", "Xylostreet 1",
        "--every", "1d", "-b", "11-23", "--title", "Wïbblefact", "-d", "xylowedding=8 July",
        "--note", "Xylønote at the fair",
    )),
    Step(("add", "Grace Hopper", "-e", "grace@n.example")),
    Step(("log", "c1", "Xylønote", "#xylotäg", "-f", "1w: xyloremïnd")),
    Step(("log", "c1,c2", "Lunch")),
    Step(("remind", "c1", "xyloremïnd", "--on", "2026-11-01", "--every", "1w")),
    Step(("issue", "c1", "Xyloïssue")),
    Step(("list", "zörblåx", "quuxïngton", "--save", "mine")),
)  # fmt: skip

own = st.builds(
    Step,
    st.one_of(
        line("edit", "c1", some(
            "--name Quuxïngton Zörblåx", "--name Plain Name", "-e -zörblåx@qüux.example",
            "-n -Zœllantha", "--fact food=", "--fact drink=Wïbblefact", "-o ", "-t -xylotäg",
            "--address -Xylostreet 1", "--title ", "-d -xylowedding",
        )),
        line("log", "c1", one("Xylønote", "call: Xylønote #xylotäg"), some("--fact a=Wïbblefact")),
        line("done", one("r1", "r2", "c1"), some("Xylønote")),
        line("resolve", "i1", "Wïbblefact"),
        line("edit", one("n1", "r1", "i1"), "--text", one("Xylønote again", "plain")),
        line("rm", one("n1", "n2", "r1", "i1", "c1"), "--yes"),
        line("merge", "c1", "c2", "--yes"),
        line("dupes", "--distinct", "c1", "c2"),
        line("archive", "c1"),
        line("list", "zörblåx", "quuxïngton", "--save", one("mine", "ours")),
        line(one("undo", "undo", "redo")),
    ),
    st.just(""),
    st.just("2026-11-23"),
)  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> stores.Files:
    """The home with PAST in it, once it was made."""
    return {}


def begin(crm: Crm, kept: stores.Files) -> None:
    stores.clear(crm.home)
    if not kept:
        assert [step.run(crm) for step in PAST] == [0] * len(PAST)
        kept.update(stores.files_of(crm.home))
        stores.clear(crm.home)
    stores.put(crm.home, kept)
    drafts.keep(drafts.Draft("d1", (("c1", "Zörblåx Quuxïngton"),), "Xylønote begun"))
    drafts.keep(drafts.Draft("d2", (("c2", "Grace"), ("c1", "Zörblåx Quuxïngton")), "Lunch"))
    (crm.home / "drafts" / "form-c1-x.toml").write_text('name = "Zörblåx Quuxïngton"')


@cache
def spellings(word: str) -> set[bytes]:
    """A word as it may stand in a file: letter for letter, taken apart, folded, in JSON."""
    plain = unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
    german = word.translate({0xE5: "aa", 0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xF8: "oe"})
    found = {word, word.lower(), plain.lower(), german.lower(), ascii(word)[1:-1]}
    found |= {unicodedata.normalize(form, each) for form in ("NFC", "NFD") for each in found}
    return {each.encode() for each in found if len(each) > 5}


def traces(home: Path) -> list[str]:
    """Which words stand in which of our files; the copies are told of, and not searched."""
    return [
        f"{word} in {file.name}"
        for file in home.rglob("*")
        if file.is_file() and file.parent.name != "backups"
        for content in (file.read_bytes(),)
        for word in TRACES
        if any(each in content for each in spellings(word))
    ]


_MERGED = "SELECT 1 FROM extra WHERE source = 'merge' AND key = 'id' AND value = 'c1'"
_SHARED = (
    "SELECT 1 FROM note JOIN note_contact ON note_id = note.id"
    " WHERE contact_id <> 1 AND body LIKE '%xyl%'"
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(often(own, changing), max_size=8))
def test_once_forgotten_no_byte_tells_of_them_and_nothing_taken_back_brings_one(
    crm: Crm, kept: stores.Files, steps: list[Step]
):
    begin(crm, kept)
    assert len({each.split(" in ")[0] for each in traces(crm.home)}) == len(TRACES)
    for step in steps:
        step.run(crm)
    with closing(crm.db()) as db:
        # A merge makes what was theirs another's; so does a note that others come into.
        assume(not db.execute(f"{_MERGED} UNION {_SHARED}").fetchone())
        newest = db.execute("SELECT max(id) FROM batch").fetchone()[0]
    crm("forget", "c1", "--yes")
    assert traces(crm.home) == []
    assert not problems()
    for number in range(newest + 1, 0, -1):
        assert crm.run("undo", f"b{number}").code in (0, 3, 5)
    assert traces(crm.home) == []
    assert not problems()
    assert crm("export").out.count("xylo") == 0
