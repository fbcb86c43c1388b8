"""What stands in a cell, as a person would have typed it; refused where it can be no longer known.

Spreadsheets keep 15 digits of a number, make dates of fractions and numbers of dates, and shorten
long numbers to 1.38E+10. What they did is undone where that is sure, and refused where it is not.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.intake.sheet import Cell
from crmcli.views.base import Column, Kind

SHORTENED = re.compile(r"[+-]?[0-9](?:\.[0-9]+[eE][+-]?|[eE]\+)[0-9]{1,3}")
FAULTS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
MOST_DIGITS = 10**15
"""From here on a spreadsheet's number has lost digits."""
COMPACT = re.compile(r"(?:19|20)[0-9]{6}")
THREE = re.compile(r"([0-9]{1,4})([/.-])([0-9]{1,2})\2([0-9]{1,4})(?=$|[ T])")
"""Three numbers: a date whose order only the year tells, where it has four digits and is first."""
YEAR = 4
ORDERS = {"ymd": (0, 1, 2), "mdy": (2, 0, 1), "dmy": (2, 1, 0)}
NO_DATES = (Kind.CODE, Kind.ENUM, Kind.FLAG, Kind.MONEY, Kind.PRICE, Kind.QUANTITY,
            Kind.PERCENT, Kind.DISCOUNT, Kind.COUNT)  # fmt: skip
DATES = (Kind.DATE, Kind.INSTANT)
YES = ("yes", "y", "true", "1", "是", "启用", "有效", "在用", "√")
NO = ("no", "n", "false", "0", "否", "停用", "无效", "禁用", "×")


def text_of(cell: Cell, column: Column, dates: str | None) -> str:
    """What stands in a cell of a column; ``dates`` is the order or pattern of written dates.

    Raises:
        InvalidError: a spreadsheet has made something of it that it was not, or may have.
    """
    if isinstance(cell, bool):
        return YES[0] if cell else NO[0]
    if isinstance(cell, str):
        return _written(cell, column, dates)
    if isinstance(cell, int | float):
        return _number(cell, column)
    if isinstance(cell, dt.timedelta):
        raise _wrong(column, str(cell), _("a length of time"), _("Format the cell as text"))
    if column.kind in NO_DATES:
        raise _wrong(
            column, cell.isoformat(), _("a date"), _("Format the cell as text, and enter it again")
        )
    if isinstance(cell, dt.datetime):
        at_midnight = cell.time() == dt.time()
        if at_midnight or column.kind is Kind.DATE:
            return cell.date().isoformat()
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, dt.date) else cell.strftime("%H:%M")


def _written(text: str, column: Column, dates: str | None) -> str:
    text = text.strip()
    if text.upper() in FAULTS:
        raise _wrong(
            column, text, _("a formula that fails"), _("Put the formula right, or give a value")
        )
    if SHORTENED.fullmatch(text) and column.kind is not Kind.TEXT:
        raise _wrong(
            column,
            text,
            _("a number that a spreadsheet has shortened"),
            _("Format the column as text, and enter it again in full"),
        )
    if column.kind in DATES and text:
        return _date(text, column, dates)
    return text


def _number(value: float, column: Column) -> str:
    if abs(value) >= MOST_DIGITS:
        raise _wrong(
            column,
            f"{value:.6g}",
            _("a number of more than 15 digits, whose end the spreadsheet has lost"),
            _("Format the column as text, and enter it again in full"),
        )
    text = format(Decimal(format(value, ".15g")), "f")
    if column.kind in DATES:
        if COMPACT.fullmatch(text):
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        raise _wrong(column, text, _("a number, not a date"), _("Format the cells as dates"))
    if column.kind is Kind.PERCENT and 0 < value < 1:
        raise _wrong(
            column, text, _("a part of one, or less than one percent"), _("Write it like 13%")
        )
    return text


def _date(text: str, column: Column, dates: str | None) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if dates is not None and "%" in dates:
        try:
            return _shown(dt.datetime.strptime(plain, dates))  # noqa: DTZ007 - a business date
        except ValueError:
            raise _wrong(
                column, text, _("not written like {}").format(dates), _("See: --date-format")
            ) from None
    found = THREE.match(plain)
    if found is None:
        if plain.isdigit() and not COMPACT.fullmatch(plain):
            raise _wrong(column, text, _("a number, not a date"), _("Write it like 2026-03-01"))
        return text
    parts = (found[1], found[3], found[4])
    order = ORDERS[dates] if dates is not None and len(found[1]) != YEAR else ORDERS["ymd"]
    year, month, day = (parts[place] for place in order)
    if len(year) != YEAR:
        raise _wrong(
            column,
            text,
            _("a date of which month and day cannot be told"),
            _("Say what is first: --date-format mdy, dmy or ymd"),
        )
    return f"{year}-{int(month):02}-{int(day):02}{plain[found.end() :]}"


def _shown(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%d") if at.time() == dt.time() else at.strftime("%Y-%m-%d %H:%M")


def flag(text: str, name: str) -> bool:
    """Yes or no, as people write it.

    Raises:
        InvalidError: neither.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().casefold()
    for words, value in ((YES, True), (NO, False)):
        if wanted in words:
            return value
    raise InvalidError(_("“{}” is not a valid {}").format(text, name), _("Write yes or no"))


def _wrong(column: Column, value: str, what: str, hint: str) -> InvalidError:
    return InvalidError(_("{}: “{}” is {}").format(column.title, value, what), hint)
