"""The store in a folder whose name means something in a URI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.rows import for_each

pytestmark = pytest.mark.opens_anew

ODD = [b"a?b", b"c#d", b"e%20f", b"g h&i=j", "Bücher".encode(), b"not \xff UTF-8", b"-", b"k\\l"]


@for_each("absolute", [True, False])
@for_each("name", ODD)
def test_the_store_is_made_and_found_where_it_should_be(
    crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes, absolute: bool
):
    place = tmp_path / str(absolute)
    place.mkdir(exist_ok=True)
    monkeypatch.chdir(place)
    folder = place / os.fsdecode(name)
    crm.env(CRM_HOME=str(folder) if absolute else os.fsdecode(name))
    assert crm("add", "Ada Lovelace").code == 0
    assert (folder / "crm.db").exists()
    assert "Ada Lovelace" in crm("list").out
