"""Phone and terminal with one address book: vdirsyncer and a CardDAV server on this machine.

Skipped where Radicale and vdirsyncer are not installed: pip install radicale vdirsyncer.
"""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Crm

PROGRAMS = Path(sys.executable).parent
pytestmark = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("radicale", "vdirsyncer")),
    reason="Radicale and vdirsyncer are not installed",
)

CONFIG = """
[general]
status_path = "{home}/status/"
[pair crm]
a = "local"
b = "remote"
collections = ["book"]
conflict_resolution = ["command", "{programs}/crm", "vcard-merge"]
[storage local]
type = "filesystem"
path = "{home}/cards/"
fileext = ".vcf"
[storage remote]
type = "carddav"
url = "http://127.0.0.1:{port}/ada/"
username = "ada"
password = "x"
"""
PHOTO = "/9j4" * 18 * 280


def card(uid: str, name: str, *lines: str) -> str:
    more = "".join(f"{line}\r\n" for line in lines)
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\n{more}END:VCARD\r\n"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    log = tmp_path / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--server-hosts", f"127.0.0.1:{number}",
             "--auth-type", "none", "--storage-filesystem-folder", str(tmp_path / "server")],
            stdout=out, stderr=out,
        )  # fmt: skip
        try:
            for _ in range(300):
                if b"Radicale server ready" in log.read_bytes():
                    break
                time.sleep(0.1)
            yield number
        finally:
            server.terminate()
            server.wait(10)


class Device:
    """A folder of cards that is synchronized with the server: this computer's, or a phone's."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.cards = home / "cards" / "book"
        self.cards.mkdir(parents=True)
        text = CONFIG.format(home=home, port=port, programs=PROGRAMS)
        (home / "config").write_text(text)
        self._run("discover", "y\n" * 9)

    def _run(self, command: str, typed: str = "") -> str:
        done = subprocess.run(
            [str(PROGRAMS / "vdirsyncer"), "-c", str(self.home / "config"), command],
            input=typed, capture_output=True, text=True, timeout=60, check=False,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def sync(self) -> list[str]:
        """Synchronize with the server; return what was done."""
        return [line for line in self._run("sync").splitlines() if not line.startswith("Syncing")]

    def file(self, name: str) -> Path:
        """Return the file with the card of a person."""
        found = [each for each in self.cards.glob("*.vcf") if f"FN:{name}" in text_of(each)]
        assert len(found) == 1, (name, found)
        return found[0]

    def put(self, file: Path, text: str) -> None:
        file.write_bytes(text.encode())


def text_of(file: Path) -> str:
    """Return a card without its folds, which the server makes anew."""
    return file.read_bytes().decode().replace("\r\n", "\n").replace("\n ", "")


def test_phone_and_terminal_share_one_address_book(crm: Crm, tmp_path: Path, port: int):
    here, phone = Device(tmp_path / "here", port), Device(tmp_path / "phone", port)

    def export(*words: str) -> str:
        return crm("export", *words, "--format", "vcard", "-o", f"{here.cards}/").err

    def read() -> str:
        return crm("import", str(here.cards)).err

    def meet() -> None:
        for device in (here, phone, here):
            device.sync()

    # New people there: one with a photo; and one here, in a file with a name of its own.
    ada = card("urn:uuid:ADA", "Ada King", "TEL;TYPE=CELL:+44 1 111 1111", "X-FOREIGN:kept")
    phone.put(phone.cards / "1.vcf", ada)
    phone.put(phone.cards / "2.vcf", card("bo", "Bo Li", f"PHOTO;ENCODING=b;TYPE=JPEG:{PHOTO}"))
    here.put(here.cards / "odd name.vcf", card("cy", "Cy Coe", "TEL:+44 1 333 3333"))
    phone.sync()
    meet()
    read()
    assert len(crm("list", "--ids").out.split()) == 3
    assert "0 new, 0 changed, 3 unchanged" in export()
    assert here.sync() == []

    # One edit here.
    crm("edit", "ada", "--title", "Countess")
    crm("edit", "bo", "-p", "+44 1 222 2222")
    assert "2 changed" in export()
    assert len(here.sync()) == 2
    phone.sync()
    assert "\nTITLE:Countess\n" in text_of(phone.file("Ada King"))
    assert f":{PHOTO}\n" in text_of(phone.file("Bo Li"))
    assert "X-FOREIGN:kept" in text_of(phone.file("Ada King"))

    # One edit there; the file that was only here has kept its name.
    file = phone.file("Cy Coe")
    phone.put(file, text_of(file).replace("+44 1 333 3333", "+44 1 444 4444"))
    meet_from_phone(phone, here)
    read()
    assert json.loads(crm("show", "cy", "--json").out)["phones"][0]["value"] == "+44 1 444 4444"
    assert (here.cards / "odd name.vcf").exists()
    assert "3 unchanged" in export()

    # One card on both sides: vdirsyncer asks crm vcard-merge.
    crm("edit", "ada", "--title", "Analyst")
    export()
    file = phone.file("Ada King")
    phone.put(file, text_of(file).replace("+44 1 111 1111", "+44 1 555 5555"))
    meet_from_phone(phone, here)
    for device in (here, phone):
        device.sync()
        text = text_of(device.file("Ada King"))
        assert "TITLE:Analyst" in text
        assert "TEL;TYPE=CELL:+44 1 555 5555" in text
    read()
    assert json.loads(crm("show", "ada", "--json").out)["phones"][0]["value"] == "+44 1 555 5555"

    # Somebody new here, somebody deleted there, somebody deleted here.
    crm("add", "Zoë", "-b", "10 Dec")
    export()
    phone.file("Cy Coe").unlink()
    meet_from_phone(phone, here)
    assert "BDAY" in text_of(phone.file("Zoë"))
    assert "No longer in" in read()
    assert "so archived: Cy Coe" in crm("import", str(here.cards), "--prune", "--yes").err
    crm("rm", json.loads(crm("show", "bo", "--json").out)["id"], "--yes")
    assert "1 removed" in export("--prune", "--yes")
    meet()
    assert len(list(phone.cards.glob("*.vcf"))) == 2

    # And now nothing is sent at all.
    read()
    assert "2 unchanged" in export()
    assert (here.sync(), phone.sync()) == ([], [])


def meet_from_phone(phone: Device, here: Device) -> None:
    for device in (phone, here, phone):
        device.sync()
