"""The scripts ``crm`` and ``crmcli``, and ``python -m crmcli``."""

import contextlib
import gc
import os
import sys

RARELY = 200_000
"""A command lives shortly, and its imports make many objects that last: to search them for garbage
every 700 allocations, as Python does, takes a fifth of its time."""


def main() -> None:
    """Run the command line that this process was started with, and end the process."""
    gc.set_threshold(RARELY)
    if sys.argv[1:2] == ["__complete"]:
        from crmcli.cli.complete import main as complete

        code = complete(sys.argv[2:])
    else:
        from crmcli.cli.main import main as run

        code = run()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # taking apart what was imported would take a quarter of a command's time


if __name__ == "__main__":
    main()
