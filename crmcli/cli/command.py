"""Commands and groups: common options, asking for what is missing, nouns loaded when named."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from typing import Any

import typer
from typer._click.core import Command, Context
from typer._click.exceptions import MissingParameter
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from crmcli import config, output
from crmcli.cli import common
from crmcli.cli import help as help_pages
from crmcli.cli.nouns import ENTRIES
from crmcli.cli.topics import TOPICS
from crmcli.commands import kit
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.output import asking

GIVEN = "crm.given"


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
            except MissingParameter as missing:
                parameter = missing.param
                if not asking.possible() or not isinstance(parameter, TyperArgument | TyperOption):
                    raise
                given += _asked(parameter)

    def invoke(self, ctx: Context) -> Any:
        """Run with the settings that the common options ask for."""
        settings = config.resolve(common.flags(ctx.meta[GIVEN]))
        with config.using(settings):
            if settings.dry_run and getattr(self.callback, kit.KIND, None) != "write":
                raise InvalidError(
                    _("{} cannot be previewed").format(ctx.command_path), _("Leave out --dry-run")
                )
            rows = getattr(self.callback, kit.ROWS, None)
            if rows is not None:
                output.check(*rows)
            return super().invoke(ctx)

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


def _asked(parameter: TyperArgument | TyperOption) -> list[str]:
    label = help_pages.label(parameter)
    value = ""
    while not value.strip():
        value = asking.ask(label)
    if isinstance(parameter, TyperOption):
        return [parameter.opts[-1], value]
    return [value]


class CrmGroup(TyperGroup):
    """A noun: its verbs, and near misses for an unknown one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common.options()

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse; the common options may stand before the noun and the verb too."""
        rest = super().parse_args(ctx, args)
        _set_aside(self, ctx)
        return rest

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
            raise _unknown(name, self.list_commands(ctx), ctx.command_path)
        return name, command, args[1:]

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The help page, by display width."""
        formatter.write(help_pages.group_page(self, ctx))


def _unknown(name: str, known: list[str], path: str) -> InvalidError:
    near = get_close_matches(name, known, n=3)
    hint = (
        _("Did you mean: {}?").format(", ".join(near)) if near else _("See: {} --help").format(path)
    )
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

    def explain(self, ctx: Context, words: list[str], *, man: bool = False) -> None:
        """Print the help page of the command or topic that ``words`` name, or the manual page.

        Raises:
            InvalidError: there is none.
        """
        from crmcli.output import pager

        if man:
            from crmcli.cli import reference

            text = reference.manual()
        elif len(words) == 1 and words[0] in TOPICS:
            text = help_pages.topic_page(TOPICS[words[0]])
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


def load(noun: str) -> Command:
    """The command or group of one noun."""
    module = importlib.import_module(f"crmcli.commands.{ENTRIES[noun].module}")
    app: typer.Typer = module.build(noun) if hasattr(module, "build") else module.app
    return build(app, noun)


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
