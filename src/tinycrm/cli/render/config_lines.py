"""The settings: as text, as JSON, and as a template file."""

from __future__ import annotations

import json

from tinycrm import settings_file
from tinycrm.cli.render.json_output import dumps
from tinycrm.cli.render.styled_lines import Line, headed, paragraph, person
from tinycrm.config import Config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lines(own: Config, file: str, columns: int) -> list[Line]:
    """Return every setting with its value, its source and its purpose."""
    shown: list[Line] = []
    for name, about in settings_file.ABOUT.items():
        value, default = getattr(own, name), getattr(Config, name)
        source = _source(own, file, name)
        setting = f"{settings_file.name_in_file(name)} = {person(_toml(value))}"
        place = source.rpartition("/")[2] if source else "default"
        shown += headed(setting, place, columns, style="name" if source else "")
        instead = f" Default: {_toml(default)}" if source and default else ""
        shown += paragraph(f"{about}{instead}", columns, indent=2, style="dim")
    return shown


def config_json(own: Config, file: str) -> str:
    """Return the same as JSON; `source` is null if the default is used."""
    settings = [
        {
            "name": settings_file.name_in_file(name),
            "value": _plain(getattr(own, name), name),
            "default": _plain(getattr(Config, name), name),
            "source": _source(own, file, name),
            "about": about,
        }
        for name, about in settings_file.ABOUT.items()
    ]
    return dumps({"file": file, "settings": settings, "problems": list(own.problems)})


def _source(own: Config, file: str, name: str) -> str | None:
    """Return the file and line of a setting, None if the line is missing or invalid."""
    line = dict(own.lines).get(settings_file.name_in_file(name))
    is_default = getattr(own, name) == getattr(Config, name)
    is_invalid = any(p.startswith(f"{file}:{line}:") for p in own.problems)
    return None if line is None or (is_default and is_invalid) else f"{file}:{line}"


def _plain(value: object, name: str) -> object:
    if name in settings_file.TABLES and isinstance(value, tuple):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _toml(value: object) -> str:
    """Return a value as TOML; a JSON string is a valid TOML string."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return _toml_list(value) if isinstance(value, tuple) else ""


def _toml_list(values: tuple[Any, ...]) -> str:
    if values and isinstance(values[0], tuple):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in values) + " }"
    return "[" + ", ".join(map(_toml, values)) + "]"


def template() -> str:
    """Return a file in which every setting is explained and commented out."""
    lines = ["# The settings of tinycrm. Remove the # before a setting to change it.", ""]
    table = ""
    for name, about in settings_file.ABOUT.items():
        header, dot, key = settings_file.name_in_file(name).rpartition(".")
        if header != table and dot:
            lines += [f"# [{header}]", ""]
        table = header
        if name in settings_file.TABLES:
            lines += [f"# {about}", f"# [{name}]", ""]
        else:
            lines += [f"# {about}", f"# {key} = {_toml(getattr(Config, name))}", ""]
    return "\n".join(lines)
