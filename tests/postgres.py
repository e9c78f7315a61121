"""A PostgreSQL of one's own for as long as a command runs: `python -m tests.postgres COMMAND…`.

The command gets its address in DATABASE_URL. Nothing is left behind, and no server that runs already is touched.
Ends as the command does; with 69 where PostgreSQL is not installed.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_INSTALLED = 69
# Durability is of no use to a cluster that lives for minutes; nor is compiling queries over a few rows, which takes
# 300 ms each where the planner has no statistics yet.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off -c max_connections=60"


def programs() -> Path | None:
    """The folder of the newest installed PostgreSQL; Debian keeps initdb out of PATH."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path]
    found += sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin"),
        key=lambda folder: int(folder.parent.name),
        reverse=True,
    )
    return next((folder for folder in found if (folder / "initdb").exists()), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def cluster(folder_of_programs: Path) -> Iterator[str]:
    """Runs a new cluster in a temporary folder and gives its DATABASE_URL."""
    # PostgreSQL refuses to run as root; Debian's package has made the user postgres.
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="tthc-postgres-"))
    if become:
        shutil.chown(home, "postgres")
    port, data = free_port(), home / "data"
    control = [*become, folder_of_programs / "pg_ctl", "--pgdata", data, "--wait", "--silent"]
    try:
        subprocess.run(
            [*become, folder_of_programs / "initdb", "--pgdata", data, "--auth=trust", "--username=tthc"]
            + ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=home,
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} {OPTIONS}"
        subprocess.run([*control, "start", "--log", home / "log", "--options", options], check=True, cwd=home)
        yield f"postgresql://tthc@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*control, "stop", "--mode", "immediate"], check=False, cwd=home, stderr=subprocess.DEVNULL
        )
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    folder = programs()
    if folder is None:
        return NOT_INSTALLED
    # An ended terminal or a timeout must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with cluster(folder) as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
