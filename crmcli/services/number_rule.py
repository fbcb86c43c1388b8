"""Numbering rules: how codes and numbers are made, and changing that."""

from __future__ import annotations

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.every import metadata
from crmcli.db.models.numbering import NumberRule
from crmcli.db.work import Work, action
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.services import fields, lookup, texts
from crmcli.views.base import Ref
from crmcli.views.nouns import NOUNS, TABLES
from crmcli.views.number_rule import NumberRuleRow


@action("number-rule.read", writes=False)
def find(work: Work) -> list[NumberRuleRow]:
    """All rules with the number that each gives next."""
    rules = work.session.exec(select(NumberRule).order_by(col(NumberRule.id))).all()
    return [_view(work, rule) for rule in rules]


@action("number-rule.read", writes=False)
def show(work: Work, noun: str) -> NumberRuleRow:
    """The rule of a noun.

    Raises:
        InvalidError: there is none.
    """
    return _view(work, _of(work, noun))


@action("number-rule.update")
def edit(work: Work, noun: str, pattern: str) -> NumberRuleRow:
    """Make the numbers of a noun otherwise from now on; those given stay.

    The counters begin after the numbers that exist and fit the new rule.

    Raises:
        InvalidError: no such rule, or a pattern that cannot be.
    """
    rule = _of(work, noun)
    wanted = texts.name(pattern, _("numbering rule"))
    parsed = numbering.Rule(wanted)
    sample = parsed.format(work.today(), 1)
    if sample != numbering.checked(sample) or parsed.parse(sample) is None:
        raise InvalidError(
            _("“{}” is not a numbering rule").format(wanted),
            _("“{}” could not be told apart again").format(sample),
        )
    if rule.pattern == wanted:
        return _view(work, rule)
    rule.pattern = wanted
    work.session.flush()
    table = metadata.tables[TABLES[rule.noun]]
    column = table.c.get("code", table.c.get("number"))
    numbers = work.session.connection().execute(select(column)).scalars()
    numbering.recount(work.session, rule, numbers)
    return _view(work, rule)


def _of(work: Work, noun: str) -> NumberRule:
    known = work.session.exec(select(NumberRule.noun).order_by(col(NumberRule.id))).all()
    wanted = fields.chosen(noun, known, NOUNS, _("noun"))
    return work.session.exec(select(NumberRule).where(NumberRule.noun == wanted)).one()


def _view(work: Work, rule: NumberRule) -> NumberRuleRow:
    return NumberRuleRow(
        of=Ref(rule.noun, lookup.word(rule.noun)),
        pattern=rule.pattern,
        next=numbering.upcoming(work.session, rule, work.today()),
    )
