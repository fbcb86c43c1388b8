"""Help pages: translated when shown, aligned by display width, folded to the terminal."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable

from typer._click.core import Command, Context, Parameter
from typer.core import TyperArgument, TyperOption

from crmcli.cli import common, placeholders
from crmcli.cli.nouns import ENTRIES
from crmcli.cli.topics import TOPICS, Topic
from crmcli.i18n import _, listed

NARROWEST, WIDEST = 40, 100
INDENT = "  "
LONGEST_TERM = 30
OPENING, CLOSING = "（“《", "，。、；：！？）”》…"
"""Punctuation that no line may end or begin with (GB/T 15834)."""


def root_page(command: Command, ctx: Context) -> str:
    """Every noun by section."""
    parts = [
        _fold(_("crm: customers, orders and receipts in the terminal"), _width()),
        _("Usage: {}").format("crm " + placeholders.shown("NOUN VERB …")),
    ]
    for section in dict.fromkeys(entry.section for entry in ENTRIES.values()):
        rows = [(n, _(e.help)) for n, e in ENTRIES.items() if e.section == section]
        parts.append(_section(_(section), rows))
    shared = {id(option) for option in common.options()}
    parameters = [p for p in command.get_params(ctx) if id(p) not in shared]
    parts.append(_section(_("Options"), _options(parameters)))
    parts.append(_section(_("Common options"), _options(common.options())))
    parts.append(
        _hanging(_("More on each: crm NOUN --help, crm NOUN VERB --help, crm help TOPIC"))
        + "\n"
        + _hanging(_("Topics: {}").format(listed(_named(name) for name in TOPICS)))
    )
    return "\n\n".join(parts) + "\n"


def _named(topic: str) -> str:
    """A topic's name, with its title where that is in another language."""
    title = _(TOPICS[topic].title)
    return topic if title == TOPICS[topic].title else f"{topic}（{title}）"


def group_page(group: Command, ctx: Context) -> str:
    """A noun's verbs."""
    verbs = []
    for name in group.list_commands(ctx):  # type: ignore[attr-defined]
        verb = group.get_command(ctx, name)  # type: ignore[attr-defined]
        verbs.append((name, _text(verb.help)))
    parts = [
        _fold(_title(group, ctx), _width()),
        _("Usage: {}").format(f"{ctx.command_path} {placeholders.shown('VERB')} …"),
        _section(_("Verbs"), verbs),
        _hanging(_("More on each: {} VERB --help").format(ctx.command_path)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(group: Command, ctx: Context) -> str:
    """What a noun is about: as the first page says it."""
    noun = ctx.command_path.split()[1:]
    return _(ENTRIES[noun[0]].help) if len(noun) == 1 else _text(group.help)


def command_page(command: Command, ctx: Context) -> str:
    """A verb's arguments and options, its own before the common ones."""
    shared = {id(option) for option in common.options()}
    parameters = command.get_params(ctx)
    arguments = [p for p in parameters if isinstance(p, TyperArgument)]
    own = [p for p in parameters if isinstance(p, TyperOption) and id(p) not in shared]
    rest = [p for p in parameters if id(p) in shared]
    is_help = [p for p in own if p.name == "help"]
    own = [p for p in own if p.name != "help"]
    parts = [
        _fold(_text(command.help), _width()),
        _hanging(_("Usage: {}").format(_usage(ctx, arguments, own))),
        _section(_("Arguments"), [(_metavar(p), _text(p.help)) for p in arguments]),
        _section(_("Options"), _options(own)),
        _section(_("Common options"), _options([*rest, *is_help])),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def topic_page(topic: Topic) -> str:
    """What is told about a topic."""
    parts = [_fold(_(topic.text), _width()), _section(_(topic.title), topic.rows())]
    return "\n\n".join(parts) + "\n"


def label(parameter: TyperArgument | TyperOption) -> str:
    """What a person is asked for when the value is missing."""
    return _text(parameter.help) or str(parameter.name)


def _text(message: str | None) -> str:
    """A help text in the language in force; the empty key would be the catalogue's own header."""
    return _(message) if message else ""


def _usage(ctx: Context, arguments: list[TyperArgument], own: list[TyperOption]) -> str:
    words = [ctx.command_path]
    words += [_metavar(a) if a.required else f"[{_metavar(a)}]" for a in arguments]
    words += [f"{o.opts[-1]} {_metavar(o)}" for o in own if o.required]
    return " ".join([*words, placeholders.shown("[OPTIONS]")])


def _metavar(parameter: Parameter) -> str:
    metavar = getattr(parameter, "metavar", None)
    many = (
        " …"
        if getattr(parameter, "nargs", 1) == -1 or getattr(parameter, "multiple", False)
        else ""
    )
    return placeholders.shown(metavar or str(parameter.name).upper().replace("_", "-")) + many


def _options(parameters: Iterable[Parameter]) -> list[tuple[str, str]]:
    rows = []
    for option in parameters:
        if not isinstance(option, TyperOption) or option.hidden:
            continue
        names = ", ".join(sorted(option.opts, key=len))
        if option.secondary_opts:
            names += " / " + ", ".join(option.secondary_opts)
        if not option.is_flag:
            names += f" {_metavar(option)}"
        text = _text(option.help)
        if option.name == "help":
            text = _("Show this page")
        if option.required:
            text = _("{} (required)").format(text)
        rows.append((names, text))
    return rows


def _hanging(text: str) -> str:
    return _fold(text, _width() - len(INDENT)).replace("\n", f"\n{INDENT}")


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    width = _width()
    limit = min(LONGEST_TERM, width // 2)
    longest = max((_columns(t) for t, _text in rows if _columns(t) <= limit), default=limit)
    lines = [_("{}:").format(title)]
    for term, text in rows:
        folded = _fold(text, width - longest - len(INDENT) * 2).split("\n")
        if _columns(term) > longest:
            lines.append(INDENT + term)
            head = " " * longest
        else:
            head = term + " " * (longest - _columns(term))
        lines.append(f"{INDENT}{head}{INDENT}{folded[0]}".rstrip())
        lines += [" " * (longest + len(INDENT) * 2) + line for line in folded[1:]]
    return "\n".join(lines)


def _width() -> int:
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))


def _columns(text: str) -> int:
    """The display width: wide characters count two (UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fold(text: str, width: int) -> str:
    """Break lines between words, and between Chinese characters anywhere."""
    lines, line = [], ""
    for word in _words(text):
        if line and _columns(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    lines.append(line.rstrip())
    return "\n".join(lines)


def _words(text: str) -> list[str]:
    """What may not be broken: words with their space, wide characters with what clings to them."""
    words, word = [], ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        breaks = wide or (word and word[-1] in CLOSING)
        if breaks and word and character not in CLOSING and word[-1] not in OPENING:
            words.append(word)
            word = ""
        word += character
        if character == " ":
            words.append(word)
            word = ""
    return [*words, word] if word else words
