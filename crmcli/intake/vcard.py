"""vCards 2.1, 3.0 and 4.0: a person a card, with the keys of a contact.

Sources: vCard 2.1 (versit, 1996), RFC 2426, RFC 6350.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.intake import encodings
from crmcli.intake.sheet import Line, Sheet

KEYS = (
    "name", "customer", "department", "position", "mobile", "phone", "fax", "email", "wechat",
    "birthday", "remark",
)  # fmt: skip
SEVERAL = "/"
MOBILE, FAX = ("CELL", "IPHONE"), ("FAX",)
FAMILY_FIRST = "\u3400", "\u9fff"
"""Names in these characters are written family name first, without a space."""


def read(path: Path, encoding: str | None) -> Sheet:
    """The people of a file.

    Raises:
        InvalidError: it is no vCard.
    """
    if encoding is None:
        encoding = encodings.find(path)
    else:
        encodings.check(path, encoding)
    text = path.read_text(encoding=encoding)
    return Sheet(_lines(path, text), text.upper().count("BEGIN:VCARD"), keyed=True)


def _lines(path: Path, text: str) -> Iterator[Line]:
    import vobject

    yield Line(0, list(KEYS))
    number = 0
    try:
        for card in vobject.readComponents(text, allowQP=True):
            if card.name.upper() == "VCARD":
                number += 1
                found = _person(card.contents)
                yield Line(number, [found.get(key, "") for key in KEYS])
    except (vobject.base.ParseError, ValueError, LookupError) as error:
        raise InvalidError(
            _("{}, card {}: {}").format(path, number + 1, error),
            _("Export it again as vCard 3.0"),
        ) from None
    if not number:
        raise InvalidError(_("{} holds no vCard").format(path), _("Name another file"))


def _person(contents: dict[str, list[Any]]) -> dict[str, str]:
    found = {
        "name": _text(contents, "fn") or _name(contents),
        "position": _text(contents, "title"),
        "email": _joined(one.value for one in contents.get("email", ())),
        "wechat": _joined(_wechat(contents)),
        "birthday": _birthday(_text(contents, "bday")),
        "remark": _text(contents, "note"),
    }
    for one in contents.get("org", ())[:1]:
        firm, *within = one.value
        found["customer"], found["department"] = firm.strip(), " ".join(within).strip()
    numbers: dict[str, list[str]] = {"mobile": [], "phone": [], "fax": []}
    for one in contents.get("tel", ()):
        kinds = _kinds(one)
        kind = "mobile" if kinds & set(MOBILE) else "fax" if kinds & set(FAX) else "phone"
        numbers[kind].append(one.value.removeprefix("tel:").replace(";ext=", "x"))
    return {**found, **{kind: _joined(values) for kind, values in numbers.items()}}


def _text(contents: dict[str, list[Any]], key: str) -> str:
    return str(contents[key][0].value).strip() if key in contents else ""


def _joined(values: Any) -> str:
    return SEVERAL.join(dict.fromkeys(value.strip() for value in values if value.strip()))


def _kinds(one: Any) -> set[str]:
    """What a number is for: parameters of 2.1 stand alone, later ones are types."""
    said = [*one.singletonparams, *one.params.get("TYPE", ())]
    return {word.strip().upper() for part in said for word in part.split(",")}


def _name(contents: dict[str, list[Any]]) -> str:
    if "n" not in contents:
        return ""
    value = contents["n"][0].value
    family, given = str(value.family).strip(), str(value.given).strip()
    low, high = FAMILY_FIRST
    if family and low <= family[0] <= high:
        return family + given
    return f"{given} {family}".strip()


def _wechat(contents: dict[str, list[Any]]) -> Iterator[str]:
    for key in ("x-wechat", "x-weixin"):
        for one in contents.get(key, ()):
            yield one.value
    for one in contents.get("impp", ()):
        scheme, _colon, name = one.value.partition(":")
        if scheme.lower() in ("wechat", "weixin"):
            yield name


def _birthday(text: str) -> str:
    """``--0415`` and ``19800415`` as people write them; a time of day is left out."""
    day = text.partition("T")[0]
    digits = day.replace("-", "")
    if day.startswith("--") and len(digits) == len("0415"):
        return f"{digits[:2]}-{digits[2:]}"
    if len(digits) == len("19800415") and digits.isdigit():
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return text
