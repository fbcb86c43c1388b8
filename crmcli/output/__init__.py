"""The only writers to stdout, stderr and files that people read."""

from crmcli.output.asking import confirm
from crmcli.output.emit import (
    list_limit,
    removed,
    show,
    show_page,
    show_report,
    written,
    written_many,
)
from crmcli.output.talk import say

__all__ = [
    "confirm",
    "list_limit",
    "removed",
    "say",
    "show",
    "show_page",
    "show_report",
    "written",
    "written_many",
]
