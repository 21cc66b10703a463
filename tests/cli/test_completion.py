"""The Tab key: what is offered, in whose quotes, and how the scripts are installed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import made_once
from tests.rows import for_each
from tinycrm.cli.completion import answer, offers
from tinycrm.cli.completion.answer import read_line
from tinycrm.cli.completion.shell_scripts import SCRIPTS
from tinycrm.cli.grammar.parameters import parameters_of
from tinycrm.cli.registry import COMMANDS
from tinycrm.services.search.suggesting import Suggestion

HOSTILE = (
    '"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "' ; touch pwned #", "&& touch pwned",
    "a\ttab", "a\nline", "a\x1b[31mred", "a\u202eright", "colon: and = and @", "*", "~", "!!",
    "-rf", "a\\b", "100% $HOME", "{a,b}", "[x]", "<in >out", "ża|b", "two  spaces",
)  # fmt: skip


@pytest.fixture
def tab(crm, monkeypatch):
    """`tab("show", "ad")` presses Tab behind the last word, as Typer's bash script asks."""

    def press(*words: str) -> list[str]:
        with monkeypatch.context() as patch:
            patch.setenv("_CRM_COMPLETE", "complete_bash")
            patch.setenv("COMP_WORDS", "\n".join(("crm", *words)))
            patch.setenv("COMP_CWORD", str(len(words)))
            result = crm()
        assert result.err == ""
        return result.out.splitlines()

    return press


@pytest.fixture
@made_once
def people(crm):
    crm("add", "Ada Lovelace", "-t", "vip", "-o", "Analytical Engines", "-n", "Countess")
    crm("add", "Adam Lovett", "-t", "very late", "-e", "adam@example.org")
    crm("add", "Łukasz Żak")
    crm("add", "Grace Hopper")


# ── what is offered ──────────────────────────────────────────────────────────────────────


def test_commands_are_completed_with_those_of_the_short_help_first(tab):
    assert tab("sho") == ["show"]
    assert "where" not in tab("")
    assert tab("whe") == ["where"]
    assert tab("nothing-like-it") == []


def test_options_are_completed_once_and_many_valued_ones_again(tab):
    assert tab("log", "ada", "--men") == ["--mentions", "--mentioned"]
    assert tab("add", "Ada", "--tag", "vip", "--ta") == ["--tag"]
    assert tab("log", "ada", "--kind", "call", "--ki") == []
    assert tab("log", "ada", "--", "--ki") == []


@pytest.mark.usefixtures("people")
def test_a_person_is_completed_by_the_beginning_of_any_word_of_the_name(tab):
    assert tab("show", "gra") == ["Grace\\ Hopper"]
    assert tab("show", "hop") == ["Grace\\ Hopper"]
    assert tab("show", "LUKA") == ["Łukasz\\ Żak"]
    assert tab("show", "count") == ["Countess"]


@pytest.mark.usefixtures("people")
def test_several_people_keep_what_was_typed_at_the_beginning(tab):
    assert sorted(tab("show", "ad")) == ["Ada\\ Lovelace", "Adam\\ Lovett"]
    assert sorted(tab("show", "lov")) == ["Lovelace", "Lovett"]


@pytest.mark.usefixtures("people")
def test_a_name_goes_on_after_its_first_word(tab):
    assert tab("show", "ada", "lo") == ["Lovelace"]
    assert tab("show", "grace", "lo") == []


@pytest.mark.usefixtures("people")
def test_after_a_comma_comes_another_person(tab):
    assert tab("log", "ada,gra") == ["ada,Grace\\ Hopper"]
    assert tab("log", "ada,\\ gra") == ["ada,\\ Grace\\ Hopper"]


@pytest.mark.usefixtures("people")
def test_nothing_typed_offers_the_last_touched_first(tab, crm):
    crm("log", "grace", "Lunch")
    assert tab("log", "")[0] == "Grace\\ Hopper"


@pytest.mark.usefixtures("people")
def test_archived_people_are_offered_only_where_nobody_else_is(tab, crm):
    crm("archive", "grace")
    assert "Grace\\ Hopper" not in tab("show", "")
    assert tab("archive", "--off", "gra") == ["Grace\\ Hopper"]


@pytest.mark.usefixtures("people")
def test_codes_are_completed_by_their_letter(tab, crm):
    crm("remind", "ada", "send the quote", "--on", "2026-12-01")
    crm("issue", "ada", "Invoice charged twice")
    assert tab("done", "") == ["r1", "i1"]
    assert tab("done", "r1", "") == ["i1"]
    assert tab("done", "r1", "she", "") == []
    assert tab("resolve", "i") == ["i1"]
    assert tab("resolve", "r") == []
    assert tab("show", "c1") == ["c1"]
    assert sorted(tab("show", "c")) == ["Countess"]


@pytest.mark.usefixtures("people")
def test_tags_kinds_days_and_rhythms_are_completed(tab):
    assert tab("log", "ada", "-t", "v") == ["very\\ late", "vip"]
    assert tab("edit", "ada", "--tag", "-v") == ["-very\\ late", "-vip"]
    assert tab("log", "ada", "-k", "th") == ["thanks"]
    assert "friday" in tab("remind", "ada", "--on", "f")
    assert "4w" not in tab("add", "Zoë", "--every", "3")
    assert tab("list", "--sort", "qu") == ["quiet"]


@pytest.mark.usefixtures("people")
def test_filters_are_completed_key_value_and_saved_name(tab, crm):
    crm("list", "tag:vip", "--save", "best")
    assert tab("list", "ta") == ["tag:"]
    assert tab("list", "tag", ":", "v") == ["very\\ late", "vip"]  # as bash takes it apart
    assert tab("list", "tag", ":") == ["very\\ late", "vip"]
    assert tab("list", "no", ":", "tag", ":", "vi") == ["vip"]
    assert tab("list", "due", ":", "l") == ["late"]
    assert tab("list", "org", ":", "ana") == ["Analytical\\ Engines"]
    assert tab("list", "@", "be") == ["@best"]
    assert tab("list", "--unsave", "") == ["best"]
    assert tab("list", "due", ":", "w") == ["week"]


@pytest.mark.usefixtures("people")
def test_after_a_comma_a_filter_is_completed_as_before_it(tab, crm):
    crm("list", "tag:vip", "--save", "best")
    crm("add", "Bo", "-o", "Acme,Inc.")
    assert tab("list", "tag", ":", "vip,very") == ["vip,very\\ late"]
    assert tab("list", "tag", ":", "vip,no", ":", "due", ":", "t") == ["today"]
    assert tab("list", "no", ":", "tag", ":", "x,vi") == ["x,vip"]
    assert offers.offer(["list"], "tag:vip,@be").words == [Suggestion("tag:vip,@best")]
    assert tab("list", "org", ":", "acm") == []  # in a filter its comma would mean or


@pytest.mark.usefixtures("people")
def test_the_filters_of_notes_are_completed_with_kinds_tags_and_people(tab, crm):
    crm("log", "ada", "Lunch #week46")
    assert tab("notes", "ki") == ["kind:"]
    assert tab("notes", "kind", ":", "gr") == ["greeting"]
    assert tab("notes", "kind", ":", "gift,th") == ["gift,thanks"]
    assert tab("notes", "tag", ":") == ["week46"]  # not those of people
    assert tab("list", "noted", ":") == ["week46"]
    assert tab("notes", "with", ":", "gra") == ["Grace\\ Hopper"]
    assert tab("notes", "since", ":", "yes") == ["yesterday"]
    assert tab("notes", "no", ":", "wi") == ["with:"]
    assert tab("notes", "--re") == ["--reread"]


def test_a_line_from_our_script_tells_joined_words_from_separate_ones(tab, people, monkeypatch):
    monkeypatch.setenv("COMP_LINE", "crm show adam@ex")
    monkeypatch.setenv("COMP_WORDBREAKS", " \t\n\"'@><=;|&(:")
    assert tab("show", "adam", "@", "ex") == ["@example.org"]  # bash replaces from the @ on
    monkeypatch.setenv("COMP_LINE", "crm add --tag=vi")
    assert tab("add", "--tag", "=", "vi") == ["vip"]


def test_a_tab_says_nothing_where_the_store_cannot_be_read(tab, crm, home):
    assert tab("show", "ad") == []
    assert not home.exists()  # and made no store
    home.mkdir()
    (home / "crm.db").write_bytes(b"rubbish" * 1000)
    assert tab("show", "ad") == []
    assert tab("sho") == ["show"]


def test_files_are_left_to_the_shell(crm, monkeypatch):
    monkeypatch.setenv("_CRM_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "crm import con")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert crm.run().code == answer.USE_FILES


def _parameters(command: str):
    grammar = parameters_of(command)
    assert grammar is not None
    arguments, options = grammar
    return [*arguments, *options]


def test_a_relation_is_completed_by_its_label_and_then_its_person(tab, people):
    assert tab("edit", "ada", "--related", "spo") == ["spouse="]
    assert tab("edit", "ada", "--related", "-so") == ["-son="]
    assert tab("add", "Ida", "--related", "mother=gra") == ["mother=Grace\\ Hopper"]


def test_an_organization_is_completed_where_it_can_be_shown(tab, people):
    assert tab("show", "org:ana") == ["org:Analytical\\ Engines"]
    assert tab("archive", "org:ana") == []
    assert tab("show", "gra") == ["Grace\\ Hopper"]


def test_every_person_tag_and_kind_in_a_command_has_its_mark():
    about = ("who", "tag", "kind", "code", "referred_by", "keep")
    lacking = [
        f"{name} {parameter.name}"
        for name in COMMANDS
        for parameter in _parameters(name)
        if parameter.name in about and not parameter.mark
    ]
    assert not lacking


def test_every_mark_has_its_reader():
    for name in COMMANDS:
        for parameter in _parameters(name):
            assert parameter.mark.partition(" ")[0] in ("", *offers._READERS, "files")


@pytest.mark.usefixtures("people")
def test_a_tab_loads_nothing_heavy():
    code = (
        "import sys; from tinycrm.cli.main import main; main([]);"
        " heavy = {'rich', 'sqlmodel', 'sqlalchemy', 'pydantic', 'dateparser', 'textual'};"
        " print(*(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    for words in ("show ad", "log ada -t v", "list tag:v", "done r", "add --"):
        asked = {"_CRM_COMPLETE": "complete_bash", "COMP_WORDS": f"crm {words}"}
        number = {"COMP_CWORD": str(len(words.split()))}
        done = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | asked | number, capture_output=True,
            text=True, check=True, timeout=60,
        )  # fmt: skip
        assert done.stdout or words == "done r"
        assert done.stderr.split() == []


# ── words on a line ──────────────────────────────────────────────────────────────────────


@for_each(
    ("line", "words", "typed"),
    [
        ("crm show ad", ["crm", "show"], "ad"),
        ("crm show ", ["crm", "show"], ""),
        ("crm show Ada\\ L", ["crm", "show"], "Ada L"),
        ("crm show Ada\\ ", ["crm", "show"], "Ada "),
        ('crm show "Ada L', ["crm", "show"], "Ada L"),
        ('crm log \'a b\' "c \\" d" x', ["crm", "log", "a b", 'c " d'], "x"),
        ("crm log 'a\nb' ", ["crm", "log", "a\nb"], ""),
        ("crm log ''", ["crm", "log"], ""),
        ("crm log \\", ["crm", "log"], "\\"),
        ("", [], ""),
    ],
)
def test_a_line_is_read_as_a_shell_reads_it(line: str, words: list[str], typed: str):
    read = read_line(line)
    assert (read.words, read.typed) == (words, typed)


# ── hostile names, and the shells themselves ─────────────────────────────────────────────


def _shell_env(home: Path, tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "crm"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tinycrm "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(tmp_path)}


def _run(shell: str, script: str, env: dict[str, str], place: Path) -> list[str]:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"there is no {shell} here")
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run(
        [found, *options, "-c", script], env=env, cwd=place, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


_IN_BASH = r"""
source <(crm completion bash)
COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=(crm show "") COMP_CWORD=2
COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
_crm_completion crm
for word in "${COMPREPLY[@]}"; do eval "set -- $word"; printf '%s\n' "$#:$1"; done
"""


@pytest.fixture
def hostile(crm) -> set[str]:
    """Store everybody; return what each should be offered as: the name, or else the code."""
    offered = set()
    for name in HOSTILE:
        own = crm("add", "--force", "--", name).id
        offered.add(name if name.isprintable() and not name.startswith("-") else own)
    return offered


def test_bash_gets_every_hostile_name_as_one_word_that_means_the_name(
    hostile: set[str], home: Path, tmp_path: Path
):
    script = f"set -- 'crm show '; {_IN_BASH}"
    said = _run("bash", script, _shell_env(home, tmp_path), tmp_path)
    assert {word.partition(":")[2] for word in said} == hostile
    assert all(word.startswith("1:") for word in said)
    assert not (tmp_path / "pwned").exists()


def test_zsh_evaluates_the_answer_and_runs_nothing(hostile: set[str], home: Path, tmp_path: Path):
    script = (
        'compadd() { print -rl -- "${crm_words[@]}" };'
        ' eval "$(_TYPER_COMPLETE_ARGS="crm show " _CRM_COMPLETE=complete_zsh crm)"'
    )
    said = _run("zsh", script, _shell_env(home, tmp_path), tmp_path)
    assert set(said) == hostile
    assert not (tmp_path / "pwned").exists()


def test_fish_gets_a_line_for_every_hostile_name(hostile: set[str], home: Path, tmp_path: Path):
    script = "crm completion fish | source; complete --do-complete 'crm show '"
    said = _run("fish", script, _shell_env(home, tmp_path), tmp_path)
    assert {line.partition("\t")[0] for line in said} == hostile
    assert not (tmp_path / "pwned").exists()


def test_a_quote_that_is_open_is_kept_in_its_own_way():
    found = [Suggestion('O\'Brien "$x"')]
    assert answer._bash(found, read_line("crm show O")) == 'O\\\'Brien\\ \\"\\$x\\"\n'
    assert answer._bash(found, read_line("crm show 'O")) == "O'\\''Brien \"$x\"\n"
    assert answer._bash(found, read_line('crm show "O')) == 'O\'Brien \\"\\$x\\"\n'
    loud = [Suggestion("Wow!!")]
    assert answer._bash(loud, read_line('crm show "W')) == 'Wow"\\!""\\!"\n'
    assert answer._bash(loud, read_line("crm show 'W")) == "Wow!!\n"
    assert answer._bash(loud, read_line("crm show W")) == "Wow\\!\\!\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_read_the_script(shell: str, crm, tmp_path: Path):
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"there is no {shell} here")
    script = tmp_path / "script"
    script.write_text(crm("completion", shell).out)
    subprocess.run([found, "-n", script], check=True, timeout=60)


# ── installing it ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An owner's home folder."""
    owner = tmp_path / "owner"
    owner.mkdir()
    monkeypatch.setenv("HOME", str(owner))
    for name in ("ZDOTDIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHELL", "/bin/bash")
    return owner


def test_completion_prints_the_script_of_the_shell_named_or_used(crm, place: Path):
    assert crm("completion").out == SCRIPTS["bash"]
    assert crm("completion", "fish").out == SCRIPTS["fish"]
    assert crm.run("completion", "tcsh").code == 2


def test_typers_own_question_for_the_script_is_answered(crm, monkeypatch):
    monkeypatch.setenv("_CRM_COMPLETE", "source_zsh")
    assert crm().out == SCRIPTS["zsh"]
    monkeypatch.setenv("_CRM_COMPLETE", "source_powershell")
    assert crm.run().code == 2


def test_installing_says_what_and_where_and_waits_for_yes(crm, place: Path, home: Path):
    result = crm.run("completion", "install")
    assert result.code == 2
    assert f"Write the script {home}/completion.bash" in result.err
    assert f"{place}/.bashrc" in result.err
    assert not (place / ".bashrc").exists()


@pytest.mark.parametrize(("shell", "file"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
def test_installing_twice_is_once_and_removing_leaves_the_rest(
    crm, place: Path, home: Path, shell: str, file: str
):
    start = place / file
    start.write_bytes(b"alias l=ls\n# caf\xe9")  # not UTF-8, and no line end
    start.chmod(0o600)
    crm("completion", "install", shell, "--yes")
    once = start.read_bytes()
    assert (home / f"completion.{shell}").read_text() == SCRIPTS[shell]
    assert once.startswith(b"alias l=ls\n# caf\xe9\n# >>> crm completion >>>\n")
    assert "already installed" in crm("completion", "install", shell, "--yes").err
    assert start.read_bytes() == once
    crm("completion", "install", shell, "--remove", "--yes")
    assert start.read_bytes() == b"alias l=ls\n# caf\xe9\n"
    assert start.stat().st_mode & 0o777 == 0o600
    assert not (home / f"completion.{shell}").exists()
    assert "not installed" in crm("completion", "install", shell, "--remove", "--yes").err


def test_fish_finds_the_script_by_its_place(crm, place: Path):
    crm("completion", "install", "fish", "--yes")
    assert (place / ".config/fish/completions/crm.fish").read_text() == SCRIPTS["fish"]


def test_a_start_file_that_is_a_link_stays_one(crm, place: Path):
    (place / "dotfiles").mkdir()
    (place / "dotfiles/bashrc").write_text("")
    (place / ".bashrc").symlink_to("dotfiles/bashrc")
    crm("completion", "install", "--yes")
    assert (place / ".bashrc").is_symlink()
    assert "completion.bash" in (place / "dotfiles/bashrc").read_text()


def test_on_a_terminal_it_asks_before_it_writes(terminal, place: Path, home: Path):
    sitting = terminal("completion", "install")
    sitting.answer("Continue?", "n")
    assert sitting.end() == 130
    assert not (place / ".bashrc").exists()
    sitting = terminal("completion", "install")
    sitting.answer("Continue?", "y")
    assert sitting.end() == 0
    assert (home / "completion.bash").exists()
