"""Remarks while a form is on its way: who raises them where, what is said under them, what a return takes along."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.roles import Role
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_review, a_user, an_agency, borne_stamps
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import close_remark, mark_mended, perform
from tthc.workflow.models import Notice, Remark, RemarkSource
from tthc.workflow.panel import panel_for
from tthc.workflow.remarks import Place, raise_remark, reply_to, send_back_remark, sources_open_to

S = FormStatus
pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2023, 3, 14)


@pytest.fixture
def people():
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency, is_office=True)
    return {
        "unit": unit,
        "staff": a_user(Role.STAFF, unit),
        "head": a_user(Role.HEAD, unit),
        "office": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
    }


def a_form(people, status=S.CHECKING) -> Procedure:
    form = a_complete_procedure(department=people["unit"], created_by=people["staff"])
    stamps = borne_stamps(status, people["unit"])
    if "submitted_by" in stamps:
        stamps["submitted_by"] = people["staff"]
    Procedure.objects.filter(pk=form.pk).update(status=status, **stamps)
    form.refresh_from_db()
    return form


def raised(form, people, **words) -> Remark:
    return raise_remark(
        form, **({"by": people["office"], "source": RemarkSource.OFFICE, "text": "Thiếu bước"} | words)
    )


def told(person) -> list[str]:
    return list(Notice.objects.filter(user=person).values_list("text", flat=True))


def test_sources_by_status_and_role(people):
    found = {
        (status.value, who): [source.value for source in sources_open_to(a_form(people, status), people[who])]
        for status in S
        for who in ("staff", "head", "office", "director")
    }

    assert {key: sources for key, sources in found.items() if sources} == {
        ("DEPARTMENT", "head"): ["DEPARTMENT"],
        ("OFFICE", "office"): ["PROVINCE"],
        ("CHECKING", "office"): ["OFFICE", "PROVINCE"],
        ("RETURNED", "office"): ["PROVINCE"],
        ("ACCEPTED", "office"): ["PROVINCE"],
    }


def test_nobody_raises_remarks_on_what_they_submitted(people):
    form = a_form(people, S.DEPARTMENT)
    form.submitted_by = people["head"]

    assert sources_open_to(form, people["head"]) == []


def test_raise_pins_a_row_that_is_found_again_when_it_has_moved(people):
    form = a_form(people)
    form.steps.all().delete()
    for position, work in enumerate(("Vào sổ công văn đến", "Họp hội đồng chấm điểm"), start=1):
        form.steps.create(position=position, actor="Văn thư", work=work)
    remark = raised(form, people, place=Place("STEPS", 2))

    form.steps.filter(position=2).update(position=0, work="Họp hội đồng, chấm điểm, lập biên bản")
    (row,) = panel_for(Procedure.objects.get(pk=form.pk), people["office"]).remarks

    assert (remark.row_number, row.row_number, row.row_is_gone) == (2, 1, False)
    assert (row.part_label, row.row_words) == ("Trình tự thực hiện", "Văn thư · Họp hội đồng chấm điểm")
    form.steps.all().delete()
    assert panel_for(Procedure.objects.get(pk=form.pk), people["office"]).remarks[0].row_is_gone


@pytest.mark.parametrize(
    "words",
    [
        {"text": " "},
        {"place": Place("NOWHERE")},
        {"place": Place("STEPS", 99)},
        {"source": RemarkSource.PROVINCE},
        {"source": RemarkSource.PROVINCE, "said_on": timezone.localdate() + timedelta(days=1)},
        {"source": RemarkSource.DEPARTMENT},
    ],
)
def test_raise_refuses(people, words):
    form = a_form(people)

    with pytest.raises(Refusal):
        raised(form, people, **words)

    assert not Remark.objects.exists()


def test_raise_is_not_for_authors(people):
    with pytest.raises(Forbidden):
        raised(a_form(people), people, by=people["staff"])


def test_remark_of_the_province_on_an_accepted_form_tells_the_authors(people):
    form = a_form(people, S.ACCEPTED)

    remark = raised(
        form,
        people,
        source=RemarkSource.PROVINCE,
        text="Thống nhất tên",
        said_on=DAY,
        paper="Công văn minh họa",
    )

    assert (remark.said_on, remark.paper, remark.by) == (DAY, "Công văn minh họa", people["office"])
    assert told(people["staff"]) == [
        f"Văn phòng UBND tỉnh có ý kiến “{form}” ({people['office']}): Thống nhất tên"
    ]


def test_checkers_remarks_go_with_the_return_and_are_told_once(people):
    form = a_form(people)
    raised(form, people)
    raised(form, people, place=Place("DOSSIER"), text="Thừa giấy")
    assert told(people["staff"]) == []

    move = perform(form, "return_to_unit", by=people["office"])

    assert list(Remark.objects.of(form).values_list("text", "move_id")) == [
        ("Thiếu bước", move.pk),
        ("Thừa giấy", move.pk),
    ]
    (text,) = told(people["staff"])
    assert text.endswith("Có 2 ý kiến cần xử lý.")


def test_return_asks_for_words_when_every_open_remark_is_mended(people):
    form = a_form(people)
    mark_mended(raised(form, people), by=people["staff"])

    with pytest.raises(Refusal, match="Chưa ghi ý kiến"):
        perform(form, "return_to_unit", by=people["office"])


def test_accept_with_open_remarks_asks_to_close_them_or_say_why(people):
    form = a_form(people)
    raised(form, people)

    with pytest.raises(Refusal, match="Còn 1 ý kiến chưa đóng"):
        perform(form, "accept", by=people["office"])


def test_heads_return_is_said_to_be_theirs(people):
    form = a_form(people, S.DEPARTMENT)

    perform(form, "return_to_staff", by=people["head"], remark="Xem lại")

    assert Remark.objects.of(form).get().source == RemarkSource.DEPARTMENT


def test_thread_keeps_what_was_taken_back(people):
    form = a_form(people)
    remark = raised(form, people)
    reply_to(remark, by=people["staff"], text="Bước nào ạ?")
    mark_mended(remark, by=people["staff"], note="Đã thêm bước 3")

    send_back_remark(remark, by=people["office"], text="Còn thiếu người ký")
    mark_mended(remark, by=people["staff"], note="Đã ghi người ký")
    close_remark(remark, by=people["office"])

    (row,) = panel_for(form, people["office"]).remarks
    assert [(said.what, said.by, said.text) for said in row.said] == [
        ("Trả lời", people["staff"], "Bước nào ạ?"),
        ("Đã sửa", people["staff"], "Đã thêm bước 3"),
        ("Chưa được", people["office"], "Còn thiếu người ký"),
        ("Đã sửa", people["staff"], "Đã ghi người ký"),
        ("Đã đóng", people["office"], ""),
    ]
    assert told(people["office"]) == [f"Trả lời ý kiến “{form}” ({people['staff']}): Bước nào ạ?"]
    assert told(people["staff"]) == [
        f"Ý kiến chưa xử lý được “{form}” ({people['office']}): Còn thiếu người ký"
    ]


def test_send_back_opens_a_closed_remark(people):
    remark = raised(a_form(people), people)
    close_remark(remark, by=people["office"])

    send_back_remark(remark, by=people["office"], text="Bước này vẫn thiếu")

    assert Remark.objects.get(pk=remark.pk).is_open


@pytest.mark.parametrize(
    ("who", "text", "refusal"),
    [("office", "Còn thiếu", Conflict), ("staff", "Còn thiếu", Forbidden), ("head", "Còn thiếu", Forbidden)],
)
def test_send_back_refuses(people, who, text, refusal):
    remark = raised(a_form(people), people)

    with pytest.raises(refusal):
        send_back_remark(remark, by=people[who], text=text)


def test_second_of_two_at_once_is_told_and_the_words_of_the_first_stay(people):
    remark = raised(a_form(people), people)
    mended, judged = (Remark.objects.get(pk=remark.pk) for _ in range(2))
    mark_mended(mended, by=people["staff"], note="Đã thêm bước nhận hồ sơ")

    with pytest.raises(Conflict, match="Người khác trong đơn vị vừa ghi “đã sửa”"):
        mark_mended(remark, by=people["head"], note="Không cần sửa")
    close_remark(judged, by=people["office"])
    with pytest.raises(Conflict, match="Người khác vừa ghi vào ý kiến này"):
        send_back_remark(mended, by=people["office"], text="Thiếu thời gian")

    remark.refresh_from_db()
    assert (remark.mended_by, remark.mended_note, remark.closed_by) == (
        people["staff"],
        "Đã thêm bước nhận hồ sơ",
        people["office"],
    )
    assert remark.replies.count() == 0


def test_who_may_not_close_leaves_no_reply_behind(client, people):
    form = a_form(people)
    remark = raised(form, people)
    client.force_login(people["staff"], backend=BACKEND)
    url = reverse("procedures:remark_answer", args=[form.pk, remark.pk])

    answer = client.post(url, {"act": "close", "text": "Coi như xong"})

    assert (answer.status_code, remark.replies.count()) == (403, 0)


def test_reply_refuses_whoever_only_reads_and_closed_remarks(people):
    remark = raised(a_form(people), people)

    with pytest.raises(Forbidden):
        reply_to(remark, by=people["director"], text="Hay")
    close_remark(remark, by=people["office"])
    with pytest.raises(Conflict):
        reply_to(remark, by=people["staff"], text="Muộn")


def test_page_raises_and_answers(client, people):
    form = a_form(people)
    client.force_login(people["office"], backend=BACKEND)
    page = client.get(form.get_absolute_url(), {"phan": "STEPS"}).text
    assert '<option value="STEPS" selected>' in page

    response = client.post(
        reverse("procedures:remark_raise", args=[form.pk]),
        {"source": "OFFICE", "place": "LEGAL_BASES", "text": "Thiếu điều khoản"},
    )

    remark = Remark.objects.of(form).get()
    assert response.url == f"{form.get_absolute_url()}#y-kien-{remark.pk}"
    assert (remark.part, remark.text, remark.by) == ("LEGAL_BASES", "Thiếu điều khoản", people["office"])
    page = client.get(form.get_move_url("return_to_unit")).text
    assert "1 ý kiến đang mở gửi kèm" in page
    client.force_login(people["staff"], backend=BACKEND)
    client.post(
        reverse("procedures:remark_answer", args=[form.pk, remark.pk]),
        {"act": "mend", "text": "Đã ghi Điều 5"},
    )
    assert Remark.objects.get(pk=remark.pk).mended_note == "Đã ghi Điều 5"
    assert told(people["office"]) == [f"Đã sửa theo ý kiến “{form}” ({people['staff']}): Đã ghi Điều 5"]


def test_refused_remark_says_again_what_was_typed(client, people):
    form = a_form(people, S.ACCEPTED)
    client.force_login(people["office"], backend=BACKEND)

    page = client.post(
        reverse("procedures:remark_raise", args=[form.pk]),
        {"source": "PROVINCE", "text": "Thống nhất tên gọi"},
        follow=True,
    ).text

    assert "cần ngày của văn bản" in page
    assert "Bạn đã gõ: “Thống nhất tên gọi”" in page


def test_remark_on_a_question_of_a_review(client, people):
    review = a_review(department=people["unit"], status=S.CHECKING)
    client.force_login(people["office"], backend=BACKEND)

    client.post(
        reverse("reviews:remark_raise", args=[review.pk]),
        {"source": "OFFICE", "place": "Q1", "text": "Nói rõ hơn"},
    )

    (row,) = panel_for(review, people["office"]).remarks
    assert (row.part_label, row.remark.text) == ("Câu 1", "Nói rõ hơn")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_panel_reads_threads_in_constant_queries(count, people, django_assert_num_queries):
    form = a_form(people)
    for _ in range(count):
        reply_to(raised(form, people), by=people["staff"], text="Vâng")
    form = Procedure.objects.select_related("department").get(pk=form.pk)
    form.content()

    with django_assert_num_queries(5):
        panel = panel_for(form, people["office"])

    assert len(panel.open_remarks) == count
