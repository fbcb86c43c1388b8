"""What is true of all commands, told by topic: ``crm help TOPIC``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crmcli import config
from crmcli.i18n import N_, _
from crmcli.views.personal import MEANINGS

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its title, what is said in general, and a table of terms."""

    title: str
    text: str
    rows: Callable[[], Rows]


def _formats() -> Rows:
    return [
        ("table", _("For people on a terminal: the newest 50, what fits the width")),
        ("plain", _("For pipes: aligned, uncoloured, nothing cut; what a pipe gets")),
        ("json, jsonl", _("For programs: keys in English, exact numbers as texts, dates as ISO")),
        ("csv, tsv", _("The same values, a record a line; --encoding, --safe")),
        ("--headings en, zh", _("CSV for people: headings, names and words in that language")),
        ("markdown", _("A table for a text")),
        ("xlsx", _("A spreadsheet, -O FILE.xlsx: the columns of the table, or --columns")),
        ("-O FILE", _("Into a file, whole or not at all; its suffix is the format")),
        ("--columns", _("Which columns, by key or heading; --sort likewise, -KEY for descending")),
    ]


def _dates() -> Rows:
    return [
        ("2026-03-01, 2026.3.1, 20260301", _("a day; also 2026年3月1日, and 3月1日 of this year")),
        ("today, yesterday, 今天, 昨天, 后天", _("a day near today; also 周五, 下周一")),
        ("-7d, +2w, 3天前, 2周后", _("so many days or weeks before or after today")),
        ("month-end, 月底, 上月底, 年初", _("the first or last day of a month, quarter or year")),
        (
            "2026-Q1, 2026-03, 2026, 2026年一季度",
            _("a period: its first and its last day"),
        ),
        ("last-month, 上季度, 本周, 去年, ytd", _("a period seen from today")),
        ("2026-01..2026-03", _("a range, in filters; either end may be left out")),
        ("14:30, 昨天下午3点", _("a moment, where one is asked for")),
    ]


def _amounts() -> Rows:
    return [
        ("1234.5, 1,234.50", _("yuan; at most two decimals, prices four")),
        ("￥1,234, １２３４", _("signs and full-width digits are understood")),
        ("1.2万, 3wan, 1亿", _("ten thousands and hundred millions")),
        ("10%, 9折", _("a discount: so much off, or so many tenths left")),
        ("--in wan", _("shows amounts in units of ten thousand; data stays exact")),
    ]


def _exit_codes() -> Rows:
    return [
        ("0", _("done; an empty list too")),
        ("1", _("failure: a file, the store, a defect")),
        ("2", _("a value or an option that cannot be meant, or something is missing")),
        ("3", _("not found")),
        ("4", _("not logged in, or not allowed")),
        ("5", _("refused by a rule, or somebody else was first")),
        ("130", _("interrupted")),
    ]


def _settings() -> Rows:
    return [(f"{key}, CRM_{key.upper()}", _(MEANINGS[key])) for key in config.USER_KEYS] + [
        ("CRM_NOW", _("The present moment, for reproducible reports: 2026-03-01T09:00:00+08:00")),
        ("CRM_DEBUG=1", _("Shows where a defect is")),
        ("NO_COLOR, TERM=dumb", _("No styles on the terminal")),
    ]


TOPICS: dict[str, Topic] = {
    "formats": Topic(
        N_("Output formats"),
        N_("Data goes to stdout, talk to stderr. A terminal gets a table, a pipe plain text."),
        _formats,
    ),
    "dates": Topic(
        N_("Dates and periods"), N_("Days are those of the company's time zone."), _dates
    ),
    "amounts": Topic(
        N_("Amounts"), N_("Money is exact: rounded once, half up, where a line is made."), _amounts
    ),
    "exit-codes": Topic(
        N_("Exit codes"),
        N_("An error is one line on stderr, with --json an object."),
        _exit_codes,
    ),
    "settings": Topic(
        N_("Your own settings and the environment"),
        N_("An option goes before the environment, then come ./.crm.toml and your own file."),
        _settings,
    ),
}
