"""What a morning on a terminal remembers: when the last one was."""

import json

import pytest


@pytest.fixture
def ada(crm):
    """Ada, whose birthday passed on 10 November."""
    crm("add", "Ada Lovelace", "-b", "10 Nov")
    return crm


@pytest.fixture
def last(ada):
    """`last("2026-11-02")` sets the day of the last morning, `last()` reads it."""
    path = ada.home / "state.json"

    def state(day: str | None = None) -> str | None:
        if day is not None:
            path.write_text(json.dumps({"last_morning": day, "theme": "dark"}))
        return json.loads(path.read_text())["last_morning"] if path.exists() else None

    return state


@pytest.fixture
def drawn(terminal):
    """Draw a morning on a terminal and return its text."""

    def draw(*words: str, **env: str) -> str:
        screen = terminal("today", *words, **env)
        assert screen.end() == 0
        return screen.text

    return draw


def test_a_morning_on_a_terminal_is_remembered(ada, last, drawn):
    assert "You were last here" not in drawn()
    assert last() == "2026-11-23"
    assert (ada.home / "state.json").stat().st_mode & 0o777 == 0o600


def test_what_else_is_remembered_stays(ada, last, drawn):
    last("2026-11-22")
    drawn()
    state = json.loads((ada.home / "state.json").read_text())
    assert state == {"last_morning": "2026-11-23", "theme": "dark"}


def test_another_days_morning_a_pipe_and_other_commands_are_not_remembered(ada, last, terminal):
    ada("today")
    ada("today", "--json")
    for words in (("today", "--on", "2026-11-23"), ("today", "--json"), ("today", "--check"),
                  ("today", "--brief"), ("show", "ada")):  # fmt: skip
        terminal(*words).end()
    assert last() is None


def test_after_more_than_five_days_one_line_says_what_has_passed(last, drawn):
    last("2026-11-02")
    said = drawn()
    assert (
        "\n\nYou were last here on Mon 2 Nov. One birthday passed since:\n"
        "crm today --since 2026-11-02\n\n"
    ) in said
    assert "You were last here" not in drawn()


def test_the_command_it_names_shows_them(ada):
    assert "Ada Lovelace" in ada("today", "--since", "2026-11-02").out


@pytest.mark.parametrize(("day", "away"), [("2026-11-18", False), ("2026-11-17", True)])
def test_five_days_are_not_long(last, drawn, day, away):
    last(day)
    assert ("You were last here" in drawn()) == away


def test_what_today_still_shows_is_counted_without_the_command(ada, last, drawn):
    ada("log", "ada", "call: happy birthday", "--at", "2026-11-10")
    ada("add", "Grace Hopper", "-b", "20 Nov")
    last("2026-11-02")
    assert "You were last here on Mon 2 Nov. One birthday passed since.\n\n" in drawn()


def test_other_yearly_dates_are_called_dates(ada, last, drawn):
    ada("add", "Grace Hopper", "-d", "anniversary=11-12")
    last("2026-11-02")
    assert "Two dates passed since:" in drawn()


def test_sentences_say_it_too(last, drawn):
    last("2026-11-02")
    said = " ".join(drawn("--plain").split())
    assert "You were last here on Mon 2 Nov. One birthday passed since: crm today" in said


def test_a_state_file_that_cannot_be_read_is_ignored(ada, last, drawn):
    (ada.home / "state.json").write_text("{")
    assert "Nobody is waiting." in drawn()
    assert last() == "2026-11-23"


def test_one_that_cannot_be_written_is_ignored(ada, drawn):
    (ada.home / "state.json").mkdir()
    assert "Nobody is waiting." in drawn()


def test_a_last_morning_that_is_still_to_come_is_no_absence(last, drawn):
    last("2027-06-01")
    assert "You were last here" not in drawn()
    assert last() == "2026-11-23"


def test_a_store_with_nobody_in_it_leaves_nothing_behind(crm, drawn):
    assert "Nobody here yet" in drawn()
    assert not crm.home.exists()
