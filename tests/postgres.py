"""A private PostgreSQL server on a Unix socket, for one test process; ended by it alone."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

USER = "crm_test"
REQUIRED = os.environ.get("CI") == "true" or os.environ.get("CRM_REQUIRE_POSTGRES") == "1"
MISSING = "PostgreSQL's binaries (initdb, pg_ctl) were not found"


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


def _version(path: Path) -> int:
    return int(path.parent.parent.name) if path.parent.parent.name.isdigit() else 0


def _account() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


@dataclass
class Server:
    """A running server; ``folder`` holds its data and socket."""

    folder: Path
    programs: Path

    @classmethod
    def start(cls) -> Server:
        programs = binaries()
        assert programs is not None, MISSING
        folder = Path(tempfile.mkdtemp(prefix="crm-pg-"))
        account = _account()
        if account:
            shutil.chown(folder, account)
        server = cls(folder, programs)
        server._run("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust",
                    "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = (
            f"-c listen_addresses='' -k {folder} -c fsync=off -c synchronous_commit=off "
            "-c full_page_writes=off -c max_connections=60 -c shared_buffers=64MB -c jit=off"
        )
        server._run("pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"), "-w",
                    "-o", options, "start")  # fmt: skip
        return server

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(
            command,
            user=_account(),
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]

    def standby(self, name: str) -> Server:
        """A hot standby of this server, in a folder of its own inside this one's."""
        folder = self.folder / name
        folder.mkdir()
        account = _account()
        if account:
            shutil.chown(folder, account)
        other = Server(folder, self.programs)
        other._run("pg_basebackup", "-h", str(self.folder), "-U", USER, "-D", str(folder / "data"),
                   "-R", "-X", "stream", "-c", "fast", "--no-sync")  # fmt: skip
        other._run("pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"), "-w",
                   "-o", f"-c listen_addresses='' -k {folder} -c fsync=off", "start")  # fmt: skip
        return other

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def require_passwords(self, database: str) -> None:
        """From now on only the superuser and ADMIN get into ``database`` without a password."""
        file = self.folder / "data" / "pg_hba.conf"
        free = f'{USER},"ADMIN@template_crm"'
        rules = f"local {database} {free} trust\nlocal {database} all scram-sha-256\n"
        file.write_text(rules + file.read_text())
        self.execute("SELECT pg_reload_conf()")


def forget(server: Server, name: str) -> None:
    """Drop a company's database, and the roles that it made."""
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as raw:
        raw.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
        found = raw.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s) OR rolname LIKE %s",
            (f"{name}:", f"%@{name}"),
        ).fetchall()
        for (role,) in found:
            raw.execute(f'DROP ROLE "{role}"')
