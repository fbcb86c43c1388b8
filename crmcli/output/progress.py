"""How far a long command is: on stderr, where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crmcli import config

Tell = Callable[[int], None]
"""Told how much is done."""


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Tell]:
    """A bar with rate and, where ``total`` is known, remaining time.

    Nothing without a terminal, or with ``--quiet``.
    """
    if config.current().quiet or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=total, rate="")

        def tell(done: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:,.0f}/s" if speed else ""
            bar.update(task, completed=done if total is None else min(done, total), rate=rate)

        yield tell
