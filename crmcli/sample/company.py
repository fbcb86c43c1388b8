"""Making the sample company through the services, so that every rule holds for it too.

200 customers with two contacts each, 400 orders with 1,200 lines from January 2025 to June 2026,
receipts for most, and what everybody said to customers in the last two months.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from crmcli import config
from crmcli.db import work
from crmcli.db.work import Work
from crmcli.sample import names
from crmcli.services import (
    contact,
    customer,
    department,
    followup,
    operator,
    order,
    payment,
    product,
    region,
)
from crmcli.services.line_spec import NewLine

SEED = 20260101
CUSTOMERS, ORDERS = 200, 400
FOLLOWUPS, FOLLOWUP_DAYS = 20, 60
"""How many each salesperson recorded, in how many days."""
LINES = (2, 3, 4, 3)
"""Lines of each order in turn: three on average."""
COMPLETED, PAID_AT_ONCE, PAID_WHOLE, PAID_SOMETHING = 0.5, 0.6, 0.75, 0.85
"""Up to which share of the orders each holds; the rest is not paid at all."""
FIRST_DAY = dt.date(2025, 1, 2)
SPAN_DAYS = 540
METHODS = ("TRANSFER", "TRANSFER", "WECHAT", "ALIPAY", "CASH")
TYPES = ("END", "END", "END", "DEALER")
DISCOUNTS = (Decimal(0), Decimal(0), Decimal(0), Decimal(5), Decimal(10))


def make() -> None:
    """Fill the present, freshly made store. The acting operator is its first."""
    chance = random.Random(SEED)  # noqa: S311 - the same company every time is meant
    with work.write() as w:
        _regions(w)
    with work.write() as w:
        people = _people(w)
    with work.write() as w:
        codes = _products(w)
    with work.write() as w:
        buyers = _customers(w, chance, people)
    with work.write() as w:
        _contacts(w, chance, buyers)
    with work.write() as w:
        numbers = _orders(w, chance, buyers, codes)
    with work.write() as w:
        done = _payments(w, chance, numbers)
    with work.write() as w:
        for number in done:
            order.complete(w, number)
    for person in people:
        with config.using(replace(config.current(), operator=person)), work.write() as w:
            _followups(w, chance, person)


def _regions(w: Work) -> None:
    for area, provinces in names.REGIONS:
        parent = region.add(w, name=area)
        for province in provinces:
            region.add(w, name=province, parent=parent.code)


def _people(w: Work) -> list[str]:
    for name in names.DEPARTMENTS:
        department.add(w, name=name, parent="D001")
    rows = [
        operator.add(
            w,
            name=name,
            department=place,
            personnel_type="FINANCE" if place == "财务部" else "SALES",
            position="STAFF",
            region=names.REGIONS[number % len(names.REGIONS)][0],
        )
        for number, (name, place) in enumerate(names.PEOPLE)
    ]
    return [row.code for row in rows if row.department.name != "财务部"]


def _products(w: Work) -> list[str]:
    return [
        product.add(
            w, name=name, spec=spec, unit=unit, price=price, tax_rate=rate, category=category
        ).code
        for name, spec, unit, price, rate, category in names.PRODUCTS
    ]


def _customers(w: Work, chance: random.Random, people: list[str]) -> list[str]:
    places = [province for _area, provinces in names.REGIONS for province in provinces]
    firms = [
        (province, firm, trade)
        for province in places
        for firm in names.FIRMS
        for trade in names.TRADES
    ]
    codes = []
    for number, (province, firm, (trade, industry)) in enumerate(chance.sample(firms, CUSTOMERS)):
        city = names.CITIES[province]
        row = customer.add(
            w,
            name=f"{city}{firm}{trade}有限公司",
            phone=f"{names.AREA_CODES[city]}-{chance.randrange(20000000, 89999999)}",
            owner=people[number % len(people)],
            type=chance.choice(TYPES),
            source=chance.choice(("REFERRAL", "WEB", "FAIR", "CALL")),
            industry=industry,
            level=chance.choice("ABBCCC"),
            region=province,
            force=True,
        )
        codes.append(row.code)
    return codes


def _contacts(w: Work, chance: random.Random, buyers: list[str]) -> None:
    """Two people at each customer, the second of whom reports to the first."""
    for code in buyers:
        head = contact.add(
            w,
            customer=code,
            name=chance.choice(names.SURNAMES) + chance.choice(names.GIVEN_NAMES),
            position="总经理",
            decision_role="decider",
            mobile=f"13{chance.randrange(10**9):09}",
            birthday=f"{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        )
        contact.add(
            w,
            customer=code,
            name=chance.choice(names.SURNAMES) + chance.choice(names.GIVEN_NAMES),
            position="采购经理",
            department="采购部",
            decision_role="handler",
            reports_to=head.code,
            phone=f"{names.AREA_CODES['上海']}-{chance.randrange(20000000, 89999999)}",
        )


def _followups(w: Work, chance: random.Random, person: str) -> None:
    """What one person did in the two months before the last day of the sample."""
    theirs = customer.find(w, owner=person).rows
    last = min(FIRST_DAY + dt.timedelta(days=SPAN_DAYS), w.today())
    for number in range(FOLLOWUPS):
        day = last - dt.timedelta(days=FOLLOWUP_DAYS * (FOLLOWUPS - number) // FOLLOWUPS)
        content, result, step = chance.choice(names.TALKS)
        followup.add(
            w,
            chance.choice(theirs).code,
            channel=chance.choice(("VISIT", "PHONE", "PHONE", "WECHAT")),
            content=content,
            result=result,
            next=step,
            next_on=(day + dt.timedelta(days=7)).isoformat(),
            at=f"{day.isoformat()} {chance.randrange(9, 18)}:{chance.choice(('00', '20', '45'))}",
        )


def _orders(
    w: Work, chance: random.Random, buyers: list[str], products: list[str]
) -> list[tuple[str, dt.date, Decimal]]:
    span = max(1, min(SPAN_DAYS, (w.today() - FIRST_DAY).days + 1))
    days = sorted(chance.randrange(span) for _order in range(ORDERS))
    made = []
    for number, offset in enumerate(days):
        lines = [
            NewLine(code, Decimal(chance.randrange(1, 13)), discount=chance.choice(DISCOUNTS))
            for code in chance.sample(products, LINES[number % len(LINES)])
        ]
        row = order.create(
            w,
            customer=chance.choice(buyers),
            lines=lines,
            date=FIRST_DAY + dt.timedelta(days=offset),
            confirm=number % 20 != 0,
        )
        if row.status == "confirmed":
            made.append((row.number, row.date, row.total))
    return made


def _payments(
    w: Work, chance: random.Random, orders: list[tuple[str, dt.date, Decimal]]
) -> list[str]:
    """Most orders are paid, some in two parts, some in part only; returns those paid whole."""
    whole = []
    for number, day, total in orders:
        kind = chance.random()
        first = total if kind < PAID_AT_ONCE else (total / 2).quantize(Decimal("0.01"))
        if kind > PAID_SOMETHING:
            continue
        _pay(w, chance, number, day, first)
        if first != total and kind < PAID_WHOLE:
            _pay(w, chance, number, day + dt.timedelta(days=20), total - first)
        if kind < COMPLETED:
            whole.append(number)
    return whole


def _pay(w: Work, chance: random.Random, number: str, day: dt.date, amount: Decimal) -> None:
    payment.record(
        w,
        orders=[number],
        amount=amount,
        method=chance.choice(METHODS),
        date=min(day + dt.timedelta(days=chance.randrange(1, 40)), w.today()),
    )
