"""Draws the workbook of a report as an office program shows it: ``make workbook``.

Needs LibreOffice and poppler's ``pdftoppm``; the sample company is that of the other pictures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docs import pictures

DRAWN = pictures.HERE / "workbook.zh_CN.png"
COMMAND = "report salesperson-ranking --period 2025 --top 8"
WIDTH = 1400


def draw(folder: Path) -> None:
    """The first page of the workbook as a picture."""
    from crmcli import config
    from crmcli.commands import demo

    with config.using(config.Settings(lang="zh_CN")):
        demo.make(folder / "crm.db")
    environment = {
        **os.environ, "CRM_DB": str(folder / "crm.db"), "CRM_LANG": "zh_CN",
        "CRM_OPERATOR": pictures.WHO,
    }  # fmt: skip
    book = folder / "report.xlsx"
    crm = [sys.executable, "-m", "crmcli", *COMMAND.split(), "-q", "-O", str(book)]
    subprocess.run(crm, env=environment, check=True)  # noqa: S603 - this very program
    profile = f"-env:UserInstallation=file://{folder}/office"
    _run(
        "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)
    )
    _run("pdftoppm", "-png", "-f", "1", "-l", "1", "-singlefile", "-scale-to-x", str(WIDTH),
         "-scale-to-y", "-1", "-x", "60", "-y", "60", "-W", "1280", "-H", "440",
         str(folder / "report.pdf"), str(DRAWN.with_suffix("")))  # fmt: skip


def _run(name: str, *arguments: str) -> None:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"make workbook needs {name}")
    subprocess.run([found, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"CRM_NOW": pictures.NOW, "XDG_STATE_HOME": place}
        draw(Path(place))
