"""Several dates with one label, two children, are several dates at every door."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Crm


def days(crm: Crm, who: str = "c1") -> list[str]:
    return [f"{each['label']} {each['day']}" for each in crm.json("show", who)["occasions"]]


@pytest.fixture
def ada(crm: Crm) -> Crm:
    crm("add", "Ada", "-d", "child=2015-05-01", "-d", "child=2018-03-02")
    return crm


def test_both_are_kept_shown_and_exported_with_their_codes(ada: Crm):
    assert "child 1 May 2015 · child 2 Mar 2018" in ada("show", "ada").out
    assert ada.json("list")[0]["occasions"] == [
        {"id": "o1", "label": "child", "day": "2015-05-01"},
        {"id": "o2", "label": "child", "day": "2018-03-02"},
    ]
    assert '"id": "o2", "label": "child", "day": "2018-03-02"' in ada("export").out


def test_a_sign_adds_one_or_takes_one_away(ada: Crm):
    ada("edit", "ada", "-d", "+Child=2020-01-01", "-d", "-child=2015-05-01")
    assert days(ada) == ["child 2018-03-02", "child 2020-01-01"]
    ada("edit", "ada", "-d", "-child")
    assert days(ada) == []
    ada("undo")
    assert days(ada) == ["child 2018-03-02", "child 2020-01-01"]


def test_without_a_sign_one_day_replaces_the_only_one_and_several_are_all(ada: Crm):
    ada("add", "Bo", "-d", "wedding=2001-07-08")
    ada("edit", "bo", "-d", "wedding=2002-07-08")
    assert days(ada, "bo") == ["wedding 2002-07-08"]
    ada("edit", "bo", "-d", "wedding=2012-07-08", "-d", "wedding=2002-07-08")
    assert days(ada, "bo") == ["wedding 2002-07-08", "wedding 2012-07-08"]
    refused = ada.run("edit", "ada", "-d", "child=2021-01-01")
    assert refused.code == 2
    assert "There are 2 dates “child”." in refused.err
    assert days(ada) == ["child 2015-05-01", "child 2018-03-02"]


def test_a_label_is_stored_without_the_marks_of_apple(crm: Crm):
    crm("add", "Ada", "-d", "_$!<Wedding>!$_=2011-05-14")
    crm("edit", "ada", "-d", "+_$!<FirstDay>!$_=1 May")
    line = {"name": "Ben", "occasions": [{"label": "_$!<Anniversary>!$_", "day": "05-14"}]}
    crm("add", "-", stdin=json.dumps(line))
    assert days(crm) == ["wedding 2011-05-14", "first day --05-01"]
    assert days(crm, "ben") == ["anniversary --05-14"]


def test_the_same_date_is_one_and_takes_the_year(ada: Crm):
    ada("edit", "ada", "-d", "+child=1 May", "-d", "+child=2018-03-02")
    assert days(ada) == ["child 2015-05-01", "child 2018-03-02"]
    ada("edit", "ada", "-d", "+dog=2 June")
    ada("edit", "ada", "-d", "+dog=2019-06-02")
    assert days(ada)[2:] == ["dog 2019-06-02"]


def test_a_second_birthday_is_refused(ada: Crm):
    for typed in (("add", "Bo", "-b", "1 May", "-d", "birthday=2 May"), ("add", "Bo", "-b", "1 May",
                  "-b", "2 May")):  # fmt: skip
        assert ada.run(*typed).code == 2
    ada("edit", "ada", "-b", "1 May")
    assert ada.run("edit", "ada", "-d", "+birthday=2 May").code == 2
    assert ada.json("show", "ada")["birthday"] == "--05-01"


def test_the_editor_shows_and_takes_a_list(ada: Crm, monkeypatch: pytest.MonkeyPatch):
    from tinycrm.cli.editor.form import write_form
    from tinycrm.cli.editor.form_reading import read_form
    from tinycrm.services.editing import editing

    (opened,) = editing.open_record(["c1"])
    form = write_form(opened.record)
    assert 'child = ["2015-05-01", "2018-03-02"]' in form
    form = form.replace('"2018-03-02"', '"2018-03-03", "2020-01-01"')
    editing.save(opened.record, read_form(form, opened.record, pytest.fail))
    assert ada.json("show", "ada")["occasions"] == [
        {"id": "o1", "label": "child", "day": "2015-05-01"},
        {"id": "o2", "label": "child", "day": "2018-03-03"},
        {"id": "o3", "label": "child", "day": "2020-01-01"},
    ]


def test_streams_and_files_bring_both_and_again_change_nothing(crm: Crm):
    both = '[{"label": "child", "day": "2015-05-01"}, {"label": "child", "day": "2018-03-02"}]'
    crm("add", "-", stdin=f'{{"name": "Ada", "occasions": {both}}}\n')
    crm("add", "-", "--update", stdin=f'{{"name": "Ada", "occasions": {both}}}\n')
    assert days(crm) == ["child 2015-05-01", "child 2018-03-02"]
    child = "item{0}.X-ABDATE:{1}\nitem{0}.X-ABLABEL:child\n"
    lines = child.format(1, "2015-05-01") + child.format(2, "2018-03-02")
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Bo\n{lines}END:VCARD\n"
    crm("import", "-", stdin=card)
    assert "0 updated" in crm("import", "-", stdin=card).out
    assert days(crm, "bo") == ["child 2015-05-01", "child 2018-03-02"]


def test_an_import_fills_the_year_of_a_date(crm: Crm):
    crm("add", "Ada", "-b", "10 Dec", "-e", "ada@a.example")
    card = "BEGIN:VCARD\nFN:Ada\nEMAIL:ada@a.example\nBDAY:1815-12-10\nEND:VCARD\n"
    assert "1 updated" in crm("import", "-", stdin=card).out
    assert crm.json("show", "ada")["birthday"] == "1815-12-10"
