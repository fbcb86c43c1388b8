"""The least that shows one customer with Typer and SQLModel, each imported where it is used."""

from __future__ import annotations

import sys

import typer

app = typer.Typer(add_completion=False)
SHOWN = ("code", "name", "kind", "lifecycle", "phone", "address", "credit_limit", "created_at")


@app.callback()
def root() -> None:
    """A CRM that can do one thing."""


@app.command()
def show(db: str, code: str) -> None:
    """Show a customer."""
    from sqlmodel import Field, Session, SQLModel, create_engine, select

    class Customer(SQLModel, table=True):
        __tablename__ = "customer"
        id: int | None = Field(default=None, primary_key=True)
        code: str
        name: str
        kind: str
        lifecycle: str
        address: str | None
        credit_limit: int | None
        created_at: str

    with Session(create_engine(f"sqlite:///{db}")) as session:
        row = session.exec(select(Customer).where(Customer.code == code)).one()
        for key in SHOWN:
            sys.stdout.write(f"{key}  {getattr(row, key, None)}\n")


if __name__ == "__main__":
    app()
