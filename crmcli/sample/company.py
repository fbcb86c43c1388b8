"""Making the sample company through the services, so that every rule holds for it too.

200 customers with two contacts each; in a year and a half 400 orders with 1,200 lines, more before
quarters end and few around the Spring Festival; receipts as the terms ask, or later, or not; and
what the salespeople said to customers within a year.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from crmcli import config
from crmcli.db import work
from crmcli.db.work import Work
from crmcli.sample import names, teamwork
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
from crmcli.views.order import OrderDetail

SEED = 20260101
CUSTOMERS, ORDERS = 200, 400
FOLLOWUPS, FOLLOWUP_DAYS = 45, 365
"""How many each salesperson recorded, in how many days."""
LINES = (2, 3, 4, 3)
"""Lines of each order in turn: three on average."""
COMPLETED, PAID_AT_ONCE, PAID_SOMETHING = 0.6, 0.75, 0.93
"""Up to which share of the orders each holds; the rest is not paid at all."""
EARLY, LATE, SECOND = 12, 20, 25
"""How many days around the due date a receipt comes, and a second one after the first."""
SPAN_DAYS = 540
PERSONNEL = {"财务部": "FINANCE", "客服部": "SERVICE"}
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
    teamwork.make(people)


def _regions(w: Work) -> None:
    for area, provinces in names.REGIONS:
        parent = region.add(w, name=area)
        for province in provinces:
            region.add(w, name=province, parent=parent.code)


def _people(w: Work) -> list[str]:
    for name, above in names.DEPARTMENTS:
        department.add(w, name=name, parent=above or "D001")
    leading = {manager for _name, _place, manager in names.PEOPLE}
    rows = [
        operator.add(
            w,
            name=name,
            department=place,
            personnel_type=PERSONNEL.get(place, "SALES"),
            position="MANAGER" if name in leading else "STAFF",
            **_authority(name, place, leading),
            region=names.REGIONS[number % len(names.REGIONS)][0],
        )
        for number, (name, place, _manager) in enumerate(names.PEOPLE)
    ]
    for row, (_name, _place, manager) in zip(rows, names.PEOPLE, strict=True):
        operator.edit(w, row.code, manager=manager or "ADMIN")
    teams = {place for _name, place, manager in names.PEOPLE if manager}
    return [row.code for row in rows if row.department.name in teams]


def _authority(name: str, place: str, leading: set[str | None]) -> dict[str, str]:
    """Role and scope: managers see their people's customers, finance and service everybody's."""
    if name in leading:
        return {"role": "MANAGER", "scope": "subtree"}
    role = {"财务部": "FINANCE", "客服部": "VIEWER"}.get(place)
    return {"role": role, "scope": "all"} if role else {"role": "SALESPERSON", "scope": "own"}


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
            payment_terms=chance.choice(names.TERMS),
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
    """What one person did in the year before today."""
    theirs = customer.find(w, owner=person).rows
    for number in range(FOLLOWUPS):
        day = w.today() - dt.timedelta(days=FOLLOWUP_DAYS * (FOLLOWUPS - number) // FOLLOWUPS)
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
) -> list[OrderDetail]:
    span = [w.today() - dt.timedelta(days=ago) for ago in range(SPAN_DAYS, -1, -1)]
    weights = [names.SEASON[day.month - 1] for day in span]
    made = []
    for number, day in enumerate(sorted(chance.choices(span, weights, k=ORDERS))):
        lines = [
            NewLine(code, Decimal(chance.randrange(1, 13)), discount=chance.choice(DISCOUNTS))
            for code in chance.sample(products, LINES[number % len(LINES)])
        ]
        row = order.create(
            w,
            customer=chance.choice(buyers),
            lines=lines,
            date=day,
            confirm=number % 20 != 0,
        )
        if row.status == "confirmed":
            made.append(row)
    return made


def _payments(w: Work, chance: random.Random, orders: list[OrderDetail]) -> list[str]:
    """Most orders are paid around their due date, some in two parts; returns what is completed."""
    completed = []
    for row in orders:
        kind = chance.random()
        day = max(row.date, row.due_date + dt.timedelta(days=chance.randrange(-EARLY, LATE)))
        if kind > PAID_SOMETHING or day > w.today():
            continue
        first = row.total if kind < PAID_AT_ONCE else (row.total / 2).quantize(Decimal("0.01"))
        _pay(w, chance, row.number, day, first)
        later = day + dt.timedelta(days=SECOND)
        if first != row.total and later <= w.today():
            _pay(w, chance, row.number, later, row.total - first)
        if kind < COMPLETED:
            completed.append(row.number)
    return completed


def _pay(w: Work, chance: random.Random, number: str, day: dt.date, amount: Decimal) -> None:
    payment.record(w, orders=[number], amount=amount, method=chance.choice(METHODS), date=day)
