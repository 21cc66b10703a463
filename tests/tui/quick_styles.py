"""What lets the screens of tests do in half the time what Textual does: the outcome is the same."""

from __future__ import annotations

from collections.abc import Callable
from inspect import CO_VARARGS, CO_VARKEYWORDS, signature
from typing import Any

from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.styles import RenderStyles, RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode


class _WhenLookedAt(dict[str, RenderStyles]):
    """The styles of the parts of a widget: each is worked out when it is first looked at.

    A widget has up to twenty such styles and draws with three of them, if it is drawn at all.
    """

    def __init__(self, stylesheet: Stylesheet, widget: DOMNode) -> None:
        super().__init__()
        self._stylesheet, self._widget = stylesheet, widget

    def __contains__(self, name: object) -> bool:
        return name in self._widget._get_component_classes()

    def __missing__(self, name: str) -> RenderStyles:
        part = DOMNode(classes=name)
        part._attach(self._widget)
        self._stylesheet.apply(part)
        self[name] = part.styles
        return part.styles


def _style_parts_when_looked_at(stylesheet: Stylesheet, widget: DOMNode) -> None:
    """Forget the styles of the parts; draw again what was drawn with them."""
    if widget._get_component_classes():
        was_drawn = len(widget._component_styles) > 0
        widget._component_styles = _WhenLookedAt(stylesheet, widget)
        if was_drawn:
            widget.refresh()


def _replace_rules_that_differ(
    node: DOMNode,
    rules: RulesMap,
    animate: bool = False,
    *,
    _replace: Any = Stylesheet.replace_rules,
) -> None:
    """Set each rule of a widget again only if one of them is another than before."""
    if node.styles.base._rules == rules:
        node.notify_style_update()
    else:
        _replace(node, rules, animate)


def _count_parameters(function: Callable[..., Any]) -> int:
    """Count the parameters of a function; one made anew for each message is not examined anew."""
    code = getattr(function, "__code__", None)
    if code is None or hasattr(function, "__wrapped__"):
        return len(signature(function).parameters)
    more = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return int(code.co_argcount + code.co_kwonlyargcount + more)


class _ParsedOnce:
    """Keeps what each stylesheet says: it is the same in every app, but for its variables."""

    def __init__(self) -> None:
        self._known: dict[object, list[RuleSet]] = {}

    def __call__(self, scope: str, css: str, read_from: CSSLocation, **how: Any) -> list[RuleSet]:
        variables = [
            (name, *(token.value for token in tokens))
            for name, tokens in how["variable_tokens"].items()
        ]
        key = (scope, css, read_from, tuple(variables), how["is_default_rules"], how["tie_breaker"])
        if key not in self._known:
            self._known[key] = list(parse(scope, css, read_from, **how))
        return self._known[key]


PATCHES: dict[str, object] = {
    "textual._callback._count_parameters": _count_parameters,
    "textual.css.stylesheet.parse": _ParsedOnce(),
    "textual.css.stylesheet.Stylesheet._process_component_classes": _style_parts_when_looked_at,
    "textual.css.stylesheet.Stylesheet.replace_rules": staticmethod(_replace_rules_that_differ),
    # It is the identity all the same, without a call in Python for each rule of each widget.
    "textual.css.model.RuleSet.__hash__": object.__hash__,
}
"""What is put in place of what."""
