"""SQLite: what is written is the table itself, though a view of the same name may stand before it.

Reads go through the views of ``db/shadow.py``; the guards of ``db/guards.py`` see every write.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

TABLES = "main."


class Compiler(SQLiteCompiler):
    """Renders the targets of INSERT, UPDATE and DELETE as ``main.<table>``."""

    def visit_table(self, table: Any, *arguments: Any, **more: Any) -> str:
        """A table; the target of an UPDATE or DELETE with its schema."""
        text: str = super().visit_table(table, *arguments, **more)  # type: ignore[no-untyped-call]
        return f"{TABLES}{text}" if more.get("iscrud") else text

    def visit_insert(self, insert_stmt: Any, *arguments: Any, **more: Any) -> str:
        """An INSERT into the table itself."""
        text: str = super().visit_insert(insert_stmt, *arguments, **more)  # type: ignore[no-untyped-call]
        target = self.preparer.format_table(insert_stmt.table)
        return text.replace(f"INTO {target} ", f"INTO {TABLES}{target} ", 1)
