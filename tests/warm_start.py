"""Processes of the program that start in 10 ms: each is a copy of one that has read our source.

A process of its own is the point of many tests, but hardly ever its start, which takes 60 ms for
a command and 350 for the screens. A copy has its own memory, terminal, signals and end, as any
process has. Where the environment says how Python shall open its streams, or what a library reads
when it is loaded, Python is started instead, and also for what is asked of the start itself.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import IO, Any, TextIO

import tinycrm
from tinycrm.cli.main import run

_EARLY = ("LANG", "LC_", "PYTHON", "TEXTUAL", "FORCE_COLOR", "PY_COLORS", "GITHUB")
"""How the names of variables begin that are read before the program runs."""


def _early(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(_EARLY)}


def start(
    argv: Sequence[str],
    env: Mapping[str, str],
    terminal: int,
    *,
    piped: Sequence[str] = (),
    program: Sequence[str] = (),
    warm: bool = True,
) -> subprocess.Popen[bytes] | Started:
    """Start a command of ours, or another program, in a session of its own on this terminal.

    Streams named in `piped` are no terminal: stdin is empty there, the others are pipes. Python
    itself is started where `warm` is False.
    """
    if warm and not program and sys.platform == "linux" and _early(env) == _server().early:
        return Started(argv, env, terminal, piped)
    return subprocess.Popen(
        [*(program or (sys.executable, "-m", "tinycrm")), *argv],
        stdin=subprocess.DEVNULL if "stdin" in piped else terminal,
        stdout=subprocess.PIPE if "stdout" in piped else terminal,
        stderr=subprocess.PIPE if "stderr" in piped else terminal,
        env=env, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(terminal, termios.TIOCSCTTY, 0),  # noqa: PLW1509 (one thread)
    )  # fmt: skip


class Started:
    """A copy that runs, with what `subprocess.Popen` has of a process."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], terminal: int, piped: Sequence[str]
    ) -> None:
        self.returncode: int | None = None
        self.stdout: IO[bytes] | None = None
        self.stderr: IO[bytes] | None = None
        out = err = terminal
        if "stdout" in piped:
            self.stdout, out = _pipe()
        if "stderr" in piped:
            self.stderr, err = _pipe()
        self._end, end = _pipe()
        nothing = os.open(os.devnull, os.O_RDONLY)
        said = {"argv": argv, "env": dict(env), "cwd": os.getcwd()}  # noqa: PTH109
        streams = [nothing if "stdin" in piped else terminal, out, err]
        self.pid = _server().start(json.dumps(said).encode(), [*streams, terminal, end])
        for each in {nothing, out, err, end} - {terminal}:
            os.close(each)

    def poll(self) -> int | None:
        """Return its exit code, negative for a signal; None while it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return its exit code."""
        if self.returncode is None:
            if not select.select([self._end], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = int(self._end.read())
            self._end.close()
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """Read what it has written to pipes, and wait until it has ended."""
        read = [b"" if pipe is None else pipe.read() for pipe in (self.stdout, self.stderr)]
        self.wait(timeout)
        return read[0], read[1]

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)


def _pipe() -> tuple[IO[bytes], int]:
    ours, theirs = os.pipe()
    return open(ours, "rb"), theirs  # noqa: PTH123


# ── the process that is copied ───────────────────────────────────────────────────────────


class _Server:
    def __init__(self) -> None:
        self.early = _early(os.environ)
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_start", str(theirs.fileno())],
            pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True,
            cwd=os.path.dirname(os.path.dirname(os.path.abspath(__file__))),  # noqa: PTH100, PTH120
        )  # fmt: skip
        theirs.close()
        atexit.register(self._close)

    def start(self, said: bytes, handles: Sequence[int]) -> int:
        """Have a copy made; return the number of its process."""
        socket.send_fds(self._ours, [said], handles)
        return int(self._ours.recv(64))

    def _close(self) -> None:
        self._ours.close()
        self._process.wait()


@cache
def _server() -> _Server:
    return _Server()


def _serve(tests: socket.socket) -> None:
    """Make a copy for each request; this returns in the copies alone."""
    running: dict[int, tuple[int, int]] = {}  # a handle of the process: its number, who waits
    while True:
        for ready in select.select([tests.fileno(), *running], [], [])[0]:
            if ready in running:
                _say_its_end(*running.pop(ready))
                os.close(ready)
                continue
            said, handles, _, _ = socket.recv_fds(tests, 1 << 20, 5)
            if not said:
                sys.exit()  # the tests have ended
            *streams, end = handles
            pid = os.fork()
            if not pid:
                ends = [each for _, each in running.values()]
                _become(json.loads(said), streams, [tests.detach(), end, *running, *ends])
                return
            for each in streams:
                os.close(each)
            running[os.pidfd_open(pid)] = (pid, end)
            tests.send(str(pid).encode())


def _say_its_end(pid: int, end: int) -> None:
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with suppress(BrokenPipeError):
        os.write(end, str(code).encode())
    os.close(end)


def _become(said: dict[str, Any], handles: list[int], others: list[int]) -> None:
    """Be the process that was asked for, on its three streams and its terminal."""
    os.setsid()
    fcntl.ioctl(handles[3], termios.TIOCSCTTY, 0)
    for stream, handle in enumerate(handles[:3]):
        os.dup2(handle, stream)
    for handle in (*handles, *others):
        os.close(handle)
    os.environ.clear()
    os.environ.update(said["env"])
    time.tzset()
    os.chdir(said["cwd"])
    sys.argv[1:] = said["argv"]
    for name in ("stdin", "stdout", "stderr"):
        opened = _opened(getattr(sys, name))
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)


def _opened(like: TextIO) -> TextIO:
    """Return the stream of the same number, as Python opens it."""
    number = like.fileno()
    by_line = number == 2 or (number == 1 and os.isatty(number))
    return open(
        number, "w" if number else "r", encoding=like.encoding, errors=like.errors,
        buffering=1 if by_line else -1, closefd=False,
    )  # fmt: skip


def _read_our_source() -> None:
    """Load all of the program, but for what no command loads."""
    for each in pkgutil.walk_packages(tinycrm.__path__, "tinycrm."):
        if not each.name.startswith(("tinycrm.models", "tinycrm.__main__")):
            importlib.import_module(each.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _read_our_source()
    _serve(socket.socket(fileno=int(sys.argv[1])))
    run()
