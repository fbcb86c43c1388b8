"""The queries that an expert would write by hand for each engine, to measure ours against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from crmcli.db import scope
from crmcli.db.models.every import metadata


def _columns(table: str, short: str) -> str:
    """The columns of a table that are read."""
    names = scope.shown_columns(table, metadata.tables[table].c.keys())
    return ", ".join(f"{short}.{name}" for name in names)


CUSTOMER, ORDER = _columns("customer", "c"), _columns("sales_order", "o")
Query = tuple[str, tuple[Any, ...]]
COLUMNS = """
SELECT f.number, f.contacted_at, f.content, f.result, f.next_step, f.next_on, f.participants,
       f.late, f.created_at, f.corrected_at, c.code, c.name, k.code, k.name, h.code, h.name,
       a.code, a.name, o.number, t.code, t.name
FROM followup f
JOIN customer c ON c.id = f.customer_id
JOIN channel h ON h.id = f.channel_id
JOIN operator a ON a.id = f.author_id
LEFT JOIN contact k ON k.id = f.contact_id
LEFT JOIN sales_order o ON o.id = f.order_id
LEFT JOIN followup_template t ON t.id = f.template_id
"""
NEWEST = "ORDER BY f.contacted_at DESC, f.id DESC"


@dataclass(frozen=True)
class Handwritten:
    """One engine's queries; ``mark`` is its placeholder."""

    mark: str
    engine: str

    def of_customer(self, key: int) -> Query:
        """The newest 51 of a customer: one more tells whether there is another page."""
        return f"{COLUMNS} WHERE f.customer_id = {self.mark} {NEWEST} LIMIT 51", (key,)

    def of_operator(self, key: int) -> Query:
        """The newest 51 of an author."""
        return f"{COLUMNS} WHERE f.author_id = {self.mark} {NEWEST} LIMIT 51", (key,)

    def of_all(self) -> Query:
        """The newest 51."""
        return f"{COLUMNS} {NEWEST} LIMIT 51", ()

    def of_department(self, key: int) -> Query:
        """The newest 51 of the people in a department and below, by the index of authors."""
        people = f"""
            WITH RECURSIVE below(id) AS (
                SELECT id FROM department WHERE id = {self.mark}
                UNION SELECT d.id FROM department d JOIN below b ON d.parent_id = b.id)
            SELECT id FROM operator WHERE dept_id IN (SELECT id FROM below)"""
        if self.engine == "postgresql":
            inner = f"""
                SELECT x.id FROM ({people}) AS p
                CROSS JOIN LATERAL (
                    SELECT id, contacted_at FROM followup WHERE author_id = p.id
                    ORDER BY contacted_at DESC, id DESC LIMIT 51) x
                ORDER BY x.contacted_at DESC, x.id DESC LIMIT 51"""
        else:
            inner = (
                f"SELECT id FROM followup WHERE author_id IN ({people}) "
                "ORDER BY contacted_at DESC, id DESC LIMIT 51"
            )
        return f"{COLUMNS} WHERE f.id IN ({inner}) {NEWEST}", (key,)

    def orders(self, where: str | None = None, key: int = 0) -> Query:
        """The newest 51 orders, with what is paid of them."""
        wanted = f"WHERE {where} = {self.mark}" if where else ""
        return (
            f"SELECT {ORDER}, c.code, c.name, "
            "(SELECT coalesce(sum(a.amount), 0) FROM allocation a WHERE a.order_id = o.id) "
            "FROM sales_order o JOIN customer c ON c.id = o.customer_id "
            f"{wanted} ORDER BY o.date DESC, o.id DESC LIMIT 51",
            (key,) if where else (),
        )

    def receipts(self) -> Query:
        """The newest 51 receipts, with what is allocated of them and their reversals."""
        return (
            "SELECT p.*, c.code, c.name, (SELECT coalesce(sum(a.amount), 0) FROM allocation a "
            "WHERE a.payment_id = p.id), (SELECT r.number FROM payment r "
            "WHERE r.reverses_id = p.id) FROM payment p JOIN customer c ON c.id = p.customer_id "
            "ORDER BY p.date DESC, p.id DESC LIMIT 51",
            (),
        )

    def ordered(self, first: dt.date, last: dt.date) -> Query:
        """Orders and amounts of a period by region: each order counts once."""
        return (
            "SELECT r.code, r.name, x.orders, x.amount FROM (SELECT region_id, count(*) AS orders, "
            "sum(total) AS amount FROM sales_order "
            f"WHERE date BETWEEN {self.mark} AND {self.mark} "
            "AND status IN ('confirmed', 'completed') GROUP BY region_id) x "
            "LEFT JOIN region r ON r.id = x.region_id ORDER BY x.amount DESC, r.code NULLS LAST",
            (first.isoformat(), last.isoformat()),
        )

    def received(self, first: dt.date, last: dt.date) -> Query:
        """What was received for the orders of each region."""
        return (
            "SELECT r.code, r.name, x.orders, x.amount FROM (SELECT o.region_id, "
            "count(DISTINCT o.id) AS orders, sum(a.amount) AS amount FROM allocation a "
            "JOIN sales_order o ON o.id = a.order_id "
            f"WHERE a.date BETWEEN {self.mark} AND {self.mark} GROUP BY o.region_id) x "
            "LEFT JOIN region r ON r.id = x.region_id ORDER BY x.amount DESC, r.code NULLS LAST",
            (first.isoformat(), last.isoformat()),
        )

    def search(self, text: str) -> Query:
        """Plain LIKE on the text that is searched."""
        return (
            f"SELECT {CUSTOMER}, o.code, o.name, o.kind, "
            "(SELECT max(f.contacted_at) FROM followup f WHERE f.customer_id = c.id) "
            "FROM customer c JOIN operator o ON o.id = c.owner_id "
            f"WHERE c.search_text LIKE {self.mark} ORDER BY c.id DESC LIMIT 51",
            (f"%{text}%",),
        )


def of(engine: str) -> Handwritten:
    """The queries of an engine."""
    return Handwritten("?" if engine == "sqlite" else "%s", engine)
