"""The lines of stdin in blocks that fit into memory, each read before anything is written.

A pipe may be slow, or stay open for hours. The store is locked only while a block is saved, never
while the next one is awaited. A block is saved as one transaction: a stream that is larger than
one block is several.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from tinycrm.errors import UsageProblem
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

MEGABYTES = 64
"""The size of a block; a line may not be longer."""


class Block(NamedTuple):
    """Whole lines: their bytes, and the number of the first."""

    data: bytes
    first: int


class LineBlocks:
    """The blocks of a stream; there is always one, also of an empty stream."""

    def __init__(self, source: IO[bytes], most: int = MEGABYTES * 2**20) -> None:
        self._source = source
        self._most = most
        self._before = 0  # bytes in the blocks before the current one
        self._lines = io.BytesIO()

    def __iter__(self) -> Iterator[Block]:
        data = self._read(1)
        first = 1
        while data or first == 1:
            yield Block(data, first)
            self._before += len(data)
            self._lines = io.BytesIO()
            first += data.count(b"\n")
            data = self._read(first) if data else b""
            if not data:
                return

    def lines(self, block: Block) -> Iterator[bytes]:
        """Return the lines of the current block."""
        self._lines = io.BytesIO(block.data)
        return iter(self._lines)

    def tell(self) -> int:
        """Return how many bytes of the stream have been returned as lines."""
        return self._before + self._lines.tell()

    def _read(self, first: int) -> bytes:
        try:
            data = self._source.read(self._most)
            if len(data) == self._most and not data.endswith(b"\n"):
                data += self._source.readline(self._most)
        except OSError as error:
            raise UsageProblem(f"stdin cannot be read: {error.strerror}.") from None
        if len(data) == 2 * self._most and not data.endswith(b"\n"):
            number = first + data.count(b"\n")
            raise UsageProblem(f"line {number}: The line is longer than {MEGABYTES} MB.")
        return data
