"""How far a job has come, and the wish to stop it: between the worker's process and the pages, outside any transaction.

A folder of small files (Django's file cache, settings.CACHES["jobs"]): the worker may be in the middle of one long
transaction, and what it writes into the database is then seen by nobody, nor (SQLite) can anybody else write there.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.cache import caches
from django.utils import timezone

BEAT_SECONDS = 5
STOP_SECONDS = 1
SILENT_SECONDS = 60  # a worker that has not been heard of for so long was ended in mid-work
DAY = 86_400


class Cancelled(KeyboardInterrupt):
    """The person no longer wants it; raised inside the work, so that its transaction is undone.

    As at the keyboard: nothing takes it for a failure, and who waits for the database lets go of it properly.
    """


@dataclass(frozen=True)
class Stand:
    """`done` of `total` steps (0 of 0 while unknown), with a word on what is being done; `beat` in seconds since 1970."""

    done: int = 0
    total: int = 0
    words: str = ""
    beat: float = 0

    @property
    def percent(self) -> int | None:
        """0 to 100, None while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None


class Progress:
    """What the work tells and is told, given to it as `progress`."""

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self.stand = Stand()

    def report(self, done: int, total: int, words: str = "") -> None:
        """Tells how far it has come. Raises Cancelled when it is no longer wanted."""
        self.stand = Stand(done, total, words or self.stand.words)
        self.beat()
        self.check()

    def check(self) -> None:
        """Raises Cancelled when the work is no longer wanted."""
        if caches["jobs"].get(f"{self.pk}-cancel"):
            raise Cancelled

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """A long step that may be left anywhere, since nothing of it is written yet: Cancelled within a second, not at
        the next report. Outside the main thread, which alone hears signals, the step goes on to its end.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGALRM, lambda number, frame: self.check())
        try:
            signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS, STOP_SECONDS)
            yield
        finally:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
            finally:
                signal.signal(signal.SIGALRM, before)

    def beat(self) -> None:
        caches["jobs"].set(f"{self.pk}", replace(self.stand, beat=timezone.now().timestamp()), DAY)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Gives a sign of life every few seconds while the work goes on."""
        over = threading.Event()

        def beat_until_over() -> None:
            while not over.wait(BEAT_SECONDS):
                self.beat()

        self.beat()
        heart = threading.Thread(target=beat_until_over, daemon=True)
        heart.start()
        try:
            yield
        finally:
            over.set()
            heart.join()
            forget(self.pk)


def stand_of(pk: int) -> Stand:
    return caches["jobs"].get(f"{pk}") or Stand()


def is_silent(stand: Stand) -> bool:
    """Whether a running job's worker has not been heard of for a minute."""
    return timezone.now().timestamp() - stand.beat > SILENT_SECONDS


def wish_to_cancel(pk: int) -> None:
    caches["jobs"].set(f"{pk}-cancel", True, DAY)


def forget(pk: int) -> None:
    caches["jobs"].delete_many([f"{pk}", f"{pk}-cancel"])
