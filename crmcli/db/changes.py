"""Reading the log: entries as people know the records, codes instead of ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Column, RowMapping, Table, cast, desc, func, select
from sqlalchemy.sql import Select
from sqlmodel import Session

from crmcli.db.models.approval import Approval
from crmcli.db.models.base import table_of
from crmcli.db.models.log import LogEntry, Operation
from crmcli.db.query import CHUNK
from crmcli.db.types import DECODED, DIALECT, Key
from crmcli.views.base import Ref, exact, masked
from crmcli.views.log import ChangeRow
from crmcli.views.nouns import NOUN_OF_TABLE
from crmcli.views.records import Image

"""Decoding what JSON holds needs no engine: the stored forms are the same on both."""

ENTRY = table_of(LogEntry)
OPERATION = table_of(Operation)
APPROVAL = table_of(Approval)


def query(
    *,
    since: dt.datetime | None = None,
    operation_id: int | None = None,
    root: tuple[str, int | None] | None = None,
    also: Sequence[tuple[str, Any]] = (),
    table: str | None = None,
    operator_id: int | None = None,
    limit: int | None = None,
    newest_first: bool = True,
) -> Select[Any]:
    """The entries that match, joined with their operation.

    ``root`` is a table and the id of a record (``None``: any), with all that belongs to it;
    ``also`` adds rows of other tables, given by a subselect of their ids.
    """
    statement = select(
        *ENTRY.c, OPERATION.c.at, OPERATION.c.operator_id, OPERATION.c.action
    ).join_from(ENTRY, OPERATION, OPERATION.c.id == ENTRY.c.operation_id)
    if since is not None:
        statement = statement.where(OPERATION.c.at >= since)
    if operation_id is not None:
        statement = statement.where(ENTRY.c.operation_id == operation_id)
    if root is not None:
        wanted = ENTRY.c.root_table == root[0]
        if root[1] is not None:
            wanted &= ENTRY.c.root_id == root[1]
        for name, rows_ in also:
            wanted |= (ENTRY.c.table_name == name) & ENTRY.c.row_id.in_(rows_)
        statement = statement.where(wanted)
    if table is not None:
        statement = statement.where(ENTRY.c.table_name == table)
    if operator_id is not None:
        statement = statement.where(OPERATION.c.operator_id == operator_id)
    statement = statement.order_by(desc(ENTRY.c.id) if newest_first else ENTRY.c.id)
    return statement.limit(limit)


def points_of_contact(session: Session, key: int) -> Select[Any]:
    """A select of the ids of a contact's numbers and accounts, removed ones too.

    They belong to the history of the customer, among whose entries they are looked for.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"

    def of(entry: Any, name: str) -> Any:
        if sqlite:
            return func.json_extract(entry.c.new, f"$.{name}")
        return cast(func.jsonb_extract_path_text(entry.c.new, name), Key)

    made = ENTRY.alias("made")
    customer = select(of(made, "customer_id")).where(
        made.c.table_name == "contact", made.c.row_id == key, made.c.change == "insert"
    )
    return select(ENTRY.c.row_id).where(
        ENTRY.c.root_table == "customer",
        ENTRY.c.root_id.in_(customer),
        ENTRY.c.table_name == "contact_point",
        ENTRY.c.change == "insert",
        of(ENTRY, "contact_id") == key,
    )


def count(session: Session, statement: Select[Any]) -> int:
    """How many entries ``statement`` would find without its limit."""
    inner = statement.limit(None).order_by(None).subquery()
    return int(session.connection().execute(select(func.count()).select_from(inner)).scalar_one())


def rows(session: Session, statement: Select[Any]) -> list[ChangeRow]:
    """The entries found by ``statement`` (made by :func:`query`), references resolved to codes."""
    return _rows(session, session.connection().execute(statement).mappings().all())


def stream(session: Session, statement: Select[Any]) -> Iterator[ChangeRow]:
    """The same, read while they are shown."""
    chunked = statement.execution_options(yield_per=CHUNK)
    for some in session.connection().execute(chunked).mappings().partitions():
        yield from _rows(session, some)


def _rows(session: Session, found: Sequence[RowMapping]) -> list[ChangeRow]:
    names = _Names(session)
    for entry in found:
        names.want("operator", entry["operator_id"])
        names.want(entry["root_table"], entry["root_id"])
        for image in (entry["old"], entry["new"]):
            _collect(names, entry["table_name"], image)
    names.load()
    through = _approvals(session, found)
    return [
        ChangeRow(
            id=entry["id"],
            operation=entry["operation_id"],
            at=entry["at"],
            operator=names.ref("operator", entry["operator_id"]),
            action=entry["action"],
            record=NOUN_OF_TABLE[entry["table_name"]],
            key=_key(names, entry),
            change=entry["change"],
            approval=through.get(entry["operation_id"]),
            old=_readable(names, entry, "old"),
            new=_readable(names, entry, "new"),
        )
        for entry in found
    ]


def _approvals(session: Session, found: Sequence[RowMapping]) -> dict[int, str]:
    """By operation: the number of the approval that it carried out."""
    operations = sorted(
        {entry["operation_id"] for entry in found if entry["root_table"] != APPROVAL.name}
    )
    known: dict[int, str] = {}
    for part in _batches(operations, 500):
        decided = (
            select(ENTRY.c.operation_id, APPROVAL.c.number)
            .join_from(ENTRY, APPROVAL, APPROVAL.c.id == ENTRY.c.row_id)
            .where(
                ENTRY.c.operation_id.in_(part),
                ENTRY.c.table_name == APPROVAL.name,
                ENTRY.c.change == "update",
            )
        )
        known.update((key, number) for key, number in session.connection().execute(decided))
    return known


def of_operation(session: Session, operation_id: int) -> list[ChangeRow]:
    """What one operation changed, in the order it did."""
    return rows(session, query(operation_id=operation_id, newest_first=False))


def _key(names: _Names, entry: RowMapping) -> str:
    return names.code(entry["root_table"], entry["root_id"]) or f"#{entry['root_id']}"


class _Names:
    """Codes of the records that entries refer to, fetched with one query a table."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wanted: dict[str, set[int]] = {}
        self._known: dict[tuple[str, int], Ref] = {}

    def want(self, table: str, key: int | None) -> None:
        if key is not None:
            self._wanted.setdefault(table, set()).add(key)

    def load(self) -> None:
        for name, keys in self._wanted.items():
            table = _table(name)
            code = _code_column(table)
            label = table.c.name if "name" in table.c else code
            for part in _batches(sorted(keys), 500):
                chosen = select(table.c.id, code, label).where(table.c.id.in_(part))
                for key, value, text in self._session.connection().execute(chosen):
                    self._known[(name, key)] = Ref(value, text)
                self._load_removed(
                    name, code.name, [k for k in part if (name, k) not in self._known]
                )

    def _load_removed(self, table: str, code: str, keys: list[int]) -> None:
        """A removed record is known by what the log kept of it."""
        removals = select(ENTRY.c.row_id, ENTRY.c.old).where(
            ENTRY.c.table_name == table, ENTRY.c.change == "delete", ENTRY.c.row_id.in_(keys)
        )
        for key, image in self._session.connection().execute(removals) if keys else ():
            known = str(image.get(code, key))
            self._known[(table, key)] = Ref(known, image.get("name", known))

    def ref(self, table: str, key: int) -> Ref:
        return self._known.get((table, key), Ref(f"#{key}", f"#{key}"))

    def code(self, table: str, key: int) -> str | None:
        found = self._known.get((table, key))
        return found.code if found else None


def ref(session: Session, table: str, key: int) -> Ref:
    """A record by its id, also one that was removed."""
    names = _Names(session)
    names.want(table, key)
    names.load()
    return names.ref(table, key)


def _code_column(table: Table) -> Column[Any]:
    for name in ("code", "number", "key", "noun"):
        if name in table.c:
            return table.c[name]
    return table.c.id


def _batches(keys: list[int], size: int) -> Iterable[list[int]]:
    return (keys[i : i + size] for i in range(0, len(keys), size))


def _table(name: str) -> Table:
    from crmcli.db.models.every import metadata

    return metadata.tables[name]


@cache
def _columns(table: str) -> dict[str, Column[Any]]:
    return {c.name: c for c in _table(table).columns}


def _collect(names: _Names, table: str, image: Mapping[str, Any] | None) -> None:
    for name, value in (image or {}).items():
        target = _columns(table)[name].info.get("refers") if name in _columns(table) else None
        if target:
            names.want(target, value)


def _readable(names: _Names, entry: RowMapping, side: str) -> Image | None:
    """The image with public keys, references and exact numbers."""
    image, table, keep_empty = entry[side], entry["table_name"], entry["change"] == "update"
    if image is None:
        return None
    shown: dict[str, Any] = {}
    for name, column in _columns(table).items():
        if name not in image or column.info.get("derived"):
            continue
        value = image[name]
        if value is not None and column.info.get("secret"):
            value = masked(value)
        target = column.info.get("refers")
        if value is None and not keep_empty:
            continue
        if target and value is not None:
            shown[public_key(name)] = names.ref(target, value)
        elif isinstance(column.type, DECODED):
            shown[name] = _plain(column.type, column.type.process_result_value(value, DIALECT))
        else:
            shown[public_key(name)] = value
    return Image(NOUN_OF_TABLE[table], shown)


def public_key(column: str) -> str:
    """The key that a column has in views: ``region_id`` is ``region``."""
    return {"dept_id": "department"}.get(column, column.removesuffix("_id"))


def _plain(kind: Any, value: Any) -> Any:
    """A value as JSON holds it, numbers in the same form as everywhere."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return f"{exact(value, kind.least):f}" if isinstance(value, Decimal) else value


def removed_id(session: Session, table: str, code: str) -> int | None:
    """The id of a record that was removed and had ``code``, unless a present one has it."""
    source = _table(table)
    column = _code_column(source)
    connection = session.connection()
    if connection.execute(select(source.c.id).where(column == code)).first() is not None:
        return None
    deletions = (
        select(ENTRY.c.row_id, ENTRY.c.old)
        .where(ENTRY.c.table_name == table, ENTRY.c.change == "delete")
        .order_by(desc(ENTRY.c.id))
    )
    for key, image in connection.execute(deletions):
        if image[column.name] == code:
            return int(key)
    return None
