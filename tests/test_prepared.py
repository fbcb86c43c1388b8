"""Statements sent straight to the driver: the same records, types and errors as by the ORM."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from crmcli import config
from crmcli.db import prepared, work
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.services import product
from tests.conftest import Cli


@pytest.fixture
def acting(crm: Cli) -> config.Settings:
    return config.Settings(db=crm.store.url, operator="ADMIN", trusted=True)


def test_a_record_is_the_one_the_orm_loads(acting: config.Settings) -> None:
    with config.using(acting), work.write() as w:
        product.add(w, name="笔", code="P1", price="19.9")
    with config.using(acting), work.read() as w:
        mine = prepared.by_code(Product).first(w.session, code="P1")
        own = {key: getattr(mine, key) for key in Product.model_fields}
        assert w.session.exec(select(Product)).one() is mine
        assert prepared.get(w.session, Product, mine.id) is mine
        assert not w.session.is_modified(mine)
        w.session.expunge_all()
        loaded = w.session.exec(select(Product)).one()
        assert loaded is not mine
        assert {key: getattr(loaded, key) for key in Product.model_fields} == own
    assert (own["price"], type(own["price"])) == (Decimal("19.9000"), Decimal)


def test_what_the_session_holds_back_is_written_first(acting: config.Settings) -> None:
    with config.using(acting), work.write() as w:
        product.add(w, name="笔", code="P1", price="1")
        row = prepared.by_code(Product).first(w.session, code="P1")
        row.code = "P2"
        assert prepared.by_code(Product).first(w.session, code="P1") is None
        assert prepared.by_codes(Product, 2).all(w.session, code_0="P1", code_1="P2") == [row]


def test_a_record_that_is_added_is_known_and_can_be_changed(acting: config.Settings) -> None:
    with config.using(acting), work.write() as w:
        w.begin("region.create", writes=True)
        row = prepared.unsaved(Region, code="R1", name="华东", sort_key="", search_text="")
        row.active = True
        w.add(row)
        assert w.session.exec(select(Region).where(Region.code == "R1")).one() is row
        row.name = "华南"
        w.session.flush()
        assert (row.version, row.created_by) == (2, w.operator.id)


def test_a_value_that_is_missing_or_unknown_is_a_defect(acting: config.Settings) -> None:
    statement = prepared.Prepared(select(Product.name).where(Product.code == bindparam("code")))
    with config.using(acting), work.read() as w:
        with pytest.raises(TypeError, match="needs more"):
            statement.first(w.session)
        with pytest.raises(TypeError, match="has no"):
            prepared.unsaved(Product, colour="red")


def test_an_error_is_the_one_that_sqlalchemy_raises(acting: config.Settings) -> None:
    with config.using(acting), work.write() as w:
        w.begin("region.create", writes=True)
        with pytest.raises(IntegrityError) as raised:
            w.add(prepared.unsaved(Region, code="R1"))
        assert "NULL" in str(raised.value.orig).upper()
        w.session.rollback()
