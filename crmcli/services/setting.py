"""Settings of the company: they live in the store and hold for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sqlmodel import select

from crmcli.db import scope
from crmcli.db.models.setting import Setting
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError, NotFoundError, RefusedError, suggestion
from crmcli.i18n import N_, _, in_all
from crmcli.services import fields, money, passwords, texts
from crmcli.views.base import Row, key_of
from crmcli.views.pool import POOLS
from crmcli.views.setting import SettingRow

MOST_DAYS = 365
MOST_PROTECTION = 3650
MOST_AGES, MOST_DIGITS = 8, 4


@dataclass(frozen=True, slots=True)
class Known:
    """A setting: what it is for, what holds unless set, and how a value is checked.

    Without ``clean`` it is fixed when the store is made.
    """

    meaning: str
    default: str = ""
    clean: Callable[[str, str], str] | None = None


def _whole(least: int, most: int) -> Callable[[str, str], str]:
    def clean(given: str, name: str) -> str:
        text = texts.narrow(given)
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise InvalidError(
                _("“{}” is not a valid {}").format(given, name),
                _("Give a whole number from {} to {}").format(least, most),
            )
        return str(int(text))

    return clean


def _country(given: str, name: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    code = texts.narrow(given).upper()
    if code not in SUPPORTED_REGIONS:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, name),
            _("Give an ISO 3166 code such as CN or DE"),
        )
    return code


def _rate(given: str, name: str) -> str:
    return f"{money.parse_percent(given, name).normalize():f}"


def _amount(given: str, name: str) -> str:
    return f"{money.parse(given, name):f}"


def _choice(labels: Mapping[str, str]) -> Callable[[str, str], str]:
    return lambda given, name: fields.chosen(given, tuple(labels), labels, name)


def _ages(given: str, name: str) -> str:
    parts = [texts.narrow(part).strip() for part in texts.narrow(given).split(",")]
    ends = [
        int(part)
        for part in parts
        if part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS
    ]
    rising = all(one < two for one, two in pairwise(ends))
    if len(ends) != len(parts) or not rising or not ends[0] >= 1 or len(ends) > MOST_AGES:
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, name),
            _("Give up to {} rising numbers of days, such as 30,60,90").format(MOST_AGES),
        )
    return ",".join(map(str, ends))


NONE, NONE_CALLED = "none", N_("none")
BILLING = N_("invoice particulars")


def _row_of(noun: str) -> type[Row]:
    from crmcli.views.contact import ContactRow
    from crmcli.views.customer import CustomerRow

    return CustomerRow if noun == "customer" else ContactRow


def _key_fields(noun: str) -> Callable[[str, str], str]:
    known = scope.KEY_FIELDS[noun]

    def key(given: str) -> str | None:
        billing = {texts.fold(word) for word in ("billing", *in_all(BILLING))}
        if texts.fold(given) in billing:
            return "billing"
        return key_of(_row_of(noun), given.replace("-", "_"))

    def clean(given: str, name: str) -> str:
        parts = [part.strip() for part in re.split("[,，、]", given) if part.strip()]
        if not parts or texts.fold(parts[0]) in (NONE, *map(texts.fold, in_all(NONE_CALLED))):
            return NONE
        for part in parts:
            if key(part) not in known:
                raise InvalidError(
                    _("“{}” is not a valid {}").format(part, name), suggestion(part, known.keys())
                )
        chosen = {key(part) for part in parts}
        return ",".join(one for one in known if one in chosen)

    return clean


def _protection(given: str, name: str) -> str:
    """Days by level code: ``A=180,90``; the number alone is of all other levels."""
    parts = [part.strip() for part in re.split("[,，、]", texts.narrow(given)) if part.strip()]
    found: dict[str, int] = {}
    for part in parts:
        code, _equals, number = part.replace(" ", "").rpartition("=")
        fits = number.isascii() and number.isdigit() and int(number) <= MOST_PROTECTION
        if not fits or code.upper() in found:
            raise InvalidError(
                _("“{}” is not a valid {}").format(given, name),
                _("Give days, or LEVEL=DAYS separated by commas, such as A=180,B=90,60"),
            )
        found[code.upper()] = int(number)
    rest = found.pop("", 0)
    return ",".join([*(f"{code}={number}" for code, number in found.items()), str(rest)])


def _week(given: str, name: str) -> str:
    parts = {part for part in re.split("[,，、 ]", texts.narrow(given)) if part}
    if not parts or not parts <= set("1234567"):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, name),
            _("Give days of the week such as 1,2,3,4,5; 1 is Monday"),
        )
    return ",".join(sorted(parts))


def _codes(given: str, name: str) -> str:
    parts = [part.strip().upper() for part in re.split("[,，、]", texts.narrow(given))]
    if not any(parts):
        raise texts.required(name)
    return ",".join(dict.fromkeys(part for part in parts if part))


OFF, WARN, REFUSE = "off", "warn", "refuse"
CREDIT_CHECK = {OFF: N_("off"), WARN: N_("warn"), REFUSE: N_("refuse")}
NO, YES = "no", "yes"
YES_OR_NO = {NO: N_("no"), YES: N_("yes")}

SETTINGS: dict[str, Known] = {
    "company": Known(N_("The company's name"), clean=texts.name),
    "zone": Known(N_("Time zone of its days")),
    "currency": Known(N_("Its currency")),
    "tax_rate": Known(N_("Tax rate of new products, in percent"), clean=_rate),
    "phone_region": Known(N_("Country of phone numbers without a country code"), "CN", _country),
    "late_entry_days": Known(
        N_("Days after a contact in which its follow-up is in time"), "1", _whole(0, MOST_DAYS)
    ),
    "working_week": Known(
        N_("Days of the week that are worked on; 1 is Monday"), "1,2,3,4,5", _week
    ),
    "recording_roles": Known(
        N_("Roles whose people record a follow-up on every working day"), "SALESPERSON", _codes
    ),
    "credit_check": Known(
        N_("What happens when an order exceeds the credit limit: off, warn or refuse"),
        WARN,
        _choice(CREDIT_CHECK),
    ),
    "rounding_limit": Known(N_("The most that is rounded off an order"), "10.00", _amount),
    "ageing_days": Known(
        N_("Days overdue at which the ages of receivables end"), "30,60,90", _ages
    ),
    "confirm_receipts": Known(
        N_("Whether receipts wait until finance has confirmed them: yes or no"),
        NO,
        _choice(YES_OR_NO),
    ),
    "key_fields_customer": Known(
        N_("Fields of customers that change only by an approved revision, or none"),
        NONE,
        _key_fields("customer"),
    ),
    "key_fields_contact": Known(
        N_("Fields of contacts that change only by an approved revision, or none"),
        NONE,
        _key_fields("contact"),
    ),
    "pool_by": Known(
        N_("Who may claim from a pool: its department and those below, its region, or all"),
        "department",
        _choice(POOLS),
    ),
    "pool_holding_limit": Known(
        N_("Customers that one may hold to claim more; 0 is any number"), "0", _whole(0, 10**6)
    ),
    "pool_claims_per_day": Known(
        N_("Customers that one may claim within a day; 0 is any number"), "0", _whole(0, 10**6)
    ),
    "pool_reclaim_days": Known(
        N_("Days for which the last owner may not claim a customer again"),
        "0",
        _whole(0, MOST_DAYS),
    ),
    "pool_protection_days": Known(
        N_("Days without activity until customers are recycled, such as 90 or A=180,90; 0: never"),
        "0",
        _protection,
    ),
    "pool_warning_days": Known(
        N_("Days before it is recycled on which an owner is warned"), "7", _whole(0, MOST_DAYS)
    ),
    "registration_days": Known(
        N_("Days for which a customer is registered at most"), "90", _whole(1, MOST_PROTECTION)
    ),
    "registration_limit": Known(
        N_("Customers that one may have registered at a time; 0 is any number"),
        "0",
        _whole(0, 10**6),
    ),
    "conflict_answers_per_day": Known(
        N_("Customers of others whose owner one is told within a day"), "20", _whole(0, 10**6)
    ),
    "password_length": Known(
        N_("Characters that a password has at least"), "8", _whole(8, passwords.LONGEST)
    ),
    "lockout_attempts": Known(
        N_("Wrong passwords after which a log-in is locked (SQLite)"), "5", _whole(1, 100)
    ),
    "lockout_minutes": Known(N_("Minutes for which it is locked (SQLite)"), "15", _whole(1, 1440)),
    "session_days": Known(
        N_("Days after which one has to log in again (SQLite)"), "30", _whole(1, MOST_DAYS)
    ),
}


def value(work: Work, key: str) -> str:
    """What a setting is set to, or what holds unless it is set."""
    return work.setting(key) or SETTINGS[key].default


def amount(work: Work, key: str) -> Decimal:
    """A setting that is an amount."""
    return Decimal(value(work, key))


@action("setting.read", writes=False)
def find(work: Work) -> list[SettingRow]:
    """All settings."""
    return [_view(work, key) for key in SETTINGS]


@action("setting.read", writes=False)
def show(work: Work, key: str) -> SettingRow:
    """One setting.

    Raises:
        NotFoundError: there is none of that name.
    """
    return _view(work, _known(key))


@action("setting.update")
def edit(work: Work, key: str, given: str) -> SettingRow:
    """Set what the company wants from now on; what was recorded before stays.

    Raises:
        NotFoundError, InvalidError: no such setting, or a value that cannot be.
        RefusedError: it is fixed when the store is made.
    """
    named = _known(key)
    clean = SETTINGS[named].clean
    if clean is None:
        raise RefusedError(
            _("{} cannot be changed once the store is made").format(named),
            _("Everything in it was recorded by it"),
        )
    cleaned = clean(given, named)
    row = work.session.exec(select(Setting).where(Setting.key == named)).first()
    if row is None:
        row = Setting(key=named, value=cleaned)
        work.session.add(row)
    row.value = cleaned
    work.session.flush()
    work.forget_settings()
    return _view(work, named)


def _known(key: str) -> str:
    wanted = texts.narrow(key).casefold().replace("-", "_")
    if wanted not in SETTINGS:
        raise NotFoundError(
            _("No {} “{}”").format(_("setting"), key),
            suggestion(key, SETTINGS.keys()),
        )
    return wanted


def _view(work: Work, key: str) -> SettingRow:
    return SettingRow(key=key, value=value(work, key), meaning=_(SETTINGS[key].meaning))
