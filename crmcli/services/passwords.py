"""What a password must be: long enough, and nothing that is tried first.

After NIST SP 800-63B (5.1.1.2): length counts, mixtures of signs are not asked for, and passwords
that are common or taken from the context are refused.
"""

from __future__ import annotations

import unicodedata

from crmcli.errors import InvalidError
from crmcli.i18n import _

LONGEST = 128
COMMON = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "12345678910",
        "0123456789",
        "87654321",
        "987654321",
        "11111111",
        "00000000",
        "88888888",
        "66666666",
        "99999999",
        "123123123",
        "147258369",
        "789456123",
        "password",
        "password1",
        "password123",
        "passw0rd",
        "p@ssw0rd",
        "qwertyui",
        "qwertyuiop",
        "qwerty123",
        "1qaz2wsx",
        "1q2w3e4r",
        "1q2w3e4r5t",
        "zaq12wsx",
        "asdfghjk",
        "asdfghjkl",
        "abcd1234",
        "abc12345",
        "abcdefgh",
        "a1234567",
        "a12345678",
        "aa123456",
        "woaini1314",
        "woaini520",
        "5201314520",
        "iloveyou",
        "letmein1",
        "welcome1",
        "welcome123",
        "admin123",
        "admin1234",
        "administrator",
        "changeme",
        "changeme1",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "trustno1",
        "q1w2e3r4",
        "zxcvbnm1",
        "zxcvbnm123",
        "xiaoming",
    ]
)


def checked(password: str, *, least: int, known: tuple[str, ...] = ()) -> str:
    """The password as it is compared (NFKC), when it is good enough.

    ``least`` is the number of characters; ``known`` are words that everybody knows of the person.

    Raises:
        InvalidError: it is too short or too long, common, or made of what is known.
    """
    plain = unicodedata.normalize("NFKC", password)
    if not least <= len(plain) <= LONGEST:
        raise InvalidError(
            _("The password has {} characters").format(len(plain)),
            _("Use {} to {}; several words make a good one").format(least, LONGEST),
        )
    if any(unicodedata.category(sign).startswith("C") for sign in plain):
        raise InvalidError(
            _("The password holds a control character"), _("Use what a keyboard has")
        )
    folded = plain.casefold()
    words = {word.casefold() for word in known if word}
    bare = folded.strip("0123456789!@#$%&*._- ")
    if folded in COMMON or len(set(folded)) <= 2 or bare in words or folded in words:  # noqa: PLR2004 - one sign, or two in turn
        raise InvalidError(
            _("The password is too common, or the name of a person or the company"),
            _("Use several words that only you would put together"),
        )
    return plain
