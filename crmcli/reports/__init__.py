"""One report a file: what it shows and the select behind it."""

from __future__ import annotations

from importlib import import_module

from crmcli.reports.spec import Report

KEYS = (
    "customer-region-type",
    "customer-type",
    "customer-region",
    "customer-region-personnel",
    "salesperson-sales",
    "region-sales",
    "salesperson-ranking",
    "salesperson-product",
    "region-product",
    "receivables-ageing",
    "receipts",
    "work-review",
)
"""All reports, in the order in which they are listed."""


def load(key: str) -> Report:
    """The report of that key."""
    report = import_module(f"crmcli.reports.{key.replace('-', '_')}").REPORT
    assert isinstance(report, Report)
    return report
