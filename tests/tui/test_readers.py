"""What repeats is read once it rests; a single key is answered at once."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest

from tinycrm.tui import workers
from tinycrm.tui.workers import Reader


class _Node:
    """What a reader needs of a widget."""

    is_running = True

    def __init__(self) -> None:
        self.answers: list[Any] = []

    def run_worker(self, work: Any) -> None:
        self.task = asyncio.create_task(work())

    def post_message(self, answer: Any) -> None:
        self.answers.append(answer.value)

    def call_later(self, act: Any) -> bool:
        act()
        return True


def test_a_reader_that_rests_answers_the_first_key_and_the_last_of_many(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(workers, "REST", 0.05)

    async def play() -> list[Any]:
        node = _Node()
        reader = Reader(node, "profile", rests=True)  # type: ignore[arg-type]
        for number in range(20):
            reader.ask(partial(int, number))
            await asyncio.sleep(0.005)
        await reader.caught_up()
        return node.answers

    assert asyncio.run(play()) == [0, 19]
