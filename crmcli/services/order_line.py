"""The lines of an order: added, changed, removed and moved while it is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from crmcli.db.models.order import OrderLine, SalesOrder
from crmcli.db.models.product import Product
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError, RefusedError, UnconfirmedError
from crmcli.i18n import _
from crmcli.services import (
    discounts,
    line_spec,
    lookup,
    money,
    order,
    order_view,
    period,
    texts,
    versions,
)
from crmcli.services import lines as lines_of
from crmcli.services.line_spec import GIFT, PRODUCT, Line, NewLine, PricedLine
from crmcli.views.order import LineValues, OrderDetail

PARKED = 0
"""The place of a line on its way to another one."""


@action("order.update")
def add(
    work: Work,
    number: str,
    wanted: Sequence[NewLine],
    *,
    before: int | None = None,
    version: int | None = None,
) -> OrderDetail:
    """Add lines to a draft, at the end or before a line.

    Raises:
        RefusedError: it is no draft, or the lines cannot be on it.
        InvalidError, NotFoundError: a line that cannot be.
    """
    row = _draft(work, number, version)
    lines = lines_of.of(work, row.id)
    place = len(lines) + 1 if before is None else _at(row, lines, before).line
    if not wanted:
        raise InvalidError(_("No line is given"), _("Write it like PRODUCT:2@99.50-10%"))
    added: list[PricedLine] = []
    for new in wanted:
        together: list[Line] = [*lines, *added]
        added.append(line_spec.price(work, new, together))
    line_spec.require_sound(work, [*together, added[-1]])
    for line in reversed(lines[place - 1 :]):
        line.line += len(added)
        work.session.flush()
    lines_of.insert(work, row, place, added)
    return _finish(work, row)


@action("order.update")
def edit(
    work: Work,
    number: str,
    line: int,
    *,
    version: int | None = None,
    **values: Unpack[LineValues],
) -> OrderDetail:
    """Change a line of a draft; another product brings its price and tax rate unless given.

    Raises:
        RefusedError: it is no draft, or has freight and rounding off changed as products are.
        InvalidError, NotFoundError: no such line, or a value that cannot be.
    """
    row = _draft(work, number, version)
    lines = lines_of.of(work, row.id)
    changed = _at(row, lines, line)
    wanted = _wanted(changed, values)
    if changed.kind in (PRODUCT, GIFT):
        priced = line_spec.of_product(_product(work, changed, values.get("product")), wanted)
    else:
        priced = line_spec.price(work, wanted, [one for one in lines if one is not changed])
    keep = () if values.get("product") is not None else ("product_name", "unit")
    for key, value in priced.values().items():
        if key not in keep:
            setattr(changed, key, value)
    line_spec.require_sound(work, lines)
    if not work.session.is_modified(changed):
        return order_view.detail(work, row)
    return _finish(work, row)


@action("order.update")
def remove(
    work: Work, number: str, line: int, *, sure: bool, version: int | None = None
) -> OrderDetail:
    """Remove a line from a draft; those after it move up.

    Raises:
        RefusedError: it is no draft, or it is the last line.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = _draft(work, number, version)
    lines = lines_of.of(work, row.id)
    gone = _at(row, lines, line)
    rest = [one for one in lines if one is not gone]
    if not rest:
        raise RefusedError(
            _("Line {} is the last one of {}").format(line, row.number),
            _("Cancel the order: crm order cancel {}").format(row.number),
        )
    line_spec.require_sound(work, rest)
    if not sure:
        raise UnconfirmedError(
            _("Remove {}?").format(_("line {} of {}").format(gone.line, row.number))
        )
    work.session.delete(gone)
    work.session.flush()
    for one in rest[line - 1 :]:
        one.line -= 1
        work.session.flush()
    return _finish(work, row)


@action("order.update")
def move(work: Work, number: str, line: int, to: int, *, version: int | None = None) -> OrderDetail:
    """Move a line of a draft to another place.

    Raises:
        RefusedError: it is no draft.
        NotFoundError: no such line or place.
    """
    row = _draft(work, number, version)
    lines = lines_of.of(work, row.id)
    moved, place = _at(row, lines, line), _at(row, lines, to).line
    if place != line:
        step = 1 if place > line else -1
        between = [lines[n - 1] for n in range(line + step, place + step, step)]
        moved.line = PARKED
        work.session.flush()
        for one in between:
            one.line -= step
            work.session.flush()
        moved.line = place
    return _finish(work, row) if place != line else order_view.detail(work, row)


def _draft(work: Work, number: str, version: int | None) -> SalesOrder:
    row = order.locked(work, number)
    versions.require(work, row, order.NOUN, version)
    order.require_draft(row)
    period.require_open(work, row.date)
    return row


def _at(row: SalesOrder, lines: Sequence[OrderLine], number: int) -> OrderLine:
    if not 1 <= number <= len(lines):
        raise NotFoundError(
            _("Order {} has no line {}").format(row.number, number),
            _("It has lines 1 to {}").format(len(lines)),
        )
    return lines[number - 1]


def _product(work: Work, line: OrderLine, given: str | None) -> Product:
    if given is not None:
        return lookup.usable(work, Product, "product", given)
    assert line.product_id is not None
    return work.get(Product, line.product_id)


def _wanted(line: OrderLine, values: LineValues) -> NewLine:
    """The line as it shall be: what is given, and what it was."""
    product = values.get("product")
    given = {key for key, value in values.items() if value is not None}
    if line.kind not in (PRODUCT, GIFT) and given & {"product", "quantity", "discount"}:
        raise InvalidError(
            _("Line {} is no product: it has only a price, a tax rate and a remark").format(
                line.line
            ),
            _("Leave the rest out"),
        )
    if line.kind == GIFT and "discount" in given:
        raise InvalidError(_("A gift has no discount: it costs nothing"), _("Leave it out"))
    price, rate = values.get("price"), values.get("tax_rate")
    quantity, discount = values.get("quantity"), values.get("discount")
    before = line_spec.again(line, None)
    parse = money.parse_fine if line.kind in (PRODUCT, GIFT) else money.parse
    remark = values.get("remark")
    return NewLine(
        product=None,
        quantity=money.parse_fine(quantity, _("quantity"), zero=False)
        if quantity is not None
        else before.quantity,
        price=parse(price, _("price"), zero=line.kind in (PRODUCT, GIFT))
        if price is not None
        else (None if product is not None else before.price),
        discount=discounts.parse(discount, _("discount"))
        if discount is not None
        else before.discount,
        kind=line.kind,
        tax_rate=money.parse_percent(rate, _("tax rate"))
        if rate is not None
        else (None if product is not None else before.tax_rate),
        remark=texts.line(remark, _("Remark")) if remark is not None else before.remark,
    )


def _finish(work: Work, row: SalesOrder) -> OrderDetail:
    work.session.flush()
    row.total = line_spec.total_of(lines_of.of(work, row.id))
    versions.touch(row)
    work.session.flush()
    return order_view.detail(work, row)
