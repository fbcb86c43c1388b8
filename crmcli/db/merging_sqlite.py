"""SQLite: merging two customers and taking them apart again, past views and guards.

The service has checked who may; what is done is what ``server/merging.py`` does on PostgreSQL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmcli.db.merging import ALONE, MOVED, ONCE, WITH_PARENT, links

SEVERAL = 500
Image = dict[str, Any]
Stamps = Mapping[str, Any]
"""When and by whom, as the engine stores it."""


def merge(raw: Any, kept: int, merged: int, taken: Sequence[str], stamps: Stamps) -> None:
    """Merge a customer into another one, with the columns that are ``taken`` from it."""
    raw.execute("PRAGMA defer_foreign_keys = ON")
    a, b = _row(raw, "customer", kept), _row(raw, "customer", merged)
    final_name = b["name"] if "name" in taken else a["name"]
    image: Image = {
        "kept": kept,
        "merged": b,
        "before": {name: a[name] for name in taken},
        "after": {name: b[name] for name in taken},
        "primary": _second(raw, "contact", "is_primary", kept, merged),
        "registration": _second(
            raw, "registration", "NOT ended", kept, merged, always=a["owner_id"] != b["owner_id"]
        ),
        "dropped": {table: _drop(raw, table, kept, merged, final_name) for table in ONCE},
    }
    _set(raw, "contact", "is_primary", 0, image["primary"])
    _set(raw, "registration", "ended", 1, image["registration"])
    image["rows"] = {}
    to = (kept, a["owner_id"], a["dept_id"])
    for table in MOVED:
        keys = [
            row[0]
            for row in raw.execute(
                f"SELECT id FROM main.{table} WHERE customer_id = ? ORDER BY id", (merged,)
            )
        ]
        image["rows"][table] = keys
    for table, keys in image["rows"].items():
        _move(raw, table, keys, to)
    raw.execute("DELETE FROM main.customer WHERE id = ?", (merged,))
    _write_part(raw, kept, image["after"], stamps)
    image["added"] = _former_names(raw, to, (a["name"], b["name"]), final_name, stamps)
    _insert(
        raw,
        "merged_customer",
        {
            "code": b["code"],
            "name": b["name"],
            **_belonging(to),
            "merged_id": merged,
            "image": json.dumps(image, ensure_ascii=False),
            **stamps,
        },
    )


def owner_of(raw: Any, key: int) -> tuple[int, int]:
    """Whose the merged customer would be again: its owner of then, or the kept one's of now."""
    image = _image(raw, key)
    found = raw.execute(
        "SELECT id, dept_id FROM main.operator WHERE id = ? AND active",
        (image["merged"]["owner_id"],),
    ).fetchone()
    if found is None:
        found = raw.execute(
            "SELECT c.owner_id, c.dept_id FROM main.customer c JOIN main.merged_customer m "
            "ON m.customer_id = c.id WHERE m.id = ?",
            (key,),
        ).fetchone()
    return int(found[0]), int(found[1])


def unmerge(raw: Any, key: int, stamps: Stamps) -> list[str]:
    """Take a merged customer out again, or say what contradicts it: tables and how many rows.

    Columns of the kept customer that were changed since are told as ``field:`` and their name.
    """
    image = _image(raw, key)
    row = raw.execute("SELECT customer_id FROM main.merged_customer WHERE id = ?", (key,))
    kept = int(row.fetchone()[0])
    if image["kept"] != kept:
        return ["merged_customer:1"]
    against = _contradictions(raw, kept, image)
    if against:
        return against
    raw.execute("PRAGMA defer_foreign_keys = ON")
    owner, dept = owner_of(raw, key)
    b = {**image["merged"], "owner_id": owner, "dept_id": dept}
    to = (b["id"], owner, dept)
    for name in image["added"]:
        raw.execute("DELETE FROM main.former_name WHERE id = ? AND customer_id = ?", (name, kept))
    raw.execute("DELETE FROM main.merged_customer WHERE id = ?", (key,))
    _write_part(raw, kept, image["before"], stamps)
    _insert(raw, "customer", b)
    for table, keys in image["rows"].items():
        _move(raw, table, keys, to)
    for table, rows in image["dropped"].items():
        for one in rows:
            _insert(raw, table, {**one, **_belonging(to)})
    _set(raw, "contact", "is_primary", 1, image["primary"])
    _set(raw, "registration", "ended", 0, image["registration"])
    return []


def _image(raw: Any, key: int) -> Image:
    found = raw.execute("SELECT image FROM main.merged_customer WHERE id = ?", (key,)).fetchone()
    image: Image = json.loads(found[0])
    return image


def _contradictions(raw: Any, kept: int, image: Image) -> list[str]:
    now = _row(raw, "customer", kept)
    against = [
        f"field:{name}" for name, value in sorted(image["after"].items()) if now[name] != value
    ]
    against += [f"field:{name}" for name in ALONE if _taken(raw, name, kept, image)]
    came = {table: set(keys) for table, keys in image["rows"].items()}
    if image["primary"] is not None and _primary(raw, kept) in came["contact"]:
        against.append("contact:1")
    for table in MOVED:
        here = {
            row[0]
            for row in raw.execute(f"SELECT id FROM main.{table} WHERE customer_id = ?", (kept,))
        }
        gone = len(came[table] - here)
        if gone:
            against.append(f"{table}:{gone}")
    for table, column, target in links():
        parent = WITH_PARENT.get(table)
        if parent == (column, target):
            continue
        own, of = parent if parent is not None else ("id", table)
        pairs = raw.execute(
            f"SELECT t.{own}, t.{column} FROM main.{target} p "
            f"JOIN main.{table} t ON t.{column} = p.id WHERE p.customer_id = ?",
            (kept,),
        )
        apart = sum((mine in came[of]) != (other in came[target]) for mine, other in pairs)
        if apart:
            against.append(f"{table}:{apart}")
    return against


def _taken(raw: Any, column: str, kept: int, image: Image) -> bool:
    """Whether somebody else has what only one customer can have, and one of the two had."""
    found = raw.execute(
        f"SELECT 1 FROM main.customer WHERE id <> ? AND {column} IN (?, ?)",
        (kept, image["merged"][column], image["before"].get(column)),
    )
    return found.fetchone() is not None


def _primary(raw: Any, kept: int) -> int | None:
    found = raw.execute(
        "SELECT id FROM main.contact WHERE customer_id = ? AND is_primary", (kept,)
    ).fetchone()
    return None if found is None else int(found[0])


def _row(raw: Any, table: str, key: int) -> dict[str, Any]:
    cursor = raw.execute(f"SELECT * FROM main.{table} WHERE id = ?", (key,))
    return dict(zip((one[0] for one in cursor.description), cursor.fetchone(), strict=True))


def _second(
    raw: Any, table: str, condition: str, kept: int, merged: int, *, always: bool = False
) -> int | None:
    """The merged customer's one of what a customer has one of, if the kept one has one too.

    With ``always``, also where it has none.
    """
    found = [
        raw.execute(
            f"SELECT id FROM main.{table} WHERE customer_id = ? AND {condition}", (customer,)
        ).fetchone()
        for customer in (kept, merged)
    ]
    if found[1] is None or (found[0] is None and not always):
        return None
    return int(found[1][0])


def _drop(raw: Any, table: str, kept: int, merged: int, final_name: str) -> list[dict[str, Any]]:
    """Take away what the kept customer has already; what it was."""
    same = " AND ".join(f"y.{name} IS x.{name}" for name in ONCE[table])
    found = f"EXISTS (SELECT 1 FROM main.{table} y WHERE y.customer_id = ? AND {same})"
    values: list[Any] = [merged, kept]
    if table == "former_name":
        found = f"({found} OR x.name = ?)"
        values.append(final_name)
    cursor = raw.execute(
        f"SELECT * FROM main.{table} x WHERE x.customer_id = ? AND {found}", values
    )
    names = [one[0] for one in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        raw.execute(f"DELETE FROM main.{table} WHERE id = ?", (row["id"],))
    return rows


def _move(raw: Any, table: str, keys: Sequence[int], to: tuple[int, int, int]) -> None:
    for start in range(0, len(keys), SEVERAL):
        some = keys[start : start + SEVERAL]
        raw.execute(
            f"UPDATE main.{table} SET customer_id = ?, owner_id = ?, dept_id = ? "
            f"WHERE id IN ({_marks(some)})",
            (*to, *some),
        )


def _set(raw: Any, table: str, column: str, value: int, key: int | None) -> None:
    if key is not None:
        raw.execute(f"UPDATE main.{table} SET {column} = ? WHERE id = ?", (value, key))


def _former_names(
    raw: Any, to: tuple[int, int, int], names: Iterable[str], final_name: str, stamps: Stamps
) -> list[int]:
    """Keep the names that the customer no longer has; the new rows."""
    known = {
        row[0]
        for row in raw.execute("SELECT name FROM main.former_name WHERE customer_id = ?", to[:1])
    }
    return [
        _insert(raw, "former_name", {**_belonging(to), "name": name, **stamps})
        for name in dict.fromkeys(names)
        if name != final_name and name not in known
    ]


def _belonging(to: tuple[int, int, int]) -> dict[str, int]:
    return {"customer_id": to[0], "owner_id": to[1], "dept_id": to[2]}


def _write_part(raw: Any, customer: int, wanted: Mapping[str, Any], stamps: Stamps) -> None:
    sets = "".join(f"{name} = ?, " for name in wanted)
    raw.execute(
        f"UPDATE main.customer SET {sets}updated_at = ?, updated_by = ?, version = version + 1 "
        "WHERE id = ?",
        (*wanted.values(), stamps["updated_at"], stamps["updated_by"], customer),
    )


def _insert(raw: Any, table: str, values: Mapping[str, Any]) -> int:
    cursor = raw.execute(
        f"INSERT INTO main.{table} ({', '.join(values)}) VALUES ({_marks(values)})",
        tuple(values.values()),
    )
    return int(cursor.lastrowid)


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))
