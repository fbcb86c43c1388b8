"""Numbers that identify a customer, proved by their check digits."""

from __future__ import annotations

import re

from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import texts
from crmcli.views.base import masked

LENGTH = 18
ALPHABET = re.compile("[0-9A-HJ-NP-RTUWXY]+")
"""No I, O, S, V, Z (GB 32100-2015, table 1)."""
FIXED = re.compile("[0-9A-Z][0-9A-Z][0-9]{6}")
"""Registering authority, kind of organisation, place of registration (GB/T 2260)."""


def credit_code(_work: Work, given: str, name: str) -> str:
    """A unified social credit code (统一社会信用代码), upper-case, its check digit verified.

    Source: GB 32100-2015; the check digit by ``python-stdnum``.

    Raises:
        InvalidError: what is wrong: its length, a character, or the check digit.
    """
    from stdnum.cn import uscc

    code = uscc.compact(texts.narrow(given))
    if len(code) != LENGTH:
        raise _wrong(given, name, _("It has {} characters instead of {}").format(len(code), LENGTH))
    if not ALPHABET.fullmatch(code):
        bad = next(c for c in code if not ALPHABET.fullmatch(c))
        raise _wrong(given, name, _("“{}” cannot stand in it").format(bad))
    if not FIXED.match(code):
        raise _wrong(given, name, _("Its characters 3 to 8 must be digits"))
    if uscc.calc_check_digit(code[:-1]) != code[-1]:
        raise _wrong(given, name, _("Its check digit is wrong: look for a slip of the pen"))
    return code


def identity_number(_work: Work, given: str, name: str) -> str:
    """The number of an identity document; an 18-digit Chinese one has its check digit verified.

    Source: GB 11643-1999, by ``python-stdnum``. Passports and others are kept as they are.

    Raises:
        InvalidError: the check digit or the date of birth in it is wrong; it is told masked.
    """
    from stdnum.cn import ric
    from stdnum.exceptions import InvalidChecksum, ValidationError

    number = texts.narrow(given).replace(" ", "").upper()
    if re.fullmatch("[0-9]{17}[0-9A-Z]", number):
        try:
            ric.validate(number)
        except InvalidChecksum:
            raise _wrong(
                masked(given), name, _("Its check digit is wrong: look for a slip of the pen")
            ) from None
        except ValidationError:
            raise _wrong(
                masked(given), name, _("The place or date of birth in it is wrong")
            ) from None
    elif not re.fullmatch("[0-9A-Z()-]{5,30}", number):
        raise _wrong(masked(given), name, _("Use 5 to 30 letters and digits"))
    return number


def _wrong(given: str, name: str, hint: str) -> InvalidError:
    return InvalidError(_("“{}” is not a valid {}").format(given, name), hint)
