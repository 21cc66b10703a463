"""`crm add -`: many people from stdin, one JSON object a line."""

import itertools
import json
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.cli import progress, streams, terminal


def lines(*people: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in people)


def test_many_are_one_batch_with_a_report_for_each_line(crm: Crm):
    result = crm("add", "-", stdin=lines({"name": "Ada", "birthday": "--12-10"}, {"name": "Bo"}))
    assert result.out == "c1\nc2\n"
    assert result.err == ("crm: 2 lines: 2 added, 0 failed\n     To undo all of it: crm undo b1\n")
    crm("undo")
    assert crm("list").out == ""


def test_a_bad_line_costs_only_itself(crm: Crm):
    text = lines({"name": "Ada"}, {"name": ""}, {"name": "Bo", "emails": ["nobody"]})
    result = crm.run("add", "-", stdin=text + "rubbish\n" + lines({"name": "Cy"}))
    assert (result.code, result.out) == (2, "c1\nc2\n")
    assert "crm: line 2: name: The name is empty." in result.err
    assert "crm: line 3: emails[0]: “nobody” is not an e-mail address." in result.err
    assert "crm: line 4: The line is not JSON" in result.err
    assert "crm: 5 lines: 2 added, 3 failed" in result.err


def test_a_line_that_fails_half_way_leaves_nothing_of_itself(crm: Crm):
    person = {"name": "Bo", "tags": ["vip"], "note": "hello", "referred_by": "nobody at all"}
    assert crm.run("add", "-", stdin=lines({"name": "Ada"}, person)).code == 3
    assert crm("list", "--ids").out == "c1\n"
    assert '"vip"' not in crm("export").out


def test_the_same_stream_again_with_if_new_changes_nothing(crm: Crm):
    text = lines({"name": "Ada", "emails": ["a@a.example"]}, {"name": "Bo", "key": "k1"})
    crm("add", "-", stdin=text)
    before = crm("export").out
    again = crm("add", "-", "--if-new", stdin=text)
    assert again.out == "c1\nc2\n"
    assert again.err == "crm: 2 lines: 0 added, 2 already there, 0 failed\n"
    assert crm("export").out == before


def test_what_list_prints_can_be_read_back(crm: Crm, tmp_path):
    crm(
        "add", "Ada", "-e", "a@a.example", "-p", "home: +44 20 7946 0018", "-b", "10 Dec",
        "--every", "4w", "--fact", "coffee=black", "-d", "anniversary=2011-05-14", "-t", "vip",
    )  # fmt: skip
    person = crm.json("list")[0]
    crm.env(CRM_HOME=str(tmp_path / "other"))
    crm("add", "-", stdin=lines(person))
    again = crm.json("list")[0]
    for field in ("uid", "name", "emails", "phones", "birthday", "every", "facts", "occasions"):
        assert again[field] == person[field]


def test_a_known_uid_is_that_person_whatever_the_name_also_after_a_merge(crm: Crm):
    crm("add", "Zed")
    crm("add", "-", stdin='{"name": "Ada", "uid": "u-1"}\n')
    line = '{"name": "Countess", "uid": "u-1", "title": "Analyst"}\n'
    refused = crm.run("add", "-", stdin=line)
    assert (refused.code, refused.out) == (5, "")
    assert "Countess already exists: Ada, c2" in refused.err
    assert crm("add", "-", "--update", stdin=line).out == "c2\n"
    assert crm.json("show", "c2")["title"] == "Analyst"
    crm("merge", "c1", "c2", "--yes")
    assert crm("add", "-", "--if-new", stdin=line).out == "c1\n"
    assert crm("add", "-", "--force", stdin=line * 2).out == "c3\nc4\n"
    assert len({each["uid"] for each in crm.json("list")}) == 3


def test_the_report_as_json_is_an_object_a_line(crm: Crm):
    result = crm.run("add", "-", "--json", stdin=lines({"name": "Ada"}, {}))
    assert [json.loads(line) for line in result.out.splitlines()] == [
        {"line": 1, "id": "c1", "created": True, "batch": "b1", "error": None},
        {
            "line": 2, "id": None, "created": False, "batch": "b1",
            "error": {"code": 2, "message": "name is missing.", "hint": None, "candidates": []},
        },
    ]  # fmt: skip


def test_nothing_on_stdin_adds_nobody(crm: Crm):
    assert crm("add", "-").out == ""
    assert crm.run("undo").code == 3


def test_an_option_that_every_line_would_have_to_mean_is_refused(crm: Crm):
    assert crm.run("add", "-", "-t", "vip", stdin=lines({"name": "Ada"})).code == 2
    assert crm("list").out == ""


@for_each(
    ("seconds_a_look", "watched", "told"),
    [
        (0.3, True, "\rcrm: 200 lines\r\x1b[2K"),  # half a second is over at the second look
        (0.1, True, ""),
        (0.3, False, ""),
    ],
    afresh=True,
)
def test_somebody_at_a_terminal_is_told_how_far_it_is_after_half_a_second(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, seconds_a_look: float, watched: bool, told: str
):
    looks = itertools.count(0, seconds_a_look)
    monkeypatch.setattr(progress, "monotonic", lambda: next(looks))
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: watched)
    result = crm.run("add", "-", stdin=lines(*[{"name": f"Ada {n}"} for n in range(250)]))
    assert result.err.startswith(f"{told}crm: 250 lines: 250 added, 0 failed\n")


def test_the_lines_of_a_file_are_told_as_a_bar(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    people = tmp_path / "people.jsonl"
    people.write_text(lines(*[{"name": f"Ada {n:03}"} for n in range(200)]))
    looks = itertools.count()
    monkeypatch.setattr(progress, "monotonic", lambda: next(looks))
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: True)
    with people.open("rb") as file:
        monkeypatch.setattr(streams, "_stdin", lambda: file)
        result = crm("add", "-")
    assert result.err.startswith(
        "\rcrm: ████████████░░░░░░░░░░░░  50%  100 lines"
        "\rcrm: ████████████████████████ 100%  200 lines\r\x1b[2Kcrm: 200 lines: 200 added"
    )
    crm.env(LC_ALL="C")
    assert progress.bar(0.25) == "######..................  25%"
