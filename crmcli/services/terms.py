"""Payment terms 账期: when an order is due.

``cash`` is due on the day of the order, ``30d`` that many days later, ``month-end`` on the last day
of the order's month, ``month-end+30`` that many days after it (月结 30 天).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import texts
from crmcli.views.base import Ref

CASH = frozenset({"cash", "现结", "现款", "货到付款"})
NET = re.compile(r"(?:net ?)?([0-9]{1,3}) ?(?:d|days|天|日)?")
MONTH_END = re.compile(r"(?:month-end|eom|月结)(?: ?\+? ?([0-9]{1,3}) ?(?:d|days|天|日)?)?")


def clean(_work: Work, given: str, name: str) -> str:
    """The terms in the one form in which they are stored.

    Raises:
        InvalidError: not such terms.
    """
    text = texts.narrow(given).casefold()
    if text in CASH:
        return "cash"
    month_end = MONTH_END.fullmatch(text)
    if month_end:
        days = int(month_end.group(1) or 0)
        return f"month-end+{days}" if days else "month-end"
    net = NET.fullmatch(text)
    if net:
        return f"{int(net.group(1))}d" if int(net.group(1)) else "cash"
    raise InvalidError(
        _("“{}” is not a valid {}").format(given, name),
        _("Write it like cash, 30d, month-end or month-end+30"),
    )


def due(terms: str | None, day: dt.date) -> dt.date:
    """When an order of ``day`` is due; without terms on that day."""
    if terms is None or terms == "cash":
        return day
    start, _plus, days = terms.partition("+")
    if start != "month-end":
        return day + dt.timedelta(days=int(start.removesuffix("d")))
    end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return end + dt.timedelta(days=int(days or 0))


def shown(terms: str | None) -> Ref | None:
    """The terms as people read them."""
    if terms is None:
        return None
    start, _plus, days = terms.partition("+")
    if terms == "cash":
        text = _("cash sale")
    elif start != "month-end":
        text = _("{} days").format(start.removesuffix("d"))
    elif days:
        text = _("month end + {} days").format(days)
    else:
        text = _("month end")
    return Ref(terms, text)
