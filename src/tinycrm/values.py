"""Frozen values with named fields: `NamedTuple` as in typing, without loading typing.

typing takes as long to load as Python itself, and every command needs thirty such classes. Fields,
defaults, methods and the docstring are written in the same way; only generic classes need typing's.
"""

from __future__ import annotations

from collections import namedtuple

__all__ = ["NamedTuple"]

TYPE_CHECKING = False  # like typing's, which a type checker reads in the same way
if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Making(type):
        """Turns a class of annotated fields into a named tuple with the same methods."""

        def __new__(cls, name, bases, body):
            if not bases:  # NamedTuple itself
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            if "__classcell__" in body:  # a method calls super(): it needs the class of its own
                return type(name, (made,), {**body, "__slots__": ()})
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Making):
        """The base of a value; the class made from it has only tuple among its bases."""
