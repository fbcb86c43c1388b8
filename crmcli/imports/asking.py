"""What the options of an import ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _, in_all, listed
from crmcli.imports import headings
from crmcli.imports.rows import Reading
from crmcli.imports.spec import Asked, Duplicates, Import
from crmcli.imports.values import ORDERS
from crmcli.views.nouns import NOUNS

HUNDRED = Decimal(100)
MEANINGS: dict[str, Callable[[Decimal], Decimal]] = {
    "percent": lambda given: given,
    "fraction": lambda given: given * HUNDRED,
    "left": lambda given: HUNDRED - (given * HUNDRED if given <= 1 else given * 10),
}
"""What a bare number in a column of discounts is, as the percentage taken off; 0.9 left is 9折."""


def reading(
    spec: Import,
    *,
    maps: Sequence[str] = (),
    saved: Mapping[str, str] | None = None,
    sets: Sequence[str] = (),
    ignored: Sequence[str] = (),
    dates: str | None = None,
) -> Reading:
    """How the list is to be read; what is given counts more than what is ``saved``.

    Raises:
        InvalidError: no ``KEY=VALUE``, an unknown column, or an order of dates that is none.
    """
    if dates is not None and "%" not in dates and dates not in ORDERS:
        raise InvalidError(
            _("“{}” is not a valid {}").format(dates, "--date-format"),
            _("Give ymd, mdy, dmy, or a pattern such as %d.%m.%y"),
        )
    mapping = {**(saved or {}), **_pairs(spec, maps, "--map")}
    left_out = frozenset(headings.folded(one) for one in ignored)
    return Reading(mapping, _pairs(spec, sets, "--set"), left_out, dates)


def asked(
    spec: Import, *, duplicates: str, create: str | None = None, discount: str | None = None
) -> Asked:
    """How its rows are to be taken.

    Raises:
        InvalidError: a word that is not known.
    """
    if duplicates not in tuple(Duplicates):
        raise InvalidError(
            _("“{}” is not a valid {}").format(duplicates, "--on-duplicate"),
            _("Known are: {}").format(listed(Duplicates)),
        )
    if discount is not None and discount not in MEANINGS:
        raise InvalidError(
            _("“{}” is not a valid {}").format(discount, "--discount-as"),
            _("Known are: {}").format(listed(MEANINGS)),
        )
    return Asked(
        Duplicates(duplicates),
        _nouns(spec, create or ""),
        MEANINGS[discount] if discount is not None else None,
    )


def _pairs(spec: Import, given: Sequence[str], option: str) -> dict[str, str]:
    known = headings.names(spec)
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.replace("＝", "=").partition("=")
        if not equals or not value.strip():
            raise InvalidError(
                _("“{}” is not a valid {}").format(pair, option), _("Write it like name=VALUE")
            )
        key = known.get(headings.folded(name))
        if key is None:
            titles = {column.key: column.title for column in spec.columns}
            raise InvalidError(_("There is no column “{}”").format(name), suggestion(name, titles))
        found[key] = value.strip()
    return found


def _nouns(spec: Import, given: str) -> frozenset[str]:
    creatable = {noun: NOUNS[noun] for noun in spec.creates.values()}
    found = set()
    for word in (one.strip() for one in given.replace("，", ",").split(",") if one.strip()):
        noun = next(
            (
                noun
                for noun, english in creatable.items()
                if word.casefold() in (noun, *(text.casefold() for text in in_all(english)))
            ),
            None,
        )
        if noun is None:
            raise InvalidError(
                _("“{}” cannot be made by this import").format(word),
                suggestion(word, {noun: _(english) for noun, english in creatable.items()}),
            )
        found.add(noun)
    return frozenset(found)
