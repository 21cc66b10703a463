"""Frozen values with named fields: `NamedTuple` as in typing, without loading typing, and `Fields`.

typing takes as long to load as Python itself, and every command needs thirty such classes. Fields,
defaults, methods and the docstring are written in the same way; only generic classes need typing's.

A `NamedTuple` can be compared, sorted, unpacked and used as a key. What is only read by the names
of its fields, and made a few times in a command, is `Fields`: its class costs a tenth.

A command meets more classes than it has values of: most are only named by what it imports. To make
one is cheap; what `collections.namedtuple` makes of its fields, by compiling a text, is not. So
that is done when the first value of a class is made, or the first field of the class is asked for.
"""

from __future__ import annotations

from collections import namedtuple

__all__ = ["Fields", "NamedTuple"]

TYPE_CHECKING = False  # like typing's, which a type checker reads in the same way
if TYPE_CHECKING:
    from typing import Any, NamedTuple, Self, dataclass_transform
else:

    def dataclass_transform(**_):
        """Return what leaves a class as it is: only a type checker needs to know."""
        return lambda cls: cls

    class _Making(type):
        """Makes a tuple with methods of a class of annotated fields, which are added later."""

        def __new__(cls, name, bases, body):
            fields = body.get("__annotations__", ())
            defaults = {field: body.pop(field) for field in fields if field in body}
            return super().__new__(
                cls, name, bases, {**body, "_field_defaults": defaults, "__slots__": ()}
            )

        def __getattr__(cls, name):
            """Return what only a finished class has: `_fields`, `_make`."""
            if "__new__" not in vars(cls):
                _finish(cls)
            return type.__getattribute__(cls, name)

    class _Made(type):
        """The class of a finished class: without `__getattr__`, a value is made a third faster."""

    def _finish(cls):
        """Add what a named tuple of these fields has, with `__new__` last: a thread may wait."""
        defaults = cls._field_defaults.values()
        made = namedtuple(cls.__name__, cls.__annotations__, defaults=defaults)
        for key, value in vars(made).items():
            if key not in vars(cls) and key != "__new__":
                setattr(cls, key, value)
        cls.__new__ = vars(made)["__new__"]
        cls.__class__ = _Made

    class NamedTuple(tuple, metaclass=_Making):
        """The base of a value."""

        def __new__(cls, *args, **kwargs):
            """Finish the class, and make its first value."""
            _finish(cls)
            return cls(*args, **kwargs)


@dataclass_transform(frozen_default=True)
class Fields:
    """An object with the annotated fields, given in their order, by name, or by default."""

    __hash__ = None  # type: ignore[assignment]  # there are lists among the values

    def __init__(self, *values: Any, **named: Any) -> None:
        named.update(zip(self.__annotations__, values, strict=False))
        self.__dict__ = named

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def __eq__(self, other: object) -> bool:
        """Return whether it is of the same class with equal values, given or by default."""
        return isinstance(other, type(self)) and self._asdict() == other._asdict()

    def _asdict(self) -> dict[str, Any]:
        """Return the values by the names of the fields, in the order of these."""
        return {field: getattr(self, field) for field in self.__annotations__}

    def _replace(self, **changed: Any) -> Self:
        """Return the same with other values of some fields."""
        return type(self)(**{**vars(self), **changed})
