"""The only reader of the clock. ``CRM_NOW`` fixes it, for tests and reproducible reports."""

from __future__ import annotations

import datetime as dt
import os
import time
from zoneinfo import ZoneInfo

from crmcli.errors import InvalidError
from crmcli.i18n import _

EARLIEST, LATEST = 1900, 9000


def now() -> dt.datetime:
    """The present instant, in UTC.

    ``CRM_NOW`` (ISO 8601; without an offset it is UTC) replaces it.

    Raises:
        InvalidError: ``CRM_NOW`` is not an instant.
    """
    fixed = os.environ.get("CRM_NOW")
    if not fixed:
        return dt.datetime.now(dt.UTC)
    try:
        instant = dt.datetime.fromisoformat(fixed)
        if instant.tzinfo is not None:
            instant = instant.astimezone(dt.UTC)
        if not EARLIEST <= instant.year <= LATEST:
            raise ValueError(fixed)
    except (ValueError, OverflowError):
        raise InvalidError(
            _("CRM_NOW is not an instant: “{}”").format(fixed),
            _("Write it like 2026-03-01T09:00:00+08:00"),
        ) from None
    return instant.replace(tzinfo=dt.UTC)


def is_set() -> bool:
    """Whether ``CRM_NOW`` fixes the clock."""
    return bool(os.environ.get("CRM_NOW"))


def latest() -> dt.datetime:
    """What log-ins expire by: ``CRM_NOW`` can only be later than the machine's clock."""
    return max(now(), real())


def real() -> dt.datetime:
    """The machine's clock, whatever ``CRM_NOW`` says: what guards log-ins goes by it."""
    return dt.datetime.now(dt.UTC)


def wait(seconds: float) -> None:
    """Let so many seconds pass."""
    time.sleep(seconds)


def today(zone: str) -> dt.date:
    """The present business date in the company's zone (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


_shown = ["UTC"]


def show_in(zone: str) -> None:
    """From now on instants are shown in the company's ``zone``, by every thread and task."""
    _shown[0] = zone


def display_zone() -> ZoneInfo:
    """The zone that instants are shown in."""
    return ZoneInfo(_shown[0])
