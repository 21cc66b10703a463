"""Notes that were begun: kept for the owner alone, offered again, dropped when saved."""

from __future__ import annotations

from pathlib import Path

from tinycrm import paths
from tinycrm.services.activity import drafts
from tinycrm.services.activity.drafts import Draft


def test_a_draft_is_kept_letter_for_letter_and_for_the_owner_alone():
    draft = Draft("k1", (("c1", "Ada"), ("", "Bo")), "Half a \ud800 thought", (("kind", "call"),))
    drafts.keep(draft)
    (file,) = paths.draft_folder().iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert drafts.find_drafts() == [draft]


def test_an_empty_draft_and_a_saved_one_are_dropped():
    drafts.keep(Draft("k1", (), "words"))
    drafts.keep(Draft("k1", (), "  "))
    drafts.keep(Draft("k2", (), "words"))
    drafts.drop("k2")
    drafts.drop("k2")
    assert drafts.find_drafts() == []


def test_a_file_that_is_none_of_ours_is_passed_over():
    drafts.keep(Draft("k1", (), "words"))
    (paths.draft_folder() / "other.json").write_text("[1, 2")
    assert [each.key for each in drafts.find_drafts()] == ["k1"]


def test_a_folder_that_cannot_be_written_loses_nothing_else(home: Path):
    home.mkdir()
    (home / "drafts").write_text("a file")
    drafts.keep(Draft("k1", (), "words"))
    assert drafts.find_drafts() == []


def test_a_draft_of_an_older_version_is_read():
    paths.make_folder(paths.draft_folder())
    old = '{"key": "k1", "people": [["c1", "Ada"]], "text": "words", "kind": "call", "when": ""}'
    (paths.draft_folder() / "k1.json").write_text(old)
    assert drafts.find_drafts() == [Draft("k1", (("c1", "Ada"),), "words", (("kind", "call"),))]


def test_drafts_are_found_by_what_they_were_to_become():
    drafts.keep(Draft("k1", (), "words"))
    drafts.keep(Draft("k2", (), "", (("day", "friday"),), "remind"))
    drafts.keep(Draft("k3", (("c1", "Ada"),), "other", (), "edit", "r3"))
    assert [each.key for each in drafts.find_drafts("remind")] == ["k2"]
    assert [each.key for each in drafts.find_drafts("edit", "r3")] == ["k3"]
    assert drafts.find_drafts("edit", "r4") == []
    newest = drafts.newest_draft(("log", "remind", "edit"))
    assert newest is not None
    assert newest.key == "k2"  # what is changed is continued where it is changed
