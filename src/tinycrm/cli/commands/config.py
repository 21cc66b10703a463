"""`crm config`: the settings, their values and where they are set."""

from __future__ import annotations

from tinycrm import config, paths
from tinycrm.cli import terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.errors import CrmError, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def show_config(
    path: Annotated[bool, typer.Option("--path", help="Print the path of the file.")] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Open the file in $EDITOR.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show every setting: its value, what it is for, its default, and where it is set."""
    only_one({"--path": path, "--edit": edit, "--json": as_json})
    if path:
        terminal.write(f"{paths.config_file()}\n")
        return
    if edit:
        _edit()
    else:
        _show(as_json)
    for problem in config.load().problems:
        terminal.say(problem)


def _show(as_json: bool) -> None:
    from tinycrm.cli.render import config_lines

    own, file = config.load(), str(paths.config_file())
    if as_json:
        terminal.write(config_lines.config_json(own, file))
        return
    from tinycrm.cli.render import painting

    painting.show(config_lines.lines(own, file, terminal.width()))


def _edit() -> None:
    """Open the file in the editor; a new one starts with every setting commented out."""
    from tinycrm.cli.editor.page import open_page
    from tinycrm.cli.render import config_lines

    if not terminal.can_ask():
        raise UsageProblem(
            "The editor needs a terminal.", "crm config --path prints the path of the file."
        )
    file = paths.config_file().resolve()
    if paths.is_pipe(str(file)):
        raise CrmError(f"The settings {file} are a pipe, not a file.", "Remove it.")
    try:
        before = file.read_bytes().decode("utf-8-sig") if file.exists() else config_lines.template()
        with open_page(before, "config", (), ".toml") as page:
            after = page.write()
            if after == before:
                terminal.say("Nothing was changed.")
                return
            paths.make_folder(file.parent)
            file.write_bytes(after.encode())
    except (OSError, UnicodeDecodeError) as error:
        raise CrmError(f"The settings {file} cannot be edited: {error}.") from error
    terminal.say(f"Saved: {file}")
