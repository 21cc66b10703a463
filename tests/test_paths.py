"""Where files live: the short rule for Linux says what platformdirs says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from tests.rows import for_each
from tinycrm import paths

KINDS = {
    "data": lambda: paths.store_file().parent,
    "config": lambda: paths.config_file().parent,
    "state": lambda: paths.state_file().parent,
}
VALUES = [None, "", " ", "/elsewhere", "/elsewhere/", "/a//b/../c", "/", "rel/ative", "~/x"]


@for_each("home", [None, "/home/ada", "/home/ada/", "/"])
@for_each("asked", VALUES)
@for_each("kind", KINDS)
def test_the_folders_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, kind: str, asked: str | None, home: str | None
):
    monkeypatch.delenv("CRM_HOME", raising=False)
    for name, value in ((f"XDG_{kind.upper()}_HOME", asked), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    wanted = getattr(platformdirs, f"user_{kind}_dir")("tinycrm", appauthor=False)
    assert KINDS[kind]() == Path(wanted)


@pytest.mark.skipif(sys.platform != "linux", reason="the short rule is for Linux")
def test_platformdirs_is_not_loaded_for_a_home_like_most(monkeypatch: pytest.MonkeyPatch):
    for name in ("CRM_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    assert paths.store_name() == "/home/ada/.local/share/tinycrm/crm.db"


@for_each("home", ["/a/b", "/a/b/", "a", "./a", "~/a", "/"])
def test_a_name_as_text_is_the_name_of_the_path(monkeypatch: pytest.MonkeyPatch, home: str):
    monkeypatch.setenv("CRM_HOME", home)
    monkeypatch.setenv("HOME", "/home/ada")
    assert Path(paths.store_name()) == paths.store_file()
    assert Path(paths.config_name()) == paths.config_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(tmp_path: Path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    with pytest.raises(PermissionError):
        paths.exists(str(locked / "crm.db"))
    locked.chmod(0o700)
    assert not paths.exists(str(locked / "crm.db"))
