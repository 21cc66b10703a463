"""Notes that were begun: kept for the owner alone, offered again, dropped when saved."""

from __future__ import annotations

from pathlib import Path

from tinycrm import paths
from tinycrm.services.activity import drafts
from tinycrm.services.activity.drafts import Draft


def test_a_draft_is_kept_letter_for_letter_and_for_the_owner_alone():
    draft = Draft("k1", (("c1", "Ada"), ("", "Bo")), "Half a \ud800 thought", "call", "monday")
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
