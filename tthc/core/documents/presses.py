"""The processes that print a document's stretches side by side."""

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from tthc.core.documents.press import Printed, Stretch

ROOT = Path(__file__).resolve().parents[3]


class PressFailed(Exception):
    """A process ended without an answer; the words are the last of its complaints."""


def print_all(
    stretches: Sequence[Stretch], folder: Path, *, at_once: int, report: Callable[[int], None]
) -> list[Printed]:
    """All stretches printed into files in `folder`, in their order; `report` hears how many rows more are done.

    What `report` raises ends the processes and goes on to the caller: so a job is cancelled. Raises PressFailed.
    """
    paths = []
    for number, stretch in enumerate(stretches):
        paths.append(folder / f"{number:04d}.json")
        paths[-1].write_text(stretch.dumps())
    # The longest first, so that none is left alone at the end.
    waiting = sorted(range(len(paths)), key=lambda number: paths[number].stat().st_size)
    found: dict[int, Printed] = {}
    presses = [_Press(folder / f"press-{index}.log") for index in range(min(at_once, len(paths)))]
    try:
        with selectors.DefaultSelector() as selector:
            for press in presses:
                selector.register(press.answers, selectors.EVENT_READ, press)
                press.take(waiting, paths)
            while len(found) < len(paths):
                for key, _ in selector.select():
                    message = key.data.answer()
                    if "done" in message:
                        report(message["done"])
                    else:
                        found[key.data.number] = Printed(**message["printed"])
                        key.data.take(waiting, paths)
    finally:
        for press in presses:
            press.end()
    return [found[number] for number in range(len(paths))]


class _Press:
    """One process, and the stretch that it is at."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self.number = -1
        with log.open("wb") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tthc.core.documents.press"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=ROOT,
                # What it leaves behind when it is ended goes with the folder of the print.
                env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(log.parent)},
                bufsize=0,  # a line is there or not; none waits in a buffer that the selector does not see
            )

    @property
    def answers(self) -> IO[bytes]:
        return self._process.stdout

    def take(self, waiting: list[int], paths: Sequence[Path]) -> None:
        """Begins with the next stretch, if there is one."""
        if waiting:
            self.number = waiting.pop()
            self._process.stdin.write(f"{paths[self.number]}\n".encode())

    def answer(self) -> dict:
        """The next message. Raises PressFailed when the process has ended."""
        line = self.answers.readline()
        if not line:
            complaints = self._log.read_text(errors="replace").strip().splitlines()
            raise PressFailed(complaints[-1] if complaints else "no word")
        return json.loads(line)

    def end(self) -> None:
        """Ends the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
