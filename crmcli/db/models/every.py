"""All tables at once, for what is done with the store as a whole.

Declaring a table takes milliseconds, so a command declares those that it works with: whoever
imports ``metadata`` from here declares all.
"""

from crmcli.db.models import (
    annotation,
    approval,
    authority,
    calendar,
    codelist,
    contact,
    customer,
    department,
    followup,
    handover,
    lending,
    merging,
    notification,
    operator,
    order,
    payment,
    pool,
    product,
    region,
    registration,
    system,
)
from crmcli.db.models.base import metadata

__all__ = [
    "annotation",
    "approval",
    "authority",
    "calendar",
    "codelist",
    "contact",
    "customer",
    "department",
    "followup",
    "handover",
    "lending",
    "merging",
    "metadata",
    "notification",
    "operator",
    "order",
    "payment",
    "pool",
    "product",
    "region",
    "registration",
    "system",
]
