"""A person's own settings file: read as it is, changed without losing comments and order."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

from crmcli import config, i18n
from crmcli.errors import DuplicateError, InvalidError, NotFoundError, StoreError, suggestion
from crmcli.i18n import _
from crmcli.views.personal import MEANINGS, AliasRow, ConfigRow, OriginRow

ALIASES = config.ALIASES
FIT = re.compile(r"[^\W_][\w-]*")


def find() -> list[OriginRow]:
    """Every personal setting that is in force, and where it comes from."""
    return [_row(key) for key in config.USER_KEYS]


def show(key: str) -> OriginRow:
    """One personal setting.

    Raises:
        NotFoundError: there is none of that name.
    """
    return _row(_known(key))


def edit(key: str, value: str) -> ConfigRow:
    """Set it in the user's own file.

    Raises:
        NotFoundError: there is no such setting.
        InvalidError: a value that cannot be.
    """
    named = _known(key)
    if named == "lang":
        matched = i18n.match(value)
        if matched is None:
            raise config.unknown_language(value)
        value = matched
    if named in config.CHOICES:
        value = config.chosen(named, value)
    if not value.strip() or not value.isprintable():
        raise InvalidError(_("“{}” is not a valid {}").format(value, named), _("Type it again"))
    document = _read()
    document[named] = value
    _write(document)
    return ConfigRow(named, value, _(MEANINGS[named]))


def clear(key: str) -> ConfigRow:
    """Take it out of the user's own file, so that the default holds again.

    Raises:
        NotFoundError: there is no such setting, or it does not stand in the file.
    """
    named = _known(key)
    document = _read()
    if named not in document:
        raise NotFoundError(
            _("{} is not set in {}").format(named, config.user_file()),
            _("See: crm config list --origin"),
        )
    value = str(document.pop(named))
    _write(document)
    return ConfigRow(named, value, _(MEANINGS[named]))


def aliases() -> list[AliasRow]:
    """The person's own commands."""
    return [AliasRow(name, text) for name, text in sorted(config.aliases().items())]


def add_alias(name: str, words: str, *, taken: frozenset[str]) -> AliasRow:
    """Make a command of one's own: ``words`` with ``$1`` for what is given to it.

    Raises:
        InvalidError: a name or words that cannot be.
        DuplicateError: the name is a command already.
    """
    if not FIT.fullmatch(name):
        raise InvalidError(
            _("“{}” is not a valid {}").format(name, _("alias")),
            _("Use letters, digits and dashes"),
        )
    if name in taken or name in config.aliases():
        raise DuplicateError(
            _("“{}” is a command already").format(name),
            _("Give another name, or remove it: crm alias remove {}").format(name),
        )
    try:
        first = shlex.split(words)[:1]
    except ValueError:
        first = []
    if not first or first[0] not in taken:
        raise InvalidError(
            _("“{}” is not a valid {}").format(words, _("command")),
            _("Write it without crm, like: customer list --level A"),
        )
    document = _read()
    document.setdefault(ALIASES, tomlkit.table())[name] = words
    _write(document)
    return AliasRow(name, words)


def remove_alias(name: str) -> AliasRow:
    """Forget a command of one's own.

    Raises:
        NotFoundError: there is none of that name.
    """
    document = _read()
    own = document.get(ALIASES, {})
    if name not in own:
        raise NotFoundError(
            _("No {} “{}”").format(_("alias"), name), _("See them all: crm alias list")
        )
    words = str(own.pop(name))
    _write(document)
    return AliasRow(name, words)


def _row(key: str) -> OriginRow:
    settings = config.current()
    value: Any = getattr(settings, key)
    origin = settings.origin.get(key)
    if key == "db" and value is None:
        value = config.default_store()
    return OriginRow(key, None if value is None else str(value), _(MEANINGS[key]), _origin(origin))


def _origin(origin: str | None) -> str:
    words = {
        None: _("default"),
        "flag": _("option"),
        "environment": _("environment"),
        "locale": _("locale"),
    }
    return words.get(origin) or str(origin)


def _known(key: str) -> str:
    wanted = key.strip().casefold().replace("-", "_")
    if wanted not in config.USER_KEYS:
        raise NotFoundError(
            _("No {} “{}”").format(_("setting"), key),
            suggestion(key, config.USER_KEYS),
        )
    return wanted


def _read() -> TOMLDocument:
    path = config.user_file()
    return tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()


def _write(document: TOMLDocument) -> None:
    if config.current().dry_run:
        return
    path = config.user_file()
    target = path.resolve() if path.is_symlink() else path
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create(beside, tomlkit.dumps(document))
        beside.replace(target)
    except OSError as error:
        raise StoreError(
            _("Cannot write {}: {}").format(path, error.strerror), _("Choose another place")
        ) from None


def _create(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
