"""The settings: for a person, for a program, and as a file to begin with."""

from __future__ import annotations

import json
from typing import Any

from tinycrm import config
from tinycrm.cli.render.json_output import dumps
from tinycrm.cli.render.styled_lines import Line, headed, paragraph, person


def lines(own: config.Config, file: str, columns: int) -> list[Line]:
    """Return every setting with its value, its source and what it is for."""
    said: list[Line] = []
    for name, about in config.ABOUT.items():
        value, default = getattr(own, name), config.Config._field_defaults[name]
        source = _source(own, file, name)
        shown = f"{config.name_in_file(name)} = {person(_toml(value))}"
        place = source.rpartition("/")[2] if source else "default"
        said += headed(shown, place, columns, style="name" if source else "")
        instead = f" Default: {_toml(default)}" if source and default else ""
        said += paragraph(f"{about}{instead}", columns, indent=2, style="dim")
    return said


def config_json(own: config.Config, file: str) -> str:
    """Return the same for a program; `source` is null where the default holds."""
    settings = [
        {
            "name": config.name_in_file(name),
            "value": _plain(getattr(own, name), name),
            "default": _plain(config.Config._field_defaults[name], name),
            "source": _source(own, file, name),
            "about": about,
        }
        for name, about in config.ABOUT.items()
    ]
    return dumps({"file": file, "settings": settings, "problems": list(own.problems)})


def _source(own: config.Config, file: str, name: str) -> str | None:
    """Return the file and line that set it; what could not be read set nothing."""
    line = dict(own.lines).get(config.name_in_file(name))
    is_default = getattr(own, name) == config.Config._field_defaults[name]
    refused = any(p.startswith(f"{file}:{line}:") for p in own.problems)
    return None if line is None or (is_default and refused) else f"{file}:{line}"


def _plain(value: object, name: str) -> object:
    if name == "keys" and isinstance(value, tuple):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _toml(value: object) -> str:
    """Return a value as the file writes it; a string of JSON is one of TOML."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return _listed(value) if isinstance(value, tuple) else ""


def _listed(values: tuple[Any, ...]) -> str:
    if values and isinstance(values[0], tuple):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in values) + " }"
    return "[" + ", ".join(map(_toml, values)) + "]"


def template() -> str:
    """Return a file that sets nothing and explains everything."""
    said = ["# The settings of tinycrm. Take the # away before one to set it.", ""]
    table = ""
    for name, about in config.ABOUT.items():
        header, dot, key = config.name_in_file(name).rpartition(".")
        if header != table and dot:
            said += [f"# [{header}]", ""]
        table = header
        if name == "keys":
            said += [f"# {about}", "# [keys]", ""]
        else:
            said += [f"# {about}", f"# {key} = {_toml(config.Config._field_defaults[name])}", ""]
    return "\n".join(said)
