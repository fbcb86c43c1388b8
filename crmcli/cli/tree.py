"""The whole command tree as plain data: what completion, the reference and the manual read.

Importing all commands costs more than a completion may, so the tree is kept in ``tree.json``:
``make reference`` writes it, and a test fails when it is not up to date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer._click.core import Command, Context
from typer.core import TyperArgument, TyperOption

from crmcli import config
from crmcli.cli import common, main
from crmcli.cli.nouns import ENTRIES
from crmcli.cli.topics import TOPICS
from crmcli.commands import kit
from crmcli.views.base import columns_of
from crmcli.views.nouns import NOUNS

FILE = Path(__file__).with_name("tree.json")
NOUN_OF = {
    "owner": "operator", "salesperson": "operator", "handler": "operator", "manager": "operator",
    "method": "payment-method", "account": "receiving-account", "category": "contact-category",
    "type": "customer-type", "customer_type": "customer-type",
    "personnel_type": "personnel-type", "template": "followup-template",
    "reports_to": "contact", "receipt": "payment", "line": "product", "gift": "product",
}  # fmt: skip
"""Options that are not called by the noun that they name."""
DOCUMENTS = ("followup", "order", "payment", "opening")
FIXED = {
    "format": "choice:" + "|".join(config.FORMATS),
    "encoding": "choice:" + "|".join(config.ENCODINGS),
    "lang": "choice:en|zh_CN",
    "out": "file:",
    "file": "file:",
    "db": "file:",
    "folder": "file:",
}


PLACES = ("FILE", "DIR", "SOURCE", "TARGET")
"""Parameters with such a value name a place: a file, a folder or a store."""


def whole() -> dict[str, Any]:
    """The tree: each word with its help and either its verbs or its arguments and options."""
    group = main.root()
    context = typer.Context(group, info_name="crm")
    tree = _node(group, context, [])
    tree["common"] = {n: _option(option, []) for option in common.options() for n in _names(option)}
    return tree


def commands(tree: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every command of the tree that can be run, with the words that name it."""
    if "verbs" not in tree:
        return [(path, tree)]
    return [one for word, node in tree["verbs"].items() for one in commands(node, (*path, word))]


def _node(command: Command, context: Context, path: list[str]) -> dict[str, Any]:
    if hasattr(command, "list_commands"):
        verbs = {}
        for name in command.list_commands(context):
            verb = command.get_command(context, name)  # type: ignore[attr-defined]
            below = typer.Context(verb, info_name=name, parent=context)
            verbs[name] = _node(verb, below, [*path, name])
            if not path:
                verbs[name]["help"] = ENTRIES[name].help
        return {"help": command.help or "", "verbs": verbs}
    shared = {id(option) for option in common.options()}
    own = [p for p in command.params if id(p) not in shared and p.name != "help"]
    rows = getattr(command.callback, kit.ROWS, None) or ()
    return {
        "help": command.help or "",
        "arguments": [
            [a.metavar or str(a.name).upper(), _kind(a, path), a.help or "", a.required]
            for a in own
            if isinstance(a, TyperArgument)
        ],
        "options": {
            n: _option(o, path) for o in own if isinstance(o, TyperOption) for n in _names(o)
        },
        "common": [n for o in common.options() if o in command.params for n in _names(o)],
        "columns": list(dict.fromkeys(c.key for row in rows for c in columns_of(row))),
    }


def _names(option: TyperOption) -> list[str]:
    return [*sorted(option.opts, key=len, reverse=True)[:1], *option.secondary_opts]


def _option(option: TyperOption, path: list[str]) -> list[Any]:
    """What it takes (``None``: nothing), its help, and whether it must be given."""
    kind = None if option.is_flag else _kind(option, path)
    return [kind, option.help or "", bool(option.required)]


def _kind(parameter: TyperArgument | TyperOption, path: list[str]) -> str:
    name, metavar = str(parameter.name), parameter.metavar or ""
    if name in FIXED:
        return FIXED[name]
    if metavar in PLACES:
        return "file:"
    if metavar in ("DATE", "PERIOD"):
        return "date:"
    if name in ("columns", "sort"):
        return f"{name}:"
    if name == "noun" and path[0] in ("log", "history"):
        return "choice:" + "|".join(NOUNS)
    if "|" in metavar or metavar == "day":
        return f"choice:{metavar}"
    if metavar == "TOPIC":
        return "topic:" + "|".join((*ENTRIES, *TOPICS))
    noun = _noun(name, metavar, path)
    return f"noun:{noun}" if noun else ""


def _noun(name: str, metavar: str, path: list[str]) -> str | None:
    """The noun whose records the parameter names; ``?`` is the one that stands before it."""
    if path == ["init"]:
        return None
    if path == ["history"] and name == "key":
        return "?"
    if metavar.startswith("PRODUCT"):
        return "product"
    if name in ("parent", "key") and metavar == "CODE":
        return "-".join(path[:2]) if path[:2] == ["followup", "template"] else _first(path)
    if name in ("number", "source") and metavar.startswith("NUMBER"):
        return {"revision": "approval"}.get(path[0], path[0])
    if name == "noun":
        return "number-rule" if path[0] == "number-rule" else None
    if metavar == "SETTING" or path == ["alias", "remove"]:
        return {"config": "config", "setting": "setting", "alias": "alias"}.get(path[0])
    if name == "code" and path == ["login"]:
        return "operator"
    if metavar.startswith(("CODE", "NUMBER", "CUSTOMER")) and name not in ("quantity", "staff"):
        known = NOUN_OF.get(name, name)
        return known if known in NOUNS else None
    return None


def _first(path: list[str]) -> str | None:
    return path[0] if path[0] in NOUNS else None
