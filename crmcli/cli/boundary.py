"""The one place where exceptions become lines on stderr and exit codes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from difflib import get_close_matches

from typer._click import exceptions as click
from typer.exceptions import Abort, Exit

from crmcli.cli import placeholders
from crmcli.cli.help import label
from crmcli.errors import CrmError, InvalidError, StoreError
from crmcli.i18n import _, listed
from crmcli.output import talk

INTERRUPTED = 130
QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")
BRACKETED = re.compile(r"argument\(s\) \((.*)\)")


def guarded(run: Callable[[], object]) -> int:
    """Run a command and return its exit code; what went wrong is one line, never a traceback."""
    try:
        code = run()
        sys.stdout.flush()
    except CrmError as error:
        return _fail(error)
    except click.NoArgsIsHelpError as error:
        sys.stdout.write(error.format_message() + "\n")
        return 0
    except click.UsageError as error:
        return _fail(_usage(error))
    except Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, Abort, EOFError):
        talk.say(_("Interrupted; the change was saved") if _saved() else _("Interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except OSError as error:
        return _fail(_system(error))
    except Exception as error:
        if os.environ.get("CRM_DEBUG") == "1":
            raise
        text = f"{type(error).__name__}: {error}".splitlines()[0]
        return _fail(
            CrmError(
                _("This is a defect of crm: {}").format(text),
                _("CRM_DEBUG=1 shows where; please report it"),
            )
        )
    return code if isinstance(code, int) else 0


def _system(error: OSError) -> StoreError:
    hint = _("The change itself was saved") if _saved() else None
    if error.filename is not None:
        return StoreError(f"{error.filename}: {error.strerror}", hint)
    _drop_stdout()
    return StoreError(_("Cannot write the output: {}").format(error.strerror), hint)


def _saved() -> bool:
    """Whether the command had committed; asked of the unit of work only where one was opened."""
    work = sys.modules.get("crmcli.db.work")
    return work is not None and bool(work.committed())


def _fail(error: CrmError) -> int:
    if os.environ.get("CRM_DEBUG") == "1":
        raise error
    talk.complain(error)
    return error.exit_code


def _drop_stdout() -> None:
    """Keep the interpreter from flushing into a closed pipe or a full disk when it ends."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a descriptor is needed
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _usage(error: click.UsageError) -> InvalidError:
    """Typer's usage errors have no translations: they are said anew."""
    path = error.ctx.command_path if error.ctx else "crm"
    see = _("See: {} --help").format(path)
    if isinstance(error, click.MissingParameter):
        return InvalidError(_("Missing: {}").format(_name(error)), see)
    if isinstance(error, click.BadParameter):
        quoted = QUOTED.search(error.message)
        value = quoted.group(1) if quoted else error.message
        return InvalidError(_("“{}” is not a valid {}").format(value, _name(error)), see)
    if isinstance(error, click.NoSuchOption):
        known = [name for name in error.possibilities or () if name != "--help"]
        near = get_close_matches(error.option_name, known, cutoff=0.7)
        hint = _("Did you mean: {}?").format(listed(near)) if near else see
        return InvalidError(_("Unknown option “{}”").format(error.option_name), hint)
    if isinstance(error, click.BadOptionUsage):
        if "does not take a value" in error.message:
            return InvalidError(_("“{}” takes no value").format(error.option_name), see)
        return InvalidError(_("“{}” needs a value").format(error.option_name), see)
    extra = BRACKETED.search(error.message)
    if extra and "unexpected" in error.message:
        return InvalidError(_("Too many arguments: {}").format(extra.group(1)), see)
    if "Missing command" in error.message:
        return InvalidError(_("A verb is missing"), see)
    return InvalidError(error.format_message(), see)


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return str(error.param_hint or "")
    if parameter.param_type_name == "option":
        return str(parameter.opts[-1])
    metavar = getattr(parameter, "metavar", None)
    return placeholders.shown(metavar) if metavar else label(parameter)  # type: ignore[arg-type]
