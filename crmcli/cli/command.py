"""Commands and groups: common options, asking for what is missing, nouns loaded when named."""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import cache
from typing import Any

import typer
from typer._click.core import Command, Context
from typer._click.exceptions import MissingParameter, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from crmcli import config, output
from crmcli.cli import common, complete, reminding
from crmcli.cli import help as help_pages
from crmcli.cli.nouns import ENTRIES
from crmcli.cli.topics import TOPICS, Topic
from crmcli.commands import kit
from crmcli.errors import InvalidError, nearest
from crmcli.i18n import _, in_all, listed
from crmcli.output import asking

GIVEN = "crm.given"
MOST_SHOWN = 12
"""So many possible values are named when one is asked for."""
SYNONYMS = {
    **dict.fromkeys(("delete", "del", "rm", "erase", "unset", "删除"), ("remove", "unset")),
    **dict.fromkeys(("create", "new", "insert", "新增", "添加"), ("add", "new", "record")),
    **dict.fromkeys(("add",), ("new", "record", "set")),
    **dict.fromkeys(("ls", "all", "find", "search", "query", "列表", "查询"), ("list",)),
    **dict.fromkeys(("view", "get", "info", "cat", "display", "查看"), ("show",)),
    **dict.fromkeys(("update", "change", "modify", "set", "修改"), ("edit", "set", "add")),
}
"""What people call verbs elsewhere, and which of ours they may mean."""


class CrmCommand(TyperCommand):
    """A verb: takes the common options besides its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common.options_for(getattr(self.callback, kit.KIND, None))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse; on a terminal, ask for each required value that is missing."""
        given = list(args)
        while True:
            try:
                rest = super().parse_args(ctx, list(given))
                _set_aside(self, ctx)
                return rest
            except UsageError as error:
                error.ctx = error.ctx or ctx
                parameter = getattr(error, "param", None)
                if not isinstance(error, MissingParameter) or not isinstance(
                    parameter, TyperArgument | TyperOption
                ):
                    raise
                if not asking.possible():
                    raise
                given += _asked(parameter, ctx)

    def invoke(self, ctx: Context) -> Any:
        """Run with the settings that the common options ask for."""
        settings = config.resolve(common.flags(ctx.meta[GIVEN]))
        kind = getattr(self.callback, kit.KIND, None)
        asked = {name: str(value) for name, value in ctx.params.items() if value}
        words = ctx.command_path.partition(" ")[2]
        with config.using(replace(settings, command=words, asked=asked)):
            if settings.dry_run and kind not in kit.CHANGING:
                raise InvalidError(
                    _("{} cannot be previewed").format(ctx.command_path), _("Leave out --dry-run")
                )
            rows = getattr(self.callback, kit.ROWS, None)
            if rows is not None:
                output.check(*rows, preview=settings.dry_run and kind == "write")
            done = super().invoke(ctx)
            reminding.after(words)
            return done

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The help page, by display width."""
        formatter.write(help_pages.command_page(self, ctx))


def _set_aside(command: Command, ctx: Context) -> None:
    """Move the common options given from the command's own parameters to where all are kept."""
    given = ctx.meta.setdefault(GIVEN, {})
    shared = {id(option) for option in common.options()}
    for parameter in command.params:
        if id(parameter) in shared:
            value = ctx.params.pop(str(parameter.name), None)
            if value:
                given[parameter.name] = value


def _asked(parameter: TyperArgument | TyperOption, ctx: Context) -> list[str]:
    label, words = help_pages.label(parameter), ctx.command_path.split()[1:]
    before = [parameter.opts[-1]] if isinstance(parameter, TyperOption) else []
    known = complete.few([*words, *before], MOST_SHOWN)
    value = ""
    while not value.strip():
        value = asking.ask(label, known)
    return [*before, value]


class CrmGroup(TyperGroup):
    """A noun: its verbs, and near misses for an unknown one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common.options()

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse; the common options may stand before the noun and the verb too."""
        if self.default and not {*self.commands, "--help", "-h"} & set(args):
            args = [self.default, *args]
        rest = super().parse_args(ctx, args)
        _set_aside(self, ctx)
        return rest

    default: str | None = None
    """The verb that is meant where none is given."""

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Find the word's command, or say which words are near.

        Raises:
            InvalidError: there is none.
        """
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            if name.startswith("-"):
                self.parse_args(ctx, args)
            raise _unknown(name, self.known(ctx), ctx.command_path)
        return name, command, args[1:]

    def known(self, ctx: Context) -> list[str]:
        """The words that may stand here."""
        return self.list_commands(ctx)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The help page, by display width."""
        formatter.write(help_pages.group_page(self, ctx))


def _unknown(name: str, known: list[str], path: str) -> InvalidError:
    meant = [verb for verb in SYNONYMS.get(name.casefold(), ()) if verb in known]
    near = meant or nearest(name, known)
    hint = _("Did you mean: {}?").format(listed(near)) if near else _("See: {} --help").format(path)
    return InvalidError(_("Unknown command “{}”").format(name), hint)


class RootGroup(CrmGroup):
    """The first level: nouns from the lazy table, imported when they are named."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Every noun, without importing any."""
        return list(ENTRIES)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Import the noun's module and build its commands."""
        if cmd_name not in self.commands and cmd_name in ENTRIES:
            self.commands[cmd_name] = load(cmd_name)
        return self.commands.get(cmd_name)

    def known(self, ctx: Context) -> list[str]:
        """Nouns, and the person's own commands."""
        return [*ENTRIES, *config.aliases()]

    def explain(self, ctx: Context, words: list[str], *, man: bool = False) -> None:
        """Print the help page of the command or topic that ``words`` name, or the manual page.

        Raises:
            InvalidError: there is none.
        """
        from crmcli.output import pager

        if man:
            from crmcli.cli import reference

            text = reference.manual()
        elif len(words) == 1 and (topic := _topic(words[0])) is not None:
            text = help_pages.topic_page(topic)
        else:
            text = self._page(ctx, words)
        with pager.paged() as file:
            file.write(text)

    def _page(self, ctx: Context, words: list[str]) -> str:
        command: Command = self
        for word in words:
            if not isinstance(command, TyperGroup):
                break
            below = command.get_command(ctx, word)
            if below is None:
                known = command.list_commands(ctx) + [*TOPICS] * (command is self)
                raise _unknown(word, known, ctx.command_path)
            command = below
            ctx = type(ctx)(below, info_name=word, parent=ctx)
        return command.get_help(ctx) + "\n"

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The first page."""
        formatter.write(help_pages.root_page(self, ctx))


def _topic(word: str) -> Topic | None:
    """The topic that a word names: its own name, its title, or a part of that in Chinese."""
    wanted = word.strip().casefold()
    for name, topic in TOPICS.items():
        titles = [title.casefold() for title in in_all(topic.title)]
        if wanted in (name, *titles) or (not wanted.isascii() and any(wanted in t for t in titles)):
            return topic
    return None


@cache
def load(noun: str) -> Command:
    """The command or group of one noun, built once a process."""
    module = importlib.import_module(f"crmcli.{ENTRIES[noun].room}.{ENTRIES[noun].module}")
    app: typer.Typer = module.build(noun) if hasattr(module, "build") else module.app
    command = build(app, noun)
    if isinstance(command, CrmGroup):
        command.default = getattr(module, "DEFAULT", None)
    return command


def build(app: typer.Typer, name: str) -> Command:
    """Turn a Typer app into commands of our classes."""
    _use_ours(app)
    alone = len(app.registered_commands) == 1 and app.registered_commands[0].name == name
    built = typer.main.get_command(app) if alone else typer.main.get_group(app)
    built.name = name
    return built


def _use_ours(app: typer.Typer) -> None:
    for info in app.registered_commands:
        info.cls = CrmCommand
    app.info.cls = CrmGroup
    for group in app.registered_groups:
        group.cls = CrmGroup
        if group.typer_instance is not None:
            _use_ours(group.typer_instance)
