"""What lets the screens of tests style their widgets once for all starts.

A start of the screens works out the same styles for the same widgets as the start before it: what
each stylesheet says, which rules there are for a widget, and what they make of a new widget.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, cast

from textual.app import App
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.styles import RenderStyles, RulesMap, Styles
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.widget import Widget


class _TokenizedOnce:
    """Keeps what the variables of a theme are."""

    def __init__(self) -> None:
        self._known: dict[object, dict[str, list[Token]]] = {}

    def __call__(self, variables: dict[str, str]) -> dict[str, list[Token]]:
        key = tuple(variables.items())
        if key not in self._known:
            self._known[key] = tokenize_values(variables)
        return self._known[key]


class _ParsedOnce:
    """Keeps what each stylesheet says: it is the same in every app, but for its variables."""

    def __init__(self) -> None:
        self._known: dict[object, list[RuleSet]] = {}

    def __call__(self, scope: str, css: str, read_from: CSSLocation, **how: Any) -> list[RuleSet]:
        variables = id(how["variable_tokens"])  # of a theme they are kept, once
        key = (scope, css, read_from, variables, how["is_default_rules"], how["tie_breaker"])
        if key not in self._known:
            self._known[key] = list(parse(scope, css, read_from, **how))
        return self._known[key]


class _Found:
    """The rules for widgets that look alike, and what comes with them."""

    def __init__(self, rules: RulesMap, node: DOMNode) -> None:
        self._rules = rules
        self._notes = {name: getattr(node, name) for name in _NOTES}
        new = DOMNode()
        Stylesheet.replace_rules(new, rules)
        self._made: dict[str, Any] = {**new.styles.base.get_rules()}
        self._own = {name: self._made.pop(name) for name in _OWN & self._made.keys()}

    def put_on(self, node: DOMNode, stylesheet: Stylesheet, animate: bool) -> None:
        """Set those rules that are others than before; Textual sets each again every time."""
        base = node.styles.base
        vars(node).update(self._notes)
        if animate and "transitions" in self._made:
            stylesheet.replace_rules(node, self._rules, animate=animate)
        elif vars(base).get("found") != (self, base._updates):
            self._set(base)
            vars(base)["found"] = self, base._updates
        node.notify_style_update()
        stylesheet._process_component_classes(node)

    def _set(self, base: Styles) -> None:
        now: dict[str, Any] = {**base.get_rules()}
        if now:
            for name in (now.keys() | self._made.keys()) - _OWN:
                if now.get(name) != self._made.get(name):
                    setattr(base, name, self._made.get(name))
        else:
            base.merge_rules(cast(RulesMap, self._made))  # of a new widget nothing is drawn yet
        for name in _OWN & (now.keys() | self._own.keys()):
            setattr(base, name, self._own.get(name))


_NOTES = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
_OWN = {"layout", "display"}  # rules that are another object in each widget, or more than a rule


class _FoundOnce:
    """Finds the rules for a widget once for all that look alike to a stylesheet.

    Textual itself remembers them within one update only. Rules that ask which child of its parent
    a widget is, or what is in it, are not remembered, neither there nor here.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[RuleSet, ...], dict[Hashable, _Found]] = {}
        self._find = Stylesheet.apply

    def apply(self, stylesheet: Stylesheet, node: DOMNode, animate: bool) -> None:
        known = self._known_of(stylesheet)
        key = tuple(_look(each) for each in node.css_path_nodes)
        if key in known:
            known[key].put_on(node, stylesheet, animate)
            return
        fresh: dict[tuple, RulesMap] = {}
        self._find(stylesheet, node, animate=animate, cache=fresh)
        for rules in fresh.values():
            known[key] = _Found(rules, node)

    def _known_of(self, stylesheet: Stylesheet) -> dict[Hashable, _Found]:
        """Return what is known about these very rules; the same list is not compared again."""
        rules = stylesheet.rules
        about, known = vars(stylesheet).get("known", (None, {}))
        if about is not rules:
            known = self._known.setdefault(tuple(rules), {})
            vars(stylesheet)["known"] = rules, known
        return known


def _look(node: DOMNode) -> Hashable:
    """Return all that a selector may ask about a widget, but for its place among others."""
    state: tuple[object, ...] = ()
    if isinstance(node, Widget):
        state = (node.mouse_hover, node.has_focus, node.disabled, node.allow_focus())
    elif isinstance(node, App):
        state = (node.theme, node.app_focus, node.is_inline, node.native_ansi_color, node.no_color)
    return type(node), node.id, node.classes, state


_FOUND_ONCE = _FoundOnce()


def _apply(stylesheet: Stylesheet, node: DOMNode, *, animate: bool = False, **_: Any) -> None:
    _FOUND_ONCE.apply(stylesheet, node, animate)


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


PATCHES: dict[str, object] = {
    "textual.css.stylesheet.tokenize_values": _TokenizedOnce(),
    "textual.css.stylesheet.parse": _ParsedOnce(),
    "textual.css.stylesheet.Stylesheet.apply": _apply,
    "textual.css.stylesheet.Stylesheet._process_component_classes": _style_parts_when_looked_at,
    # It is the identity all the same, without a call in Python for each rule of each widget.
    "textual.css.model.RuleSet.__hash__": object.__hash__,
}
"""What is put in place of what."""
