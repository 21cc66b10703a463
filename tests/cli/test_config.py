"""The owner's settings: what is wrong is said with its line, and nothing stops for it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.rows import for_each
from tinycrm import config, settings_file

DEFAULTS = {name: getattr(config.Config, name) for name in settings_file.ABOUT}


@pytest.fixture
def write(home: Path):
    """`write("issue_days = 30")` makes the file of settings."""

    def put(text: str | bytes) -> Path:
        home.mkdir(exist_ok=True)
        file = home / "config.toml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return put


def test_without_a_file_every_setting_is_its_default(crm):
    found = crm.json("config")
    assert found["problems"] == []
    assert [each["name"] for each in found["settings"]] == [
        settings_file.name_in_file(name) for name in settings_file.ABOUT
    ]
    assert all(each["value"] == each["default"] for each in found["settings"])
    assert all(each["source"] is None and each["about"] for each in found["settings"])


def test_every_setting_is_explained_where_it_is_defined():
    assert set(settings_file.ABOUT) == set(config.Config.__annotations__) - {"problems", "lines"}


def test_a_value_is_shown_with_the_line_that_sets_it(crm, write):
    file = write('# mine\nlanguages = ["en", "de"]\n\n[say]\nopen = "Hm"\n')
    found = {each["name"]: each for each in crm.json("config")["settings"]}
    assert found["languages"]["value"] == ["en", "de"]
    assert found["languages"]["default"] == ["en"]
    assert found["languages"]["source"] == f"{file}:2"
    assert found["say.open"]["source"] == f"{file}:5"
    shown = crm("config").out
    assert 'languages = ["en", "de"]' in shown
    assert "config.toml:2" in shown


@for_each(
    ("text", "said"),
    [
        (
            'languagez = ["en"]',
            "1: languagez is not a setting; it was ignored. Did you mean languages?",
        ),
        ("\n\nissue_days = 'x'", "3: issue_days must be a number; the default is used."),
        ("issue_days = -1", "1: issue_days must not be negative; the default is used."),
        ("issue_days = true", "1: issue_days must be a number; the default is used."),
        ('backup_also = "Sync"', "1: backup_also must be a whole path, like ~/Sync/crm; it was"),
        ('leap_day = "mar2"', "1: leap_day must be one of feb28, mar1; the default is used."),
        (
            'languages = "en"',
            '1: languages must be a list of words, like ["en", "de"]; the default',
        ),
        ('country = "UK"', "1: country must be the two letters of a country, like DE; the default"),
        (
            'currency = "EURO"',
            "1: currency must be the three letters of a currency, like EUR; it was ignored. Did",
        ),
        ('languages = ["en", "xx"]', "1: languages contains “xx”, which is not a known language."),
        ('[say]\nopn = "x"', "2: say.opn is not a setting; it was ignored. Did you mean say.open?"),
        ('[keys]\n"log" = 3', "2: keys.log must be the name of a key, as text; it was ignored."),
        ("say = 3", "1: say is not a setting; it was ignored."),
        ("issue_days = 3\nissue_days = = 4", "2: not TOML: Invalid value. The defaults are used."),
        ('date_order = """', "1: not TOML: Unterminated string. The defaults are used."),
    ],
    afresh=True,
)
def test_a_mistake_is_named_with_its_line_and_stops_nothing(crm, write, text: str, said: str):
    crm.make_store()
    file = write(text)
    for command in ("today", "config"):
        result = crm(command)
        assert f"{file}:{said}" in " ".join(result.err.split())
        assert result.err.count("crm: ") == 1


def test_what_is_right_beside_a_mistake_counts(write):
    write('languages = ["de", "xx"]\nissue_days = 5\nfoo = 1\n[keys]\n"a" = "b"\nc = 1\n')
    found = config.load()
    assert (found.languages, found.issue_days, found.keys) == (("de",), 5, (("a", "b"),))


def test_a_file_that_is_no_text_is_named(crm, write):
    file = write(b"\xff\xfe\x00")
    assert f"{file} is not UTF-8 text" in crm("config").err


def test_a_greeting_and_a_check_say_nothing_of_mistakes(crm, write):
    crm.make_store()
    write("foo = 1")
    assert crm("today", "--brief").err == ""
    assert crm("today", "--check").err == ""
    assert "foo" not in crm("list").err


def test_a_changed_file_is_read_again(write):
    write("issue_days = 5")
    assert config.load().issue_days == 5
    file = write("issue_days = 16")
    stamp = file.stat().st_mtime_ns + 1_000_000

    os.utime(file, ns=(stamp, stamp))
    assert config.load().issue_days == 16


def test_the_languages_are_those_dateparser_knows():
    from dateparser.data.languages_info import language_order

    assert sorted(settings_file._LANGUAGES.split()) == sorted(language_order)


def test_config_names_its_file(crm, home: Path):
    assert crm("config", "--path").out == f"{home}/config.toml\n"
    assert crm.run("config", "--path", "--edit").code == 2


def test_a_template_sets_nothing_and_with_every_sign_taken_away_every_default():
    from tinycrm.cli.render.config_lines import template

    assert settings_file.parse(template(), "t", DEFAULTS) == {"problems": (), "lines": ()}
    bare = "\n".join(
        line.removeprefix("# ")
        for line in template().splitlines()
        if "=" in line or line.startswith("# [")
    )
    found = settings_file.parse(bare, "t", DEFAULTS)
    assert found["problems"] == ()
    assert {name: found.get(name, ()) for name in DEFAULTS} == DEFAULTS


def test_editing_needs_a_terminal(crm, home: Path):
    crm.env(EDITOR="true")
    assert crm.run("config", "--edit").code == 2
    assert not (home / "config.toml").exists()


def test_editing_begins_with_the_template_and_says_what_is_wrong(
    terminal, home: Path, tmp_path: Path
):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\ncp "$1" "$0.seen"\necho "foo = 1" >> "$1"\n')
    editor.chmod(0o755)
    sitting = terminal("config", "--edit", EDITOR=str(editor))
    assert sitting.end() == 0, sitting.text
    assert "is not a setting" in " ".join(sitting.text.split())
    assert '# languages = ["en"]' in (tmp_path / "editor.seen").read_text()
    assert (home / "config.toml").read_text().endswith("foo = 1\n")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_an_editor_that_changes_nothing_makes_no_file(terminal, home: Path):
    sitting = terminal("config", "--edit", EDITOR="true")
    assert sitting.end() == 0
    assert "Nothing was changed" in sitting.text
    assert not (home / "config.toml").exists()
