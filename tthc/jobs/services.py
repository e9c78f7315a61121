"""Starting, running, stopping and clearing away what is done in the background."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import reset_queries, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from departments.models import User
from tthc.core.refusal import Conflict, Refusal
from tthc.jobs.models import OPEN, Job, State
from tthc.jobs.progress import Cancelled, Progress, is_silent, stand_of, wish_to_cancel
from tthc.workflow.notices import tell

log = logging.getLogger(__name__)

BROKEN = "Phần mềm gặp lỗi khi làm việc này; lỗi đã được ghi lại. Hãy làm lại; nếu vẫn vậy, báo Quản trị."
SILENT = "Việc này bị ngắt giữa chừng (máy chủ khởi động lại). Không có gì bị ghi dở. Hãy bấm “Làm lại”."


@dataclass(frozen=True)
class Outcome:
    """What came of it: a sentence, and the page or the file where the result is."""

    message: str
    url: str = ""
    file_name: str = ""
    content: bytes = b""


# Given the arguments of the job, for whom, and its progress. A Refusal becomes the sentence that the person reads.
Work = Callable[[dict[str, Any], User, Progress], Outcome]


@transaction.atomic
def start(work: Work, *, title: str, by: User, arguments: dict[str, Any], at: datetime | None = None) -> Job:
    """Asks the worker for it; answers at once.

    `work` is a function at the top of a module and is found again by its name; `arguments` are plain JSON.
    """
    job = Job.objects.create(
        owner=by,
        title=title[:300],
        work=f"{work.__module__}.{work.__qualname__}",
        arguments=arguments,
        created_at=at or timezone.now(),
    )
    transaction.on_commit(partial(run_job.enqueue, job.pk))
    return job


@task()
def run_job(pk: int) -> None:
    """Does one job that waits, once; whatever happens stands in its row, and its owner is told."""
    if not Job.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.RUNNING, started_at=timezone.now()
    ):
        return
    job = Job.objects.select_related("owner").get(pk=pk)
    progress = Progress(pk)
    with progress.beating():
        state, outcome = _result_of(job, progress)
    _finish(job, state, outcome)
    # With DEBUG the statements are kept for a page that nobody will ask for, those of a long file with all its rows.
    reset_queries()


def cancel(job: Job, *, at: datetime | None = None) -> None:
    """Stops what waits at once, and what runs at its next step; refuses what has ended."""
    if _end(job, (State.WAITING,), State.CANCELLED, Outcome("Đã dừng trước khi bắt đầu."), at=at):
        return
    if not Job.objects.filter(pk=job.pk, state=State.RUNNING).exists():
        raise Conflict("Việc này đã kết thúc nên không dừng được nữa.")
    wish_to_cancel(job.pk)


def take_up_again(job: Job, *, by: User, at: datetime | None = None) -> Job:
    """The same work once more, for what was stopped, failed, or lost its worker; refuses what still runs or is done."""
    if is_lost(job):
        _end(job, (State.RUNNING,), State.FAILED, Outcome(SILENT), at=at)
        job.refresh_from_db()
    if job.state not in (State.FAILED, State.CANCELLED):
        raise Refusal("Việc này đang chạy hoặc đã xong nên không cần làm lại.")
    return start(import_string(job.work), title=job.title, by=by, arguments=job.arguments, at=at)


def is_lost(job: Job) -> bool:
    """Whether its worker was ended in mid-work."""
    return job.state == State.RUNNING and is_silent(stand_of(job.pk))


def prune(*, at: datetime | None = None) -> int:
    """Deletes what has been kept for the stated time; how many there were."""
    return Job.objects.filter(keep_until__lt=at or timezone.now()).delete()[1].get(Job._meta.label, 0)


def _result_of(job: Job, progress: Progress) -> tuple[State, Outcome]:
    try:
        return State.DONE, import_string(job.work)(job.arguments, job.owner, progress)
    except Cancelled:
        return State.CANCELLED, Outcome("Đã dừng theo yêu cầu. Không có gì bị ghi dở.")
    except Refusal as refusal:
        return State.FAILED, Outcome(str(refusal))
    except Exception:
        log.exception("Job %s (%s) failed.", job.pk, job.work)
        return State.FAILED, Outcome(BROKEN)


@transaction.atomic
def _finish(job: Job, state: State, outcome: Outcome) -> None:
    if _end(job, (State.RUNNING,), state, outcome) and state != State.CANCELLED:
        tell([job.owner], f"{state.label}: {job.title}. {outcome.message}", job.get_absolute_url())


def _end(
    job: Job, before: tuple[State, ...], state: State, outcome: Outcome, *, at: datetime | None = None
) -> bool:
    """Writes the end of a job that was still in one of the states `before`."""
    at = at or timezone.now()
    assert set(before) <= set(OPEN)
    return bool(
        Job.objects.filter(pk=job.pk, state__in=before).update(
            state=state,
            finished_at=at,
            keep_until=at + timedelta(days=settings.JOB_DAYS),
            message=outcome.message,
            url=outcome.url,
            file_name=outcome.file_name,
            content=outcome.content,
        )
    )
