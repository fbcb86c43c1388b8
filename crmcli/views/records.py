"""What people call the fields of stored records: for the log, histories and previews.

A field that the noun's row type shows has its heading there; the few others have theirs here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from crmcli.i18n import N_, _
from crmcli.views.annotation import AnnotationRow
from crmcli.views.approval import ApprovalRow, ApprovalRuleRow, DecisionRow, FieldRow
from crmcli.views.base import Column, Kind, Ref, Row, columns_of
from crmcli.views.calendar import LeaveRow, WorkingDayRow
from crmcli.views.codelist import CODE_LISTS
from crmcli.views.codelist import row_type as code_row_type
from crmcli.views.contact import ContactRow
from crmcli.views.customer import CustomerRow
from crmcli.views.department import DepartmentRow
from crmcli.views.followup import FollowupRow, TemplateRow
from crmcli.views.handover import HandedRow, HandoverRow
from crmcli.views.imports import MappingRow
from crmcli.views.lending import LoanRow, ShareRow
from crmcli.views.merging import MergedCustomerRow
from crmcli.views.number_rule import NumberRuleRow
from crmcli.views.operator import OperatorRow
from crmcli.views.order import OrderLineRow, OrderRow
from crmcli.views.payment import OpeningRow, PaymentAllocationRow, PaymentRow
from crmcli.views.period import PeriodRow
from crmcli.views.pool import PoolMoveRow
from crmcli.views.product import ProductRow
from crmcli.views.region import RegionRow
from crmcli.views.registration import ConflictRow, RegistrationRow
from crmcli.views.role import RoleRow, TokenRow
from crmcli.views.setting import SettingRow

ROWS: dict[str, type[Row]] = {
    "customer": CustomerRow,
    "contact": ContactRow,
    "followup": FollowupRow,
    "followup-template": TemplateRow,
    "annotation": AnnotationRow,
    "working-calendar": WorkingDayRow,
    "leave": LeaveRow,
    "share": ShareRow,
    "pool-move": PoolMoveRow,
    "registration": RegistrationRow,
    "conflict": ConflictRow,
    "merged-customer": MergedCustomerRow,
    "handover": HandoverRow,
    "handed-over": HandedRow,
    "approval": ApprovalRow,
    "approval-decision": DecisionRow,
    "revision-field": FieldRow,
    "approval-rule": ApprovalRuleRow,
    "order": OrderRow,
    "order-line": OrderLineRow,
    "payment": PaymentRow,
    "allocation": PaymentAllocationRow,
    "pending-allocation": PaymentAllocationRow,
    "opening": OpeningRow,
    "product": ProductRow,
    "operator": OperatorRow,
    "region": RegionRow,
    "department": DepartmentRow,
    "setting": SettingRow,
    "number-rule": NumberRuleRow,
    "period-lock": PeriodRow,
    "import-mapping": MappingRow,
    "role": RoleRow,
    "login": TokenRow,
    "loan": LoanRow,
}
"""Noun -> what people see of it; code lists have theirs by noun."""

MORE = {
    "account": N_("Role on the server"),
    "due_on": N_("To be done by"),
    "approval": N_("Approval"),
    "approver": N_("Who decides"),
    "decided_by": N_("Decided by"),
    "for": N_("In place of"),
    "from_amount": N_("From amount"),
    "handover": N_("Handover"),
    "with": N_("Shared with"),
    "with_dept": N_("Shared with department"),
    "contact": N_("Contact"),
    "contacted_at": N_("Contacted at"),
    "customer": N_("Customer"),
    "department": N_("Department"),
    "draws": N_("Paid out by"),
    "ended": N_("Ended early"),
    "epoch": N_("Sessions since"),
    "due_by_hand": N_("Due date set by hand"),
    "is_primary": N_("Primary"),
    "kind": N_("Kind"),
    "merged": N_("Record that was merged"),
    "must_change": N_("Must be changed"),
    "name": N_("Name"),
    "next_step": N_("Next step"),
    "noun": N_("Noun"),
    "order": N_("Order"),
    "owner": N_("Owner"),
    "permission": N_("Permission"),
    "person": N_("Whose it was or is"),
    "position": N_("Position"),
    "raw": N_("Number or address"),
    "role": N_("Role"),
    "scope_dept": N_("Scope of department"),
    "reserved": N_("Holds unidentified money"),
}
"""Stored fields that no row type shows under their own key."""


class Image(dict[str, Any]):
    """The fields of a stored record, or those of them that changed, with the record's noun."""

    def __init__(self, noun: str, fields: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.noun = noun


def heading(noun: str, key: str) -> str:
    """What people call a field."""
    column = _shown(noun).get(key)
    return column.title if column else _(MORE[key])


def shown(noun: str, key: str, value: Any) -> str:
    """What stands in a field, as people read it."""
    if value is None:
        return "∅"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Ref):
        return value.code if value.code == value.name else f"{value.code} {value.name}"
    column = _shown(noun).get(key)
    if column is not None and column.kind in (Kind.PERCENT, Kind.DISCOUNT):
        return f"{value}%"
    if column is None or column.kind is not Kind.ENUM or value not in column.labels:
        return str(value)
    return _(column.labels[value])


def told(image: Image) -> Iterator[str]:
    """The fields of a record and what stands in them, as people call both."""
    for key, value in image.items():
        yield f"{heading(image.noun, key)}={shown(image.noun, key, value)}"


@cache
def _shown(noun: str) -> dict[str, Column]:
    row_type = code_row_type(noun) if noun in CODE_LISTS else ROWS.get(noun)
    return {column.key: column for column in columns_of(row_type)} if row_type else {}
