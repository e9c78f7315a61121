"""Who is told of which move, and mails as copies."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from departments.models import MailMode
from departments.roles import Role
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_user, an_agency
from tthc.workflow.gate import perform
from tthc.workflow.mailing import send_digests, send_notice_mails
from tthc.workflow.models import Notice
from tthc.workflow.notices import mark_read, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency)
    return {
        "staff": a_user(Role.STAFF, unit),
        "colleague": a_user(Role.STAFF, unit),
        "head": a_user(Role.HEAD, unit),
        "deputy": a_user(Role.HEAD, unit, is_deputy=True),
        "office": a_user(Role.OFFICE, office),
        "office2": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
    }


def a_form(people, **columns) -> Procedure:
    return a_complete_procedure(
        department=people["staff"].department,
        created_by=people["colleague"],
        edited_by=people["staff"],
        **columns,
    )


def told(people, move) -> set[str]:
    names = {person.pk: name for name, person in people.items()}
    return {names[pk] for pk in Notice.objects.filter(move=move).values_list("user_id", flat=True)}


def test_tell_everybody_whom_a_move_concerns(people):
    form = a_form(people)
    course = [
        ("submit", "staff", {"head", "deputy"}),
        ("agree", "head", {"office", "office2", "staff", "colleague"}),
        ("take", "office", {"staff", "colleague", "head"}),
        ("return_to_unit", "office2", {"staff", "colleague", "head"}),
        ("submit", "staff", {"head", "deputy"}),
        ("withdraw", "staff", {"head", "deputy"}),
        ("submit", "colleague", {"head", "deputy"}),
        ("return_to_staff", "deputy", {"staff", "colleague", "head"}),
        ("submit", "staff", {"head", "deputy"}),
        ("agree", "deputy", {"office", "office2", "staff", "colleague", "head"}),
        ("take", "office", {"staff", "colleague", "head", "deputy"}),
        ("accept", "office", {"staff", "colleague", "head", "deputy"}),
        ("reopen", "office2", {"staff", "colleague", "head", "deputy"}),
    ]

    outcomes = [
        (key, who, told(people, perform(form, key, by=people[who], remark="Xem lại bước 2")))
        for key, who, _ in course
    ]

    assert outcomes == course


def test_tell_says_what_happened_by_whom_and_with_which_words(people):
    form = a_form(people, name="Nghỉ phép năm")
    perform(form, "submit", by=people["staff"])

    perform(form, "return_to_staff", by=people["head"], remark="Thiếu bước 2.")

    notice = Notice.objects.filter(user=people["staff"]).first()
    assert (notice.text, notice.url) == (
        "Biểu mẫu thống kê “Nghỉ phép năm”: trưởng phòng đã trả lại (Nguyễn Thị Thử). Ý kiến: Thiếu bước 2.",
        form.get_absolute_url(),
    )


def test_tell_nobody_who_has_left(people):
    form = a_form(people)
    perform(form, "submit", by=people["staff"])
    people["colleague"].is_active = False
    people["colleague"].save()

    move = perform(form, "return_to_staff", by=people["head"], remark="Sửa lại")

    assert told(people, move) == {"staff"}


def test_acting_on_a_form_clears_ones_notices_of_it(people):
    form = a_form(people)
    perform(form, "submit", by=people["staff"])

    perform(form, "agree", by=people["head"])

    unread = Notice.objects.unread().filter(url=form.get_absolute_url())
    assert not unread.filter(user=people["head"]).exists()
    assert unread.filter(user=people["deputy"]).exists()


def test_tell_once_is_never_told_twice(people):
    first = tell([people["staff"]], "Còn 30 ngày", "/", once="moc:1:30")
    second = tell([people["staff"], people["head"]], "Còn 30 ngày", "/", once="moc:1:30")

    assert (first, second, Notice.objects.count()) == (1, 1, 2)


def test_mail_is_a_copy_and_goes_out_once(people):
    people["staff"].email = "thu@example.org"
    tell([people["staff"], people["head"]], "Biểu mẫu bị trả lại", "/thu-tuc/1/")
    pks = list(Notice.objects.values_list("pk", flat=True))
    Notice.objects.filter(user=people["head"]).delete()
    people["staff"].save()

    sent = [send_notice_mails.call(pks), send_notice_mails.call(pks)]

    assert (sent, [(message.to, message.subject) for message in mail.outbox]) == (
        [1, 0],
        [(["thu@example.org"], "Biểu mẫu bị trả lại")],
    )


def test_mail_that_fails_leaves_the_notice_and_is_tried_again(people, settings):
    people["staff"].email = "thu@example.org"
    people["staff"].save()
    tell([people["staff"]], "Biểu mẫu bị trả lại", "/thu-tuc/1/")
    settings.EMAIL_BACKEND = "tests.workflow.test_notices.Broken"

    sent = send_notice_mails.call([Notice.objects.get().pk])

    assert (sent, Notice.objects.not_mailed().count()) == (0, 1)


def test_failing_worker_never_undoes_a_move(people, monkeypatch, django_capture_on_commit_callbacks):
    people["head"].email = "truong@example.org"
    people["head"].save()
    form = a_form(people)

    def refuse(self, *args, **kwargs):
        raise OSError("the queue is gone")

    monkeypatch.setattr(type(send_notice_mails), "enqueue", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        perform(form, "submit", by=people["staff"])

    form.refresh_from_db()
    assert form.status == "DEPARTMENT"


def test_digest_gathers_a_day_in_one_mail_for_who_asked(people):
    for name, mode in (("staff", MailMode.DAILY), ("head", MailMode.NEVER)):
        people[name].email, people[name].mail_mode = f"{name}@example.org", mode
        people[name].save()
    tell([people["staff"], people["head"]], "Việc thứ nhất", "/1/", at=datetime(2023, 3, 1, tzinfo=UTC))
    tell([people["staff"]], "Việc thứ hai", "/2/", at=datetime(2023, 3, 2, tzinfo=UTC))

    sent = [send_digests(), send_digests()]

    assert sent == [1, 0]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["staff@example.org"], "TTHC nội bộ: 2 việc mới")
    ]
    assert mail.outbox[0].body.index("Việc thứ nhất") < mail.outbox[0].body.index("Việc thứ hai")


def test_notice_list_shows_ones_own_with_constant_queries(client, people, django_assert_num_queries):
    client.force_login(people["staff"])
    tell([people["head"]], "Của người khác", "/")
    for count in (1, 3, 50):
        for number in range(count):
            tell([people["staff"]], f"Việc {number}", "/")
        with django_assert_num_queries(7):
            page = client.get(reverse("workflow:notice_list"))
    assert "Của người khác" not in page.content.decode()


def test_open_marks_as_read_and_leads_on(client, people):
    client.force_login(people["staff"])
    tell([people["staff"]], "Việc", "/thu-tuc/1/")

    answer = client.post(reverse("workflow:notice_open", args=[Notice.objects.get().pk]))

    assert (answer["Location"], Notice.objects.unread().count()) == ("/thu-tuc/1/", 0)


def test_mail_mode_is_chosen_by_oneself(client, people):
    client.force_login(people["staff"])

    client.post(reverse("workflow:mail_mode"), {"mail_mode": "DAILY"})
    client.post(reverse("workflow:mail_mode"), {"mail_mode": "khác"})

    people["staff"].refresh_from_db()
    assert people["staff"].mail_mode == MailMode.DAILY


def test_mark_read_only_ones_own(people):
    tell([people["staff"], people["head"]], "Việc", "/")

    count = mark_read(people["staff"])

    assert (count, list(Notice.objects.unread().values_list("user", flat=True))) == (1, [people["head"].pk])


class Broken:
    """A mail backend that cannot reach its server."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError
