"""`crm edit` in an editor: a form, another try, and nothing typed is ever lost."""

from __future__ import annotations

import re
import signal
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import INTERRUPT, Sit, Terminal
from tests.conftest import Crm
from tests.rows import for_each
from tests.store.conftest import batches, dump_store
from tinycrm import paths
from tinycrm.cli.editor import toml_writing as toml
from tinycrm.cli.editor.form import write_form
from tinycrm.cli.editor.form_reading import read_form
from tinycrm.days import Every, YearlyDay
from tinycrm.errors import UsageProblem
from tinycrm.repeats import keeps_day
from tinycrm.services.editing.applying import reopened
from tinycrm.services.records import (
    Contact,
    Issue,
    Labelled,
    Note,
    Occasion,
    Person,
    Related,
    Reminder,
)
from tinycrm.text import visible

Edit = Callable[..., Terminal]


@pytest.fixture
def edit(crm: Crm, terminal: Sit, tmp_path: Path) -> Iterator[Edit]:
    """`edit("c1", "sed -i s/Ada/Eda/ $1")` edits with a shell script as the editor."""
    script = tmp_path / "editor.sh"

    def start(code: str, body: str, *more: str, **env: str) -> Terminal:
        script.write_text(f"{body}\n", "utf-8")
        return terminal("edit", code, *more, EDITOR=f"sh '{script}'", VISUAL="", **env)

    yield start
    for page in paths.draft_folder().glob("*"):
        assert page.stat().st_mode & 0o077 == 0


def kept(screen: str) -> str:
    """The text in the file that a screen names."""
    found = re.search(r"is kept in\s+(\S+\.toml)", screen)
    assert found, screen
    return Path(found[1]).read_text("utf-8")


@pytest.fixture
def ada(crm: Crm) -> str:
    """Ada Lovelace, c1."""
    return crm("add", "Ada Lovelace", "-e", "ada@example.org", "--fact", "coffee=black").id


# ── on a terminal ────────────────────────────────────────────────────────────────────────


def test_a_form_opens_and_what_was_changed_is_saved(crm: Crm, edit: Edit, ada: str, tmp_path: Path):
    before = dump_store()
    body = """sed -i -e 's/"Ada Lovelace"/"Ada King"/' -e 's/^tags = .*/tags = ["vip"]/' "$1" """
    screen = edit(ada, f'{body}; echo \'tea = "green"\' >> "$1"')
    assert screen.end() == 0
    assert "Ada King (c1) changed" in screen.text
    record = crm.json("show", ada)
    assert (record["name"], record["tags"]) == ("Ada King", ["vip"])
    assert record["facts"] == {"coffee": "black", "tea": "green"}
    assert list((crm.home / "drafts").iterdir()) == []
    crm("undo")
    assert dump_store() == before


def test_a_form_left_as_it_is_changes_nothing(crm: Crm, edit: Edit, ada: str, tmp_path: Path):
    made = batches()
    screen = edit(ada, "true")
    assert screen.end() == 0
    assert "is unchanged" in screen.text
    assert batches() == made
    assert list((crm.home / "drafts").iterdir()) == []


def test_what_does_not_parse_is_given_back_for_another_try(crm: Crm, edit: Edit, ada: str):
    screen = edit(
        ada,
        'if grep -q "^name = Eda" "$1"; then sed -i "s/^name = Eda/name = \\"Eda\\"/" "$1";'
        ' else sed -i "s/^name = .*/name = Eda/" "$1"; fi',
    )
    screen.wait_for("The form cannot be read")
    screen.answer("Edit it again? [Y/n]", "")
    assert screen.end() == 0
    assert crm.json("show", ada)["name"] == "Eda"


def test_a_value_that_cannot_be_is_given_back_too_and_kept_when_given_up(
    crm: Crm, edit: Edit, ada: str
):
    screen = edit(ada, 'sed -i "s/ada@example.org/nonsense/" "$1"')
    screen.wait_for("“nonsense” is not an e-mail address")
    screen.answer("Edit it again? [Y/n]", "n")
    assert screen.end() == 2
    assert '"nonsense"' in kept(screen.text)
    assert crm.json("show", ada)["emails"][0]["value"] == "ada@example.org"


def test_an_ambiguous_name_in_the_form_is_asked_with_a_number(crm: Crm, edit: Edit, ada: str):
    for name in ("Jan Nowak", "Jan Kowalski"):
        crm("add", name)
    screen = edit(ada, 'sed -i "s/^referred_by = .*/referred_by = \\"jan\\"/" "$1"')
    screen.wait_for("1  Jan Nowak (c2)")
    screen.answer("Which one?", "2")
    assert screen.end() == 0
    assert crm.json("show", ada)["referred_by"] == "c3"


def test_a_question_interrupted_keeps_the_text(crm: Crm, edit: Edit, ada: str):
    screen = edit(ada, 'echo "name = [" > "$1"')
    screen.wait_for("Edit it again?")
    screen.type(INTERRUPT)
    assert screen.end() == 130
    assert kept(screen.text) == "name = [\n"


@pytest.mark.parametrize(
    ("body", "said", "text"),
    [
        ('echo "half a word" >> "$1"; exit 3', "The editor failed with exit code 3", "half a word"),
        ('echo "half a word" >> "$1"; kill -9 $$', "was ended by signal 9", "half a word"),
    ],
    ids=["fails", "killed"],
)
def test_an_editor_that_crashes_loses_nothing(
    crm: Crm, edit: Edit, ada: str, body: str, said: str, text: str
):
    before = dump_store()
    screen = edit(ada, body)
    assert screen.end() == 1
    assert said in screen.text
    assert text in kept(screen.text)
    assert dump_store() == before


@pytest.mark.parametrize("body", [': > "$1"', 'rm "$1"', 'printf " \\n" > "$1"'])
def test_an_editor_that_writes_nothing_leaves_the_form_that_was_there(
    crm: Crm, edit: Edit, ada: str, body: str
):
    screen = edit(ada, body)
    assert screen.end() == 2
    assert "The editor left the form empty. Nothing was changed." in screen.text
    assert 'name = "Ada Lovelace"' in kept(screen.text)


@pytest.mark.parametrize("body", ["exit 1", "kill -15 $$"])
def test_a_form_nobody_wrote_on_is_not_kept(crm: Crm, edit: Edit, ada: str, body: str):
    screen = edit(ada, body)
    assert screen.end() == 1
    assert "Nothing was written." in screen.text
    assert list((crm.home / "drafts").iterdir()) == []


def test_a_refused_form_is_kept_when_the_editor_fails_at_the_next_try(
    crm: Crm, edit: Edit, ada: str, tmp_path: Path
):
    once = f'[ -e "{tmp_path}/tried" ] && exit 1; touch "{tmp_path}/tried"; '
    screen = edit(ada, once + 'echo "name = [" > "$1"')
    screen.answer("Edit it again? [Y/n]", "")
    assert screen.end() == 1
    assert kept(screen.text) == "name = [\n"


def test_asked_to_end_while_a_form_is_open_the_text_and_its_path_stay(
    crm: Crm, edit: Edit, ada: str
):
    screen = edit(ada, 'sed -i s/black/white/ "$1"; echo ready; while :; do sleep 0.05; done')
    screen.wait_for("ready")
    screen.signal(signal.SIGTERM)
    assert screen.end() == -signal.SIGTERM
    assert "white" in kept(screen.text)
    assert crm.json("show", ada)["facts"] == {"coffee": "black"}


def test_an_editor_that_writes_rubbish_is_told_so(crm: Crm, edit: Edit, ada: str):
    screen = edit(ada, 'printf "\\377\\376\\000" > "$1"')
    screen.end()
    assert "is not valid UTF-8" in screen.text
    assert re.search(r"is kept in\s+\S+\.toml", screen.text)


def test_an_editor_that_is_not_there_is_told_so(crm: Crm, terminal: Sit, ada: str, tmp_path: Path):
    screen = terminal("edit", ada, EDITOR="no-such-editor", VISUAL="")
    assert screen.end() == 1
    assert "The editor no-such-editor cannot be started" in screen.text


def test_an_editor_with_an_open_quote_is_told_so(crm: Crm, terminal: Sit, ada: str, tmp_path: Path):
    screen = terminal("edit", ada, EDITOR="vi '", VISUAL="")
    assert screen.end() == 2
    assert "cannot be parsed" in screen.text


def test_an_editor_that_takes_an_hour_overwrites_nobody(crm: Crm, edit: Edit, ada: str):
    crm("edit", ada, "--title", "Analyst")
    screen = edit(ada, 'sed -i s/Analyst/Countess/ "$1"; echo ready; read go')
    screen.wait_for("ready")
    crm("edit", ada, "-o", "Acme")
    screen.type("\r")
    assert screen.end() == 5
    assert "c1 was changed by another program meanwhile. Nothing was overwritten." in screen.text
    assert 'title = "Countess"' in kept(screen.text)
    record = crm.json("show", ada)
    assert (record["organization"], record["title"]) == ("Acme", "Analyst")


def test_an_editor_that_outlives_its_record_keeps_the_text(crm: Crm, edit: Edit, ada: str):
    screen = edit(ada, 'sed -i s/black/white/ "$1"; echo ready; read go')
    screen.wait_for("ready")
    crm("rm", ada, "--yes")
    screen.type("\r")
    assert screen.end() == 5
    assert "c1 was deleted meanwhile" in screen.text
    assert "white" in kept(screen.text)


def test_a_note_taken_meanwhile_is_no_reason_to_refuse(crm: Crm, edit: Edit, ada: str):
    screen = edit(ada, 'sed -i s/black/white/ "$1"; echo ready; read go')
    screen.wait_for("ready")
    crm("log", ada, "Lunch")
    screen.type("\r")
    assert screen.end() == 0
    assert crm.json("show", ada)["facts"] == {"coffee": "white"}


def test_the_interrupt_key_is_the_editors_while_it_runs(crm: Crm, edit: Edit, ada: str):
    screen = edit(
        ada, 'trap "echo caught" INT; echo ready; read go; sed -i s/black/white/ "$1"; exit 0'
    )
    screen.wait_for("ready")
    screen.type(INTERRUPT)
    screen.wait_for("caught")
    screen.type("\r")
    assert screen.end() == 0
    assert crm.json("show", ada)["facts"] == {"coffee": "white"}


def test_the_editor_has_the_screen_where_stdout_is_data(
    crm: Crm, terminal: Sit, ada: str, tmp_path: Path
):
    screen = terminal(
        "edit", ada, "--json", piped=("stdout",), VISUAL="",
        EDITOR="""sh -c 'echo on the screen; sed -i s/black/white/ "$0"'""",
    )  # fmt: skip
    assert screen.end() == 0
    assert "on the screen" in screen.text
    assert '"coffee": "white"' in screen.out
    assert "on the screen" not in screen.out


def test_without_a_terminal_there_is_no_form(crm: Crm, ada: str):
    assert crm.run("edit", ada).code == 2
    assert crm.run("edit", "-", stdin=f"{ada}\n").code == 2


def test_the_editor_takes_one_record(crm: Crm, edit: Edit, ada: str):
    crm("add", "Grace")
    screen = edit(ada, "false", "c2")
    assert screen.end() == 2
    assert "The editor takes one record" in screen.text


@pytest.mark.parametrize(
    ("code", "old", "new", "field", "value"),
    [
        ("n1", "Lunch", "Dinner", "text", "Dinner"),
        ("n1", 'mood = ""', "mood = 2", "mood", 2),
        ("r1", "2026-12-01", "in 2 weeks", "on", "2026-12-07"),
        ("i1", "Late", "Too late", "text", "Too late"),
    ],
)
def test_notes_reminders_and_issues_have_a_form_too(
    crm: Crm, edit: Edit, ada: str, code: str, old: str, new: str, field: str, value: object
):
    crm("log", ada, "Lunch")
    crm("remind", ada, "send quote", "--on", "2026-12-01")
    crm("issue", ada, "Late")
    screen = edit(code, f"""sed -i 's/{old}/{new}/' "$1" """)
    assert screen.end() == 0, screen.text
    assert crm.json("show", code)[field] == value


def test_the_form_of_a_note_says_whose_doing_it_was(crm: Crm, edit: Edit, ada: str):
    crm("log", ada, "got honey from her")
    screen = edit("n1", """sed -i 's/^from = "them"/from = "her"/' "$1" """)
    screen.answer("Edit it again?", "n")
    assert screen.end() == 2
    assert "“her” is neither them nor me." in screen.text
    assert edit("n1", """sed -i 's/^from = "them"/from = "me"/' "$1" """).end() == 0
    assert "from: them → me" in crm("history", "n1").out


# ── the form ─────────────────────────────────────────────────────────────────────────────

hostile = st.one_of(
    st.sampled_from(
        [
            'She said "no"', '""""""', 'ends in "', "back\\slash\\", "a\n\nb", "\n\n", "  two  ",
            "tab\there", "cr\r\nlf", "\x1b[31mred\x07", "\u202egnp.exe", "'''", "[facts]", "# none",
            "x = 1", "line  \nspaces \t\nend ", "\ufeffmark", "\u2028", "🎂", "\x85", "\\u0041",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
)  # fmt: skip
said = hostile.filter(str.strip)
labelled = st.builds(Labelled, said, st.none() | said)
lists = st.lists(said, max_size=3, unique=True).map(tuple)
points = st.lists(labelled, max_size=3, unique=True).map(tuple)
days = st.sampled_from([YearlyDay(12, 10), YearlyDay(2, 29, 1816), YearlyDay(1, 1, 1)])
dates = st.lists(days, min_size=1, max_size=2, unique=True)
every = st.sampled_from([None, Every(4, "w"), Every(1, "y")])
person = st.builds(Person, st.integers(1, 99).map("c{}".format), said)
relative = st.builds(
    Related, said.filter(lambda label: "=" not in label), st.sampled_from([None, "c9"]), said
)
contacts = st.builds(
    Contact, id=st.just("c1"), uid=st.just("u"), kind=st.just("person"), name=said,
    nicknames=lists, organization=st.none() | said, title=st.none() | said, emails=points,
    phones=points, addresses=points, urls=points, handles=points, birthday=st.none() | days,
    occasions=st.dictionaries(said.filter("birthday".__ne__), dates, max_size=3).map(
        lambda found: tuple(
            Occasion(f"o{hash((label, day))}", label, day)
            for label, listed in found.items()
            for day in listed
        )
    ),
    tags=lists, facts=st.dictionaries(said, said, max_size=3), every=every,
    related=st.lists(relative, max_size=2, unique=True).map(tuple),
    referred_by=st.none() | st.just("c2"), do_not_contact=st.booleans(), archived=st.just(False),
    last_touch=st.none(), next_due=st.none(), created_at=st.just(""), updated_at=st.just(""),
)  # fmt: skip
notes = st.builds(
    Note, id=st.just("n1"), kind=st.just("call"), text=hostile, tags=lists,
    at=st.sampled_from(["2026-11-20", "2026-11-20 08:30"]),
    contacts=st.lists(person, min_size=1, max_size=3, unique_by=lambda p: p.id).map(tuple),
    mood=st.none() | st.integers(-2, 2),
)  # fmt: skip


def nobody(typed: str) -> Person:
    raise AssertionError(f"{typed} was looked up, though nothing was changed")


@settings(max_examples=40)
@given(contacts, st.none() | person)
def test_any_contact_survives_its_form(contact: Contact, referrer: Person | None):
    form = write_form(contact, referrer)
    assert read_form(form, contact, nobody) == contact
    assert visible(form, prose=True) == form


@settings(max_examples=40)
@given(notes)
def test_any_note_survives_its_form(note: Note):
    assert read_form(write_form(note), note, nobody) == note


@given(said, said, every)
def test_any_reminder_and_issue_survive_their_forms(text: str, resolution: str, again: Every):
    from datetime import date

    day = date(2026, 12, 1)
    for on in (None, *(("01", "2tue", "Lfri") if keeps_day(again) else ())):
        reminder = Reminder("r1", None, text, day, "09:00", again, on, True, None, None, None)
        assert read_form(write_form(reminder), reminder, nobody) == reminder
    who, opened = Person("c1", text), day.replace(month=1)
    issue = Issue("i1", who, text, "resolved", opened, day, resolution, None, None)
    assert read_form(write_form(issue), issue, nobody) == issue
    form = write_form(issue).replace('state = "resolved"', 'state = "open"')
    assert read_form(form, issue, nobody) == reopened(issue)


BLANKS = "".join(char for char in map(chr, range(0x3001)) if not char.rstrip())  # all there are


@given(hostile)
@example("\xa0\n")
@example(f"{BLANKS}\n")
@example("\n".join(f"a{blank}" for blank in BLANKS))
@example("".join(f"a{blank} \n{blank}\t\n \t{blank}\n\n" for blank in BLANKS))
def test_any_text_survives_toml_in_both_forms(text: str):
    written = f"a = {toml.quoted(text)}\nb = {toml.in_lines(text)}\n[c]\n{toml.key(text)} = 1\n"
    assert tomllib.loads(written) == {"a": text, "b": text, "c": {text: 1}}
    stripped = "\n".join(line.rstrip() for line in written.split("\n"))  # as editors do
    assert tomllib.loads(stripped)["b"] == text


@for_each(
    ("change", "words"),
    [
        (("name =", "nam ="), "The form has no field nam; its fields are name, "),
        (('name = "Ada"', 'name = ""'), "The name is empty"),
        (('name = "Ada"', "name = 5"), "name must be text in quotes"),
        (("do_not_contact = false", 'do_not_contact = "no"'), "must be true or false"),
        (("tags = []", 'tags = "vip"'), 'must be a list of texts: ["one", "two"]'),
        (("tags = []", "tags = [1]"), 'must be a list of texts: ["one", "two"]'),
        (("emails = []", 'emails = [{ e = "a@b.c" }]'), "each item of emails must be text or"),
        (("emails = []", 'emails = ["a"]'), "is not an e-mail address"),
        (("phones = []", 'phones = ["a"]'), "is not a phone number"),
        (('every = ""', 'every = "soon"'), "is not an interval"),
        (("[facts]", "[facts]\ncoffee = []"), "coffee must be text in quotes"),
        (("[dates]", '[dates]\nbirthday = "soon"'), "is not a day of the year"),
        (("[dates]", "[dates]\nbirthday = 2999-01-01"), "is in the future"),
        (("[facts]", "[facts"), "The form cannot be read"),
    ],
)  # fmt: skip
def test_a_form_that_says_something_else_is_refused_in_words(change: tuple[str, str], words: str):
    form = write_form(_PLAIN).replace(*change)
    with pytest.raises(UsageProblem, match=re.escape(words)):
        read_form(form, _PLAIN, nobody)


_PLAIN = Contact(
    "c1", "u", "person", "Ada", (), None, None, (), (), (), (), (), None, (), (), {}, None, None,
    (), False, False, None, None, "", "",
)  # fmt: skip


def test_a_form_takes_labels_days_and_numbers_as_people_write_them():
    form = write_form(_PLAIN)
    for old, new in (
        ("emails = []", 'emails = ["work:a@b.c", { label = "home", value = "d@e.f" }]'),
        ("phones = []", 'phones = ["mobile:+44 1632"]'),
        ("[dates]", "[dates]\nbirthday = 1815-12-10\nwedding = '8 July'"),
        ("[facts]", "[facts]\nshoes = 42\nnothing = ''"),
        ('referred_by = ""', 'referred_by = "grace"'),
        ("related = []", 'related = ["Wife=Ben", "child=Ida (c7)"]'),
    ):
        form = form.replace(old, new)
    read = read_form(form, _PLAIN, lambda typed: Person("c7", typed))
    assert read == _PLAIN._replace(
        emails=(Labelled("a@b.c", "work"), Labelled("d@e.f", "home")),
        phones=(Labelled("+44 1632", "mobile"),),
        birthday=YearlyDay(12, 10, 1815),
        occasions=(Occasion(None, "wedding", YearlyDay(7, 8)),),
        facts={"shoes": "42"},
        referred_by="c7",
        related=(Related("wife", None, "Ben"), Related("child", None, "c7")),
    )


def test_a_line_taken_out_changes_nothing_but_a_fact_goes_with_its_line():
    before = _PLAIN._replace(organization="Acme", facts={"coffee": "black", "tea": "green"})
    lines = write_form(before).splitlines()
    form = "\n".join(e for e in lines if not e.startswith(("organization", "coffee", "name")))
    assert read_form(form, before, nobody) == before._replace(facts={"tea": "green"})
