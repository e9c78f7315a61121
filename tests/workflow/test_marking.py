"""What has changed since the last decision, marked in the form as its checkers read it."""

import re

import pytest

from departments.roles import Role
from procedures.models import Procedure
from reviews.models import Review
from tests.factories import a_complete_procedure, a_department, a_proposing_review, a_user, borne_stamps
from tthc.workflow.comparing import compare
from tthc.workflow.enums import FormStatus
from tthc.workflow.marking import marks_of
from tthc.workflow.models import Move

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(client):
    unit = a_department()
    user = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))
    client.force_login(user, backend=BACKEND)
    user.unit = unit
    return user


def returned(form, office) -> None:
    Move.objects.create(
        subject=form, transition="return_to_unit", from_status="OFFICE", to_status="RETURNED",
        by=office, version=1, snapshot=form.content(),
    )  # fmt: skip
    stamps = borne_stamps(FormStatus.OFFICE, office.unit)
    type(form).objects.filter(pk=form.pk).update(status=FormStatus.OFFICE, **stamps)


def part_of(text: str, part: str) -> str:
    return text[text.index(f'id="{part}"') :].split("</section>")[0]


def test_words_rows_and_what_went_are_marked_in_the_inventory_form(office, client):
    form = a_complete_procedure(department=office.unit, name="Xét sáng kiến cấp Sở", subjects="Phòng, đơn vị")
    form.steps.create(position=2, actor="Giám đốc", work="Ký quyết định công nhận")
    form = Procedure.objects.with_parts().get(pk=form.pk)
    returned(form, office)
    form.steps.filter(position=1).update(work="Lập hồ sơ đầy đủ")
    form.steps.filter(position=2).delete()
    form.dossier_items.create(position=9, name="Biên bản họp của đơn vị", originals=1)
    Procedure.objects.filter(pk=form.pk).update(coordinating_agency="", subjects="Phòng, đơn vị thuộc Sở")

    text = client.get(form.get_absolute_url()).text

    assert 'Lập hồ sơ <ins class="change">đầy đủ</ins>' in re.sub(r"\s+", " ", part_of(text, "phan-steps"))
    assert '<del class="change">Ký quyết định công nhận</del>' in part_of(text, "phan-steps")
    assert '<ins class="change">Biên bản họp của đơn vị</ins>' in part_of(text, "phan-dossier")
    assert '<span class="tag tag-ok">Thêm</span>' in part_of(text, "phan-dossier")
    assert '<ins class="change">thuộc Sở</ins>' in part_of(text, "phan-agencies")
    assert "change" not in part_of(text, "phan-time-limit")
    assert "từ lúc “Đã trả lại”" in text


def test_answers_figures_and_plan_are_marked_in_a_review(office, client):
    review = a_proposing_review(department=office.unit, answers={"1.a": "Mục tiêu cũ"})
    returned(Review.objects.get(pk=review.pk), office)
    review.cost_lines.update(current_times=12)
    review.proposal.components.update(reason="Trùng nhau hoàn toàn")
    Review.objects.filter(pk=review.pk).update(answers={"1.a": "Mục tiêu mới"})

    text = re.sub(r"\s+", " ", client.get(review.get_absolute_url()).text)

    assert '<del class="change">cũ</del><ins class="change">mới</ins>' in text
    assert '<del class="change">10</del><ins class="change">12</ins>' in text
    assert 'Trùng nhau <ins class="change">hoàn toàn</ins>' in text


def test_every_change_is_shown_in_its_place_or_at_the_end():
    before = {"P": [["Một", "a b"], ["Hai", "có"], ["Ba", "x"]]}
    after = {"P": [["Một", "a c"], ["Hai", ""], ["Bốn", "x"]]}
    marks = marks_of(compare(before, after))["P"]

    assert marks.words("a c", label="Một") is not None
    assert marks.words("x") is None
    left = [(change, [[run.text for run in cell] for cell in cells]) for change, cells in marks.left()]
    assert left == [("changed", [["Hai"], ["có"]]), ("changed", [["Ba", "Bốn"]])]
