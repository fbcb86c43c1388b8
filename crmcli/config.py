"""Personal settings: flag > environment > ``./.crm.toml`` > user file > default.

The company's own settings (currency, zone, numbering) live in the store, not here. A file found in
the working folder may set only what cannot hurt: store, language and format.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmcli import i18n
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import N_, _, listed

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

MONEY_UNITS = ("yuan", "wan")
FORMATS = ("table", "plain", "json", "jsonl", "csv", "tsv", "markdown", "xlsx")
HEADINGS = ("key", "en", "zh")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
FOLDER_FILE = ".crm.toml"
FOLDER_KEYS = ("db", "lang", "format")
USER_KEYS = (*FOLDER_KEYS, "operator", "money_unit", "headings", "encoding", "pager")
ALIASES = "alias"
"""The table of a person's own commands in the user file."""
CHOICES = {
    "format": (FORMATS, N_("Unknown format “{}”")),
    "money_unit": (MONEY_UNITS, N_("Unknown unit “{}”")),
    "headings": (HEADINGS, N_("Unknown headings “{}”")),
    "encoding": (ENCODINGS, N_("Unknown encoding “{}”")),
}
"""Settings with fixed values, and what is said of another value."""
SYNONYMS = {
    "format": {"md": "markdown", "excel": "xlsx", "txt": "plain"},
    "money_unit": {"元": "yuan", "万": "wan", "万元": "wan"},
    "headings": {"英文": "en", "中文": "zh", "zh_cn": "zh"},
    "encoding": {"utf8": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030"},
}
"""What people call some of these values."""


@dataclass(frozen=True)
class Settings:
    """What one command runs with."""

    db: str | None = None
    lang: str = "en"
    format: str | None = None
    out: str | None = None
    columns: tuple[str, ...] = ()
    quiet: bool = False
    yes: bool = False
    no_input: bool = False
    dry_run: bool = False
    operator: str | None = None
    money_unit: str = MONEY_UNITS[0]
    headings: str | None = None
    encoding: str | None = None
    safe: bool = False
    pager: str | None = None
    no_pager: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)
    """What the command was given, by the names of its own options."""
    command: str = ""
    trusted: bool = False
    """Only the program itself says so: the operator needs no proof (the sample company)."""
    origin: Mapping[str, str] = field(default_factory=dict)

    @property
    def json_errors(self) -> bool:
        """Whether errors are written as JSON too."""
        return self.format in ("json", "jsonl")


_current: ContextVar[Settings | None] = ContextVar("settings", default=None)


def current() -> Settings:
    """The settings in force."""
    return _current.get() or Settings()


@contextmanager
def using(settings: Settings) -> Iterator[Settings]:
    """Put ``settings`` and their language in force for the length of the block."""
    before = i18n.language()
    token = _current.set(settings)
    i18n.use(settings.lang)
    try:
        yield settings
    finally:
        _current.reset(token)
        i18n.use(before)


def resolve(flags: Mapping[str, Any]) -> Settings:
    """Merge the flags given (``None`` = not given) with environment, files and defaults.

    Raises:
        InvalidError: an unknown language or format, or a file that is not valid.
    """
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for source, found in (
        (_user_file, _read_toml(user_file(), USER_KEYS)),
        (lambda: FOLDER_FILE, _read_toml(Path(FOLDER_FILE), FOLDER_KEYS)),
        (lambda: "environment", _environment()),
        (lambda: "flag", {k: v for k, v in flags.items() if v not in (None, ())}),
    ):
        for key, value in found.items():
            values[key] = value
            origin[key] = source()
    if "lang" in values:
        language = i18n.match(str(values["lang"]))
        if language is None:
            i18n.use(i18n.match(os.environ.get("CRM_LANG", "")) or _locale_language())
            raise unknown_language(values["lang"])
        values["lang"] = language
    else:
        values["lang"] = _locale_language()
        origin["lang"] = "locale"
    i18n.use(values["lang"])
    for key in CHOICES:
        if values.get(key) is not None:
            values[key] = chosen(key, values[key])
    return replace(Settings(), **values, origin=origin)


def unknown_language(given: str) -> InvalidError:
    """The error for a language that nothing is translated into."""
    return InvalidError(
        _("Unknown language “{}”").format(given),
        _("Known are: {}").format(listed(i18n.LANGUAGES)),
    )


def aliases() -> dict[str, str]:
    """The person's own commands: name and what it stands for.

    Raises:
        InvalidError: the user file is not valid.
    """
    return {str(name): str(words) for name, words in _toml(user_file()).get(ALIASES, {}).items()}


def chosen(key: str, value: Any) -> str:
    """The value of the setting ``key`` that is meant.

    Raises:
        InvalidError: none; near ones are in the hint.
    """
    known, message = CHOICES[key]
    given = str(value).strip().casefold()
    meant = SYNONYMS[key].get(given, given)
    if meant not in known:
        raise InvalidError(_(message).format(value), suggestion(given, known))
    return meant


def user_file() -> Path:
    """The personal settings file."""
    return _folders().user_config_path / "config.toml"


def state_dir() -> Path:
    """The folder of what lasts between commands: who is logged in where."""
    return _folders().user_state_path


def default_store() -> Path:
    """The store when none is named: a file in the user's data folder."""
    return _folders().user_data_path / "crm.db"


def _folders() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs("crm", appauthor=False)


def _user_file() -> str:
    return str(user_file())


def _environment() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in USER_KEYS:
        variable = f"CRM_{key.upper()}"
        if os.environ.get(variable):
            found[key] = os.environ[variable]
    return found


def _locale_language() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return i18n.match(value) or "en"
    return "en"


def _read_toml(path: Path, allowed: tuple[str, ...]) -> dict[str, Any]:
    """The settings in a file; a table of aliases in the user's own is left aside."""
    found = _toml(path)
    if allowed is USER_KEYS and isinstance(found.get(ALIASES), dict):
        del found[ALIASES]
    for key, value in found.items():
        if key not in allowed:
            raise InvalidError(
                _("{} may not set “{}”").format(path, key),
                _("It may set: {}").format(listed(allowed)),
            )
        if not isinstance(value, str):
            raise InvalidError(
                _("“{}” in {} must be a text").format(key, path), _("Put it in quotes")
            )
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise InvalidError(
            _("{} cannot be read: {}").format(path, error.strerror),
            _("Correct the file or remove it"),
        ) from None
    except UnicodeDecodeError:
        raise InvalidError(
            _("{} is not UTF-8").format(path), _("Correct the file or remove it")
        ) from None
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidError(
            _("{} is not valid TOML: {}").format(path, error), _("Correct the file or remove it")
        ) from None
