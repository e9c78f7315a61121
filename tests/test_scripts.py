"""The shell behind make answers with a sentence where it cannot do its work."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """An environment in which no Debian package is installed and nobody may install one."""
    for name, body in {
        "dpkg-query": "exit 1",
        "id": "echo 1000",
        "sudo": "exit 1",
        "apt-get": "exit 1",
    }.items():
        command = tmp_path / name
        command.write_text(f"#!/bin/sh\n{body}\n")
        command.chmod(0o755)
    return os.environ | {"PATH": f"{tmp_path}:/usr/bin:/bin"}


def test_missing_packages_are_named_where_nobody_may_install(bare_machine):
    answer = subprocess.run(
        [SCRIPTS / "system-packages.sh", "pdf"], env=bare_machine, capture_output=True, text=True, check=False
    )

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == (
        "Thiếu gói hệ thống, hãy nhờ người quản trị máy cài: apt-get install "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2\n"
    )


@pytest.mark.parametrize("port", ["taken", "99999", "tám"])
def test_port_that_cannot_be_opened_is_said_in_a_sentence(port):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1]) if port == "taken" else port

        answer = subprocess.run(
            [SCRIPTS / "run.sh", sys.executable, port], capture_output=True, text=True, check=False
        )

    assert answer.returncode == 1
    assert answer.stderr == (
        f"Không mở được cổng {port} (đang có chương trình khác dùng, hoặc số cổng sai); "
        "hãy chọn cổng khác: make run PORT=8123\n"
    )
