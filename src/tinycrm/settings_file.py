"""The file of the user's settings, `config.toml`. Every setting is explained here.

A mistake in the file never stops the program: the setting keeps its default, and
`Config.problems` says what is wrong and on which line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tinycrm import currencies, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ABOUT = {
    "languages": "Languages for dates in words, as ISO 639-1 codes.",
    "date_order": "How a date like 3/4 is read; if not set, it is refused.",
    "country": "Where phone numbers without +… are from, like DE; if not set, as the locale says.",
    "currency": "Your usual currency, like EUR: it says what $, ¥ or kr means.",
    "leap_day": "When an occasion on 29 February falls in other years.",
    "issue_days": "How many days a resolved issue stays listed to be mentioned.",
    "suggestion_days": "How many days pass between two suggestions to contact the same person.",
    "me": "Your own e-mail addresses: mail you sent is logged for its receivers.",
    "birthday_facts": "Which facts are shown beside a birthday; if not set, the newest two.",
    "backup_megabytes": "How much space automatic backups may take; the oldest are deleted first.",
    "backup_also": "A second folder for backups, not encrypted: who can read it can read all.",
    "say_open": "What `today` suggests to say about an open issue.",
    "say_resolved": "What `today` suggests to say about a resolved issue.",
    "say_repeated": "What `today` suggests to say about an issue that happened again.",
    "kinds": "Your own words for kinds of notes: a table of words and kinds.",
    "keys": "Your own keys for the screens: a table of actions (docs/keys.md) and keys.",
}
TABLES = ("kinds", "keys")
"""The settings that are tables, whose names the user chooses."""

_CHOICES = {"date_order": ("", "DMY", "MDY", "YMD"), "leap_day": ("feb28", "mar1")}
_LANGUAGES = """
af agq ak am ar as asa ast az az-Cyrl az-Latn bas be bem bez bg bm bn bo br brx bs bs-Cyrl
bs-Latn ca ce cgg chr ckb cs cy da dav de dje dsb dua dyo dz ebu ee el en eo es et eu ewo fa ff
fi fil fo fr fur fy ga gd gl gsw gu guz gv ha haw he hi hr hsb hu hy id ig ii is it ja jgo jmc ka
kab kam kde kea khq ki kk kl kln km kn ko kok ks ksb ksf ksh kw ky lag lb lg lkt ln lo lrc lt lu
luo luy lv mas mer mfe mg mgh mgo mk ml mn mr ms mt mua my mzn naq nb nd ne nl nmg nn nnh nus nyn
om or os pa pa-Arab pa-Guru pl ps pt qu rm rn ro rof ru rw rwk sah saq sbp se seh ses sg shi
shi-Latn shi-Tfng si sk sl smn sn so sq sr sr-Cyrl sr-Latn sv sw ta te teo th ti tl to tr twq tzm
ug uk ur uz uz-Arab uz-Cyrl uz-Latn vi vun wae xog yav yi yo yue zgh zh zh-Hans zh-Hant zu
"""
"""The codes that dateparser knows, copied because importing it is slow; a test compares them."""

_COUNTRIES = """
AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER
ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE
IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP
NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK
SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA
VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
"""The countries that phonenumbers knows, copied for the same reason; a test compares them."""


def name_in_file(setting: str) -> str:
    """Return the name of a setting in the file: `say.open` is in a table of its own."""
    return setting.replace("say_", "say.", 1)


def read(name: str, defaults: Mapping[str, object]) -> dict[str, Any]:
    """Return what a file sets, as the fields of a Config, with its problems and lines.

    `defaults` are the values of the settings that the file does not set.
    """
    if paths.is_pipe(name):
        return {"problems": (f"{name} is not a file. The defaults are used.",)}
    try:
        text = Path(name).read_text("utf-8-sig")
    except OSError as error:
        return {"problems": (f"{name} cannot be read: {error.strerror}.",)}
    except UnicodeDecodeError:
        return {"problems": (f"{name} is not UTF-8 text. The defaults are used.",)}
    return parse(text, name, defaults)


def parse(text: str, name: str, defaults: Mapping[str, object]) -> dict[str, Any]:
    """Return the same of a file's text; `name` is the file's name in messages."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {"problems": (_not_toml(str(error), text, name),)}
    lines = _lines(text)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in _flat(table):
        setting = key.replace(".", "_") if key.startswith("say.") else key
        read, problem = _read_value(setting, value, defaults)
        if problem:
            problems.append(f"{name}:{_place(key, lines)}: {key} {problem}")
        if read is not None:
            values[setting] = read
    return values | {"problems": tuple(problems), "lines": tuple(lines.items())}


def _flat(table: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Yield settings by their names in the file; `[say]` has several, a table is one.

    An entry of a table that is not text is yielded on its own.
    """
    for key, value in table.items():
        if key == "say" and isinstance(value, dict):
            yield from ((f"say.{each}", inner) for each, inner in value.items())
        elif key in TABLES and isinstance(value, dict):
            texts = {name: each for name, each in value.items() if isinstance(each, str) and each}
            yield key, texts
            yield from ((f"{key}.{name}", value[name]) for name in value if name not in texts)
        else:
            yield name_in_file(key), value


def _read_value(setting: str, value: Any, defaults: Mapping[str, object]) -> tuple[object, str]:
    """Return a setting's value, None if it is invalid, and what is wrong with it."""
    if setting.partition(".")[0] in TABLES and "." in setting:
        what = "key" if setting.startswith("keys") else "kind"
        return None, f"must be the name of a {what}, as text; it was ignored."
    if setting not in ABOUT:
        return None, f"is not a setting; it was ignored.{_did_you_mean(setting, ABOUT)}"
    if setting in TABLES:
        if not isinstance(value, dict):
            return None, "must be a table; it was ignored."
        return tuple(value.items()), ""
    problem = _wrong_type(type(defaults[setting]), value)
    if problem:
        return None, problem
    if setting in _READERS:
        return _READERS[setting](value)
    if isinstance(value, list):
        return tuple(value), ""
    problem = _problem_with(setting, value)
    return (None, problem) if problem else (value, "")


def _problem_with(setting: str, value: object) -> str:
    """Return what is wrong with a number or a text, "" if nothing is."""
    if isinstance(value, int) and value < 0:
        return "must not be negative; the default is used."
    if setting == "backup_also" and value and not Path(str(value)).expanduser().is_absolute():
        return "must be a whole path, like ~/Sync/crm; it was ignored."
    choices = _CHOICES.get(setting, ())
    if choices and value not in choices:
        return f"must be one of {', '.join(filter(None, choices))}; the default is used."
    return ""


def _wrong_type(wanted: type, value: object) -> str:
    if wanted is tuple:
        is_list = isinstance(value, list) and all(isinstance(v, str) for v in value)
        return "" if is_list else 'must be a list of words, like ["en", "de"]; the default is used.'
    if type(value) is not wanted:
        return f"must be {'a number' if wanted is int else 'text'}; the default is used."
    return ""


def _read_languages(codes: list[str]) -> tuple[object, str]:
    known = _LANGUAGES.split()
    bad = [code for code in codes if code not in known]
    if not bad:
        return tuple(codes), ""
    near = "".join(_did_you_mean(code, known) for code in bad[:1])
    good = tuple(code for code in codes if code in known)
    return good, f"contains “{'”, “'.join(bad)}”, which is not a known language.{near}"


def _read_country(code: str) -> tuple[object, str]:
    if not code or code.upper() in _COUNTRIES.split():
        return code.upper(), ""
    hint = " Did you mean GB?" if code.upper() == "UK" else ""
    return None, f"must be the two letters of a country, like DE; the default is used.{hint}"


def _read_currency(code: str) -> tuple[object, str]:
    if not code or currencies.is_currency(code.upper()):
        return code.upper(), ""
    near = _did_you_mean(code.upper(), currencies.CODES.split())
    return None, f"must be the three letters of a currency, like EUR; it was ignored.{near}"


_READERS: dict[str, Callable[[Any], tuple[object, str]]] = {
    "languages": _read_languages,
    "country": _read_country,
    "currency": _read_currency,
}


def _did_you_mean(typed: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # slower than all the rest of this file

    near = get_close_matches(typed, known, n=1)
    return f" Did you mean {name_in_file(near[0])}?" if near else ""


# ── line numbers ─────────────────────────────────────────────────────────────────────────

_HEADER = r"\s*\[\s*([\w.\"-]+)\s*\]"
_SETTING = r"\s*([\w.\"' -]+?)\s*="


def _lines(text: str) -> dict[str, int]:
    """Return the line of every name that is set, with its table: `say.open`."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, setting = re.match(_HEADER, line), re.match(_SETTING, line)
        if header:
            table = header[1].replace('"', "")
            found.setdefault(table, number)
            table += "."
        elif setting:
            name = re.sub("[\"' ]", "", setting[1])
            found.setdefault(name_in_file(table + name), number)
    return found


def _place(key: str, lines: dict[str, int]) -> int:
    return lines.get(key) or lines.get(key.partition(".")[0], 1)


def _not_toml(problem: str, text: str, name: str) -> str:
    """Return what is wrong with a file that is not valid TOML, with its line if known."""
    match = re.search(r" ?\(at (?:line (\d+), column \d+|end of document)\)", problem)
    if match is None:
        return f"{name} is not TOML: {problem}. The defaults are used."
    line = match[1] or len(text.splitlines()) or 1
    reason = problem.replace(match[0], "")
    return f"{name}:{line}: not TOML: {reason}. The defaults are used."
