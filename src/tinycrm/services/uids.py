"""The uid of a record: its name outside of this store, for ever."""

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


_FAMILY = bytes.fromhex("2f0ad5f0f0d84c1f9d8a64a7c6cb1d0e")
"""The UUID under which names are turned into uids (RFC 4122, 4.3)."""


def derived_uid(*names: str) -> str:
    """Return the UUID, version 5 of RFC 4122, of these names: the same ones give the same uid.

    Importing hashlib takes 4 ms.
    """
    from hashlib import sha1

    name = "\n".join(names).encode("utf-8", "surrogatepass")
    digits = sha1(_FAMILY + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
