"""What the headings of lists mean."""

from crmcli.db.models.base import STRICT, Stamped, text


class ImportMapping(Stamped, table=True):
    """What the headings of a kind of list mean; ``headings`` is JSON: key -> heading."""

    __tablename__ = "import_mapping"
    __table_args__ = STRICT

    name: str = text(unique=True)
    noun: str = text()
    headings: str = text()
