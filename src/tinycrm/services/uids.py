"""The uid of a record: what it is called outside of this store, for ever."""

from __future__ import annotations

import os


def new_uid() -> str:
    """Return a random UUID, version 4 of RFC 4122, as text.

    Importing uuid would cost a tenth of a start: all bits are random, but for the version and
    the variant, whose digit is one of four.
    """
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
