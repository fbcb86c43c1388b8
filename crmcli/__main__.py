"""``python -m crmcli``."""

from crmcli.cli.main import main

if __name__ == "__main__":
    main()
