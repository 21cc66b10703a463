"""`hooks/after-change`: each batch as a line of JSON, and no command waits or fails for it."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tinycrm.services.safety import after_change, hook_rules
from tinycrm.store import hooks

_PATIENCE = 30.0  # seconds until a hook counts as never run; never waited in full

Hook = Callable[[str], Path]


@pytest.fixture
def hook(crm: Crm) -> Hook:
    """`hook("cat >> seen")` puts a program there."""

    def put(script: str) -> Path:
        folder = crm.home / "hooks"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        crm.home.chmod(0o700)
        path = folder / "after-change"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        return path

    return put


def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def seen(crm: Crm) -> list[dict[str, Any]]:
    path = crm.home / "hooks" / "seen"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_program_gets_each_change_as_a_line_after_it_was_saved(crm: Crm, hook: Hook):
    hook("cat >> seen")
    crm("add", "Ada", "-t", "vip")
    until(lambda: seen(crm))
    crm("log", "ada", "Lunch")
    until(lambda: len(seen(crm)) == 2)
    first, second = seen(crm)
    assert first["schema"] == 1
    assert second == {"schema": 1} | crm.json("history", "b2")[0]
    assert (second["id"], second["label"], second["undoes"]) == ("b2", "log n1", None)
    assert second["changes"][0]["record"] == "n1"
    assert second["changes"][0]["fields"]["body"] == {"before": None, "after": "Lunch"}
    until(lambda: sorted(p.name for p in (crm.home / "after-change").iterdir()) == ["lock"])


def test_a_command_that_changes_nothing_runs_nothing(
    crm: Crm, hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    hook("cat >> seen")
    started: list[int] = []
    monkeypatch.setattr(hooks, "start", started.append)
    crm("add", "Ada")
    crm("today")
    crm("add", "Ada", "--if-new")
    crm.run("log", "nobody", "Lunch")
    assert started == [1]


def test_no_module_of_the_folder_where_the_command_was_typed_is_loaded(
    crm: Crm, hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    hook("cat >> seen")
    started: list[list[str]] = []

    def spawn(_: str, words: list[str], *__: object, **___: object) -> int:
        started.append(words)
        return 1  # no child of ours

    monkeypatch.setattr(os, "posix_spawn", spawn)
    crm("add", "Ada")
    assert [words[1:3] for words in started] == [["-P", "-m"]]


def test_without_a_program_nothing_is_started(crm: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hooks, "start", lambda _: pytest.fail("there is no program"))
    crm("add", "Ada")
    assert not (crm.home / "after-change").exists()


def test_a_program_that_hangs_delays_nothing(crm: Crm, hook: Hook):
    hook("echo x >> began; exec sleep 60")
    began = time.monotonic()
    crm("add", "Ada")
    assert time.monotonic() - began < 5
    until((crm.home / "hooks" / "began").exists)


# ── running it, in this process ──────────────────────────────────────────────────────────


@pytest.fixture
def quiet(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """A store with three batches, whose hook the test runs by itself."""
    monkeypatch.setattr(hooks, "start", lambda _: None)
    for name in ("Ada", "Bo", "Cy"):
        crm("add", name)
    return crm


def waiting(crm: Crm) -> list[str]:
    return sorted(path.name for path in (crm.home / "after-change").iterdir())


def test_what_others_left_is_told_too_in_order(quiet: Crm, hook: Hook):
    hook("cat >> seen")
    (quiet.home / "after-change").mkdir()
    for number in (3, 1):
        (quiet.home / "after-change" / str(number)).touch()
    after_change.tell(2)
    assert [each["id"] for each in seen(quiet)] == ["b1", "b2", "b3"]
    assert waiting(quiet) == ["lock"]


def test_who_comes_while_another_is_at_work_leaves_its_number_and_ends(quiet: Crm, hook: Hook):
    hook("cat >> seen")
    (quiet.home / "after-change").mkdir()
    with after_change._alone(quiet.home / "after-change") as is_ours:
        assert is_ours
        after_change.tell(1)
        assert (seen(quiet), waiting(quiet)) == ([], ["1", "lock"])
    after_change.tell(2)
    assert [each["id"] for each in seen(quiet)] == ["b1", "b2"]


def line_of_doctor(crm: Crm) -> str:
    found = [e for e in crm.json("doctor")["checks"] if e["check"] == "hook"]
    return " ".join(f"{each['state']}: {each['text']}" for each in found)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo first >&2; echo 'no \x1b[31mroom' >&2; exit 3",
         "failed with exit code 3: no \\x1b[31mroom."),
        ("exec sleep 60", "was ended after 0.2 seconds."),
        ("sleep 60 & wait", "was ended after 0.2 seconds."),
        ("exec /nowhere", "failed with exit code 127"),
    ],
)  # fmt: skip
def test_a_failure_is_a_line_of_the_doctor_until_it_is_fixed(
    quiet: Crm, hook: Hook, monkeypatch: pytest.MonkeyPatch, script: str, why: str
):
    monkeypatch.setattr(after_change, "SECONDS", 0.2 if "sleep" in script else 10.0)
    hook(script)
    after_change.tell(1)
    assert line_of_doctor(quiet).startswith(f"warn: After b1, on 2026-11-23 12:00, it {why}")
    hook("cat > /dev/null")
    after_change.tell(2)
    assert "After b1" in line_of_doctor(quiet)
    quiet("doctor", "--fix")
    assert line_of_doctor(quiet).startswith("ok: ")


def test_a_program_that_reads_nothing_is_no_failure(quiet: Crm, hook: Hook):
    hook("exit 0")
    after_change.tell(1)
    assert line_of_doctor(quiet).startswith("ok: ")


def test_changes_that_come_too_fast_are_counted_not_queued_for_ever(
    quiet: Crm, hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(after_change, "TOGETHER", -1.0)
    hook("cat >> seen")
    (quiet.home / "after-change").mkdir()
    (quiet.home / "after-change" / "1").touch()
    after_change.tell(2)
    assert "it had no time for 2 more changes" in line_of_doctor(quiet)
    assert waiting(quiet) == ["failure.json", "lock"]


def test_what_a_program_writes_itself_does_not_run_it_again(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(hooks.INSIDE, "1")
    monkeypatch.setattr(os, "posix_spawn", lambda *_, **__: pytest.fail("it was run again"))
    hooks.start(1)


# ── which program may be run ─────────────────────────────────────────────────────────────


def test_only_a_program_that_nobody_else_can_change_is_run(quiet: Crm, hook: Hook):
    path = hook("cat >> seen")
    for place, mode, why in (
        (path, 0o722, "can be changed by other users"),
        (path, 0o600, "is not executable"),
        (path.parent, 0o777, "which other users can write to"),
        (quiet.home, 0o770, "which other users can write to"),
    ):
        before = stat.S_IMODE(place.stat().st_mode)
        place.chmod(mode)
        assert why in hook_rules.refusal(path)
        after_change.tell(1)
        assert "is not run: it" in line_of_doctor(quiet)
        place.chmod(before)
    assert seen(quiet) == []
    assert hook_rules.refusal(path) == ""


def test_nor_one_that_a_link_leads_to_in_an_open_folder(quiet: Crm, hook: Hook, tmp_path: Path):
    path = hook("cat >> seen")
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    path.rename(shared / "script")
    path.symlink_to(shared / "script")
    assert "other users can write to" in hook_rules.refusal(path)
    shared.chmod(0o755)
    assert hook_rules.refusal(path) == ""


def test_nor_a_folder_nor_the_program_of_another_user(
    quiet: Crm, hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    path = hook("cat >> seen")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert hook_rules.refusal(path) == "belongs to another user"
    path.unlink()
    path.mkdir()
    assert hook_rules.refusal(path) == "is not a file"


def test_a_forgotten_person_is_not_told_of(quiet: Crm, hook: Hook):
    hook("cat >> seen")
    quiet("forget", "Ada", "--yes")
    after_change.tell(4)
    after_change.tell(1)
    assert "Ada" not in json.dumps(seen(quiet))
