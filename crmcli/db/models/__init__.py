"""The tables. No rules here."""

from crmcli.db.models.annotation import Annotation
from crmcli.db.models.approval import (
    Approval,
    ApprovalDecision,
    ApprovalRule,
    RevisionField,
)
from crmcli.db.models.authority import (
    Login,
    LoginSecret,
    Role,
    RolePermission,
    RolePosition,
    StoreKey,
)
from crmcli.db.models.base import Coded, Owned, Stamped, metadata
from crmcli.db.models.calendar import Leave, WorkingCalendar
from crmcli.db.models.codelist import (
    CODE_LISTS,
    Channel,
    ContactCategory,
    CustomerType,
    Industry,
    Level,
    PaymentMethod,
    PersonnelType,
    Position,
    Progress,
    ReceivingAccount,
    Source,
)
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import ContactPoint, Customer, FormerName
from crmcli.db.models.department import Department
from crmcli.db.models.followup import Followup, FollowupTemplate
from crmcli.db.models.handover import HandedOver, Handover
from crmcli.db.models.lending import Loan, Share
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.models.notification import Notification
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import OrderLine, SalesOrder
from crmcli.db.models.payment import Allocation, OpeningBalance, Payment, PendingAllocation
from crmcli.db.models.pool import PoolMove
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.db.models.registration import Conflict, Registration
from crmcli.db.models.system import (
    ImportMapping,
    LogEntry,
    LogSeal,
    NumberCounter,
    NumberRule,
    Operation,
    PeriodLock,
    Setting,
)

__all__ = [
    "CODE_LISTS",
    "Allocation",
    "Annotation",
    "Approval",
    "ApprovalDecision",
    "ApprovalRule",
    "Channel",
    "Coded",
    "Conflict",
    "Contact",
    "ContactCategory",
    "ContactPoint",
    "Customer",
    "CustomerType",
    "Department",
    "Followup",
    "FollowupTemplate",
    "FormerName",
    "HandedOver",
    "Handover",
    "ImportMapping",
    "Industry",
    "Leave",
    "Level",
    "Loan",
    "LogEntry",
    "LogSeal",
    "Login",
    "LoginSecret",
    "MergedCustomer",
    "Notification",
    "NumberCounter",
    "NumberRule",
    "OpeningBalance",
    "Operation",
    "Operator",
    "OrderLine",
    "Owned",
    "Payment",
    "PaymentMethod",
    "PendingAllocation",
    "PeriodLock",
    "PersonnelType",
    "PoolMove",
    "Position",
    "Product",
    "Progress",
    "ReceivingAccount",
    "Region",
    "Registration",
    "RevisionField",
    "Role",
    "RolePermission",
    "RolePosition",
    "SalesOrder",
    "Setting",
    "Share",
    "Source",
    "Stamped",
    "StoreKey",
    "WorkingCalendar",
    "metadata",
]
