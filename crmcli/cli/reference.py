"""The manual page and the reference, from the tree and the topics, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crmcli import __version__
from crmcli.cli import placeholders
from crmcli.cli import tree as trees
from crmcli.cli.topics import TOPICS
from crmcli.i18n import _

Options = list[tuple[str, str]]
WORDS = {"date": "DATE", "file": "FILE", "columns": "KEYS", "sort": "KEYS"}


def markdown() -> str:
    """The reference: every command with its arguments and options, then the topics."""
    tree = trees.whole()
    lines = [f"# {_('Reference')}", "", _("Made from the program itself: crm help COMMAND."), ""]
    for path, node in trees.commands(tree):
        lines += [f"## crm {' '.join(path)}", "", _text(node["help"]), ""]
        lines += ["```", _usage(path, node), "```", ""]
        rows = [*_arguments(node), *_options(node["options"])]
        lines += [f"- `{term}` {text}".rstrip() for term, text in rows] + [""] * bool(rows)
    lines += [f"## {_('Common options')}", ""]
    lines += [f"- `{term}` {text}".rstrip() for term, text in _options(tree["common"])] + [""]
    for topic in TOPICS.values():
        lines += [f"## {_(topic.title)}", "", _(topic.text), ""]
        lines += [f"- `{term}` {text}" for term, text in topic.rows()] + [""]
    return "\n".join(lines).rstrip() + "\n"


def manual() -> str:
    """The manual page in roff, as man(7) describes it."""
    tree = trees.whole()
    about = _("customers, orders and receipts in the terminal")
    parts = [
        f'.TH CRM 1 "" "crm {__version__}" ""',
        ".SH NAME",
        _roff(f"crm - {about}"),
        ".SH SYNOPSIS",
        r".B crm \fINOUN\fR \fIVERB\fR [\fIARGUMENTS\fR] [\fIOPTIONS\fR]",
        f".SH {_quoted(_('Commands'))}",
    ]
    for path, node in trees.commands(tree):
        parts += [f".SS {_quoted('crm ' + ' '.join(path))}", _roff(_text(node["help"])), ".PP"]
        parts += [_roff(_usage(path, node))]
        parts += _terms([*_arguments(node), *_options(node["options"])])
    parts += [f".SH {_quoted(_('Common options'))}", *_terms(_options(tree["common"]))]
    for topic in TOPICS.values():
        parts += [f".SH {_quoted(_(topic.title))}", _roff(_(topic.text)), *_terms(topic.rows())]
    return "\n".join(parts) + "\n"


def _text(message: str) -> str:
    return _(message) if message else ""


def _usage(path: tuple[str, ...], node: dict[str, Any]) -> str:
    names = [(placeholders.shown(one[0]), one[3]) for one in node["arguments"]]
    words = [name if must else f"[{name}]" for name, must in names]
    words += [f"{n} {_value(o)}" for n, o in node["options"].items() if o[2]]
    return " ".join(["crm", *path, *words, placeholders.shown("[OPTIONS]")])


def _arguments(node: dict[str, Any]) -> Options:
    return [(placeholders.shown(one[0]), _text(one[2])) for one in node["arguments"]]


def _options(options: dict[str, list[Any]]) -> Options:
    return [(f"{name} {_value(one)}".strip(), _text(one[1])) for name, one in options.items()]


def _value(option: list[Any]) -> str:
    """What an option takes."""
    if option[0] is None:
        return ""
    what, _colon, rest = str(option[0]).partition(":")
    if what == "choice":
        return rest
    return placeholders.shown("CODE" if what == "noun" else WORDS.get(what, "VALUE"))


def _terms(rows: Options) -> Iterator[str]:
    for term, text in rows:
        yield ".TP"
        yield f".B {_roff(term)}"
        yield _roff(text) if text else r"\&"


def _roff(text: str) -> str:
    """``text`` with nothing in it that roff would take for a command."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)


def _quoted(text: str) -> str:
    return '"' + _roff(text).replace('"', r"\(dq") + '"'
