"""The store in a folder whose name means something in a URI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.opens_anew

ODD = [b"a?b", b"c#d", b"e%20f", b"g h&i=j", "Bücher".encode(), b"not \xff UTF-8", b"-", b"k\\l"]


@pytest.mark.parametrize("name", ODD, ids=repr)
@pytest.mark.parametrize("absolute", [True, False], ids=["absolute", "relative"])
def test_the_store_is_made_and_found_where_it_should_be(
    crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes, absolute: bool
):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / os.fsdecode(name)
    crm.env(CRM_HOME=str(folder) if absolute else os.fsdecode(name))
    assert crm("add", "Ada Lovelace").code == 0
    assert (folder / "crm.db").exists()
    assert "Ada Lovelace" in crm("list").out
