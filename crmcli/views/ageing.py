"""What is outstanding by age: the ages are a setting, so the columns depend on it."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from functools import cache

from crmcli.i18n import N_
from crmcli.views import report
from crmcli.views.base import Kind, Row, column
from crmcli.views.report import Line

LIMITS = (30, 60, 90)
"""Up to how many days after the due date each age goes, unless the company sets others."""


@cache
def row_type(limits: tuple[int, ...]) -> type[Row]:
    """The lines of the report for ages that end at ``limits``, ascending."""
    fields = [
        ("customer", str | None, column(N_("Customer code"), Kind.CODE, default=None, spare=True)),
        ("customer_name", str | None, column(N_("Customer name"), default=None)),
        ("region", str | None, report.region_code()),
        ("region_name", str | None, report.region_name()),
        ("salesperson", str | None, report.salesperson_code()),
        ("salesperson_name", str | None, report.salesperson_name()),
        ("documents", int, column(N_("Documents"), Kind.COUNT, default=0, total=True, spare=True)),
        ("outstanding", Decimal, _amount(N_("Outstanding"))),
        ("not_due", Decimal, _amount(N_("Not yet due"))),
        *((key, Decimal, _age(days)) for key, days in ages(limits)),
        ("previous", Decimal | None, report.previous()),
        ("change", Decimal | None, report.change()),
        ("share", Decimal | None, report.share()),
    ]
    made = dataclasses.make_dataclass(
        "AgeingRow",
        fields,
        bases=(Line,),
        namespace={"noun": N_("ageing of receivables"), "__module__": __name__},
        frozen=True,
        slots=True,
        kw_only=True,
    )
    assert issubclass(made, Row)
    return made


def ages(limits: tuple[int, ...]) -> list[tuple[str, str]]:
    """The key of each age beyond what is not yet due, and how many days it is."""
    firsts = (1, *(limit + 1 for limit in limits))
    named = [
        (f"days_{first}_{last}", f"{first}–{last}")
        for first, last in zip(firsts, limits, strict=False)
    ]
    return [*named, (f"days_over_{limits[-1]}", f">{limits[-1]}")]


def _age(days: str) -> object:
    return column(N_("{noun} days"), Kind.MONEY, default=Decimal(0), total=True, noun=days)


def _amount(heading: str) -> object:
    return column(heading, Kind.MONEY, default=Decimal(0), total=True)


AgeingRow = row_type(LIMITS)
