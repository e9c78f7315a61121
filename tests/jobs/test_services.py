"""Work in the background: once, told of, stopped, taken up again, never half a result."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.models import Field
from tests.factories import a_field, a_job, a_user
from tthc.core.refusal import Conflict, Refusal
from tthc.jobs import progress, services
from tthc.jobs.models import Job, State
from tthc.jobs.progress import Progress, Stand, forget, stand_of, wish_to_cancel
from tthc.jobs.services import BROKEN, Outcome, cancel, is_lost, prune, run_job, start, take_up_again

pytestmark = pytest.mark.django_db


def count_to_ten(arguments, by, progress) -> Outcome:
    for step in range(1, 11):
        progress.report(step, 10, "Đang đếm")
    return Outcome(f"Đã đếm cho {by}.", file_name="dem.txt", content="mười".encode())


def refuse(arguments, by, progress) -> Outcome:
    raise Refusal("Không có gì để đếm.", "Chọn lại.")


def break_down(arguments, by, progress) -> Outcome:
    raise ZeroDivisionError


def stopped_after_writing(arguments, by, progress) -> Outcome:
    from django.db import transaction

    with transaction.atomic():
        a_field(name="viết dở")
        wish_to_cancel(progress.pk)
        progress.report(1, 2)
    raise AssertionError("went on")


def count_for_ever(arguments, by, progress) -> Outcome:
    with progress.interruptible():
        wish_to_cancel(progress.pk)
        while True:
            Field.objects.count()


def ended(work, **arguments) -> Job:
    """The job after a worker has done it."""
    person = a_user()
    job = start(work, title="Đếm", by=person, arguments=arguments)
    run_job.func(job.pk)
    return Job.objects.get(pk=job.pk)


def told(job: Job) -> list[str]:
    return list(job.owner.notices.values_list("text", flat=True))


def test_start_hands_the_work_to_the_worker(django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    monkeypatch.setattr(type(run_job), "enqueue", lambda task, *arguments: asked.append(arguments))

    with django_capture_on_commit_callbacks(execute=True):
        job = start(count_to_ten, title="Đếm", by=a_user(), arguments={"to": 10})

    assert (job.state, asked) == (State.WAITING, [(job.pk,)])


def test_run_job_keeps_the_result_and_tells_the_owner():
    job = ended(count_to_ten)

    assert (job.state, job.message, job.file_name, bytes(job.content)) == (
        State.DONE,
        "Đã đếm cho Nguyễn Thị Thử.",
        "dem.txt",
        "mười".encode(),
    )
    assert told(job) == ["Đã xong: Đếm. Đã đếm cho Nguyễn Thị Thử."]


def test_run_job_does_it_once():
    job = ended(count_to_ten)

    run_job.func(job.pk)

    assert len(told(job)) == 1


@pytest.mark.parametrize(
    ("work", "sentence"), [(refuse, "Không có gì để đếm. Chọn lại."), (break_down, BROKEN)]
)
def test_run_job_says_why_it_failed(work, sentence):
    job = ended(work)

    assert (job.state, job.message, told(job)) == (
        State.FAILED,
        sentence,
        [f"Không làm được: Đếm. {sentence}"],
    )


def test_cancelled_work_writes_nothing_and_tells_nobody():
    job = ended(stopped_after_writing)

    assert (job.state, Field.objects.filter(name="viết dở").exists(), told(job)) == (
        State.CANCELLED,
        False,
        [],
    )


def test_cancelled_work_is_left_in_the_middle_of_a_step(monkeypatch):
    monkeypatch.setattr(progress, "STOP_SECONDS", 0.05)

    assert ended(count_for_ever).state == State.CANCELLED
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_cancel_while_waiting_ends_at_once_and_is_never_run():
    job = a_job(a_user())

    cancel(job)
    run_job.func(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (State.CANCELLED, "Đã dừng trước khi bắt đầu.")


def test_cancel_refuses_what_has_ended():
    with pytest.raises(Conflict):
        cancel(a_job(a_user(), state=State.DONE))


def test_a_job_is_lost_when_its_worker_falls_silent(monkeypatch):
    job = a_job(a_user(), state=State.RUNNING)
    progress = Progress(job.pk)
    progress.beat()

    while_beating = is_lost(job)
    later = timezone.now() + timedelta(seconds=90)
    monkeypatch.setattr("tthc.jobs.progress.timezone.now", lambda: later)

    assert (while_beating, is_lost(job)) == (False, True)
    forget(job.pk)


def test_take_up_again_does_a_lost_job_anew():
    job = a_job(a_user(), state=State.RUNNING, arguments={"to": 10})

    again = take_up_again(job, by=job.owner)

    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, services.SILENT)
    assert (again.state, again.work, again.arguments) == (State.WAITING, job.work, {"to": 10})


@pytest.mark.parametrize("state", [State.WAITING, State.DONE])
def test_take_up_again_refuses_what_waits_or_is_done(state):
    with pytest.raises(Refusal):
        take_up_again(a_job(a_user(), state=state), by=a_user())


def test_report_is_seen_outside_and_gone_at_the_end():
    progress = Progress(4711)

    with progress.beating():
        progress.report(3, 12, "Đang đếm")
        stand = stand_of(4711)

    assert (stand.done, stand.total, stand.percent, stand.words) == (3, 12, 25, "Đang đếm")
    assert stand_of(4711) == Stand()


def test_prune_deletes_only_what_has_been_kept_long_enough():
    old, new = a_job(a_user(), state=State.DONE), a_job(a_user())

    assert (prune(at=old.keep_until + timedelta(days=1)), list(Job.objects.all())) == (1, [new])
