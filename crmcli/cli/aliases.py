"""A person's own commands: the first word stands for others."""

from __future__ import annotations

import re
import shlex

from crmcli import config
from crmcli.cli.nouns import ENTRIES
from crmcli.errors import InvalidError
from crmcli.i18n import _

PLACE = re.compile(r"\$([1-9])")


def expanded(arguments: list[str]) -> list[str]:
    """The arguments with an alias in the first place replaced by what it stands for.

    ``$1`` to ``$9`` in it are what was given to it; what they do not take stands behind.

    Raises:
        InvalidError: it asks for more than was given, or is not valid in the user's file.
    """
    if not arguments or arguments[0].startswith("-") or arguments[0] in ENTRIES:
        return arguments
    words = config.aliases().get(arguments[0])
    if words is None:
        return arguments
    given = arguments[1:]
    taken = {int(number) for number in PLACE.findall(words)}
    if taken and max(taken) > len(given):
        raise InvalidError(
            _("“{}” needs {} values").format(arguments[0], max(taken)),
            _("It stands for: crm {}").format(words),
        )
    try:
        parts = shlex.split(words)
    except ValueError:
        raise InvalidError(
            _("“{}” is not a valid {}").format(words, _("command")),
            _("Make it anew: crm alias remove {}").format(arguments[0]),
        ) from None
    filled = [PLACE.sub(lambda match: given[int(match[1]) - 1], part) for part in parts]
    return filled + [value for n, value in enumerate(given, 1) if n not in taken]
