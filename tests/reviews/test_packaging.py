"""Hồ sơ trình: gathered, sent with frozen figures, approved item by item or returned; enforcement recorded."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from departments.roles import Role
from reviews.costing import Total
from reviews.enums import Conclusion, PackageStatus, ProposalType
from reviews.models import EnforcementAction, PackageItem, Proposal, ProposalPackage, Review
from reviews.packages import lines_in_full, lines_of, total_of, words_of
from reviews.packaging import (
    add_to_package,
    approve_package,
    arrange_package,
    clear_action_done,
    correct_package,
    drop_package,
    gather_package,
    record_action_done,
    send_back_package,
    send_package,
)
from reviews.snapshots import PlanWords, plan_words_of
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_package,
    a_proposing_review,
    a_review,
    a_user,
)
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
DECEMBER = date(2023, 12, 1)


@pytest.fixture
def unit():
    return a_department()


@pytest.fixture
def office(unit):
    return a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))


def accepted(unit, name: str, **columns) -> Review:
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name)
    return a_proposing_review(procedure=procedure, status=FormStatus.ACCEPTED, **columns)


def gathered(office, *reviews: Review) -> ProposalPackage:
    return gather_package(office.department.agency, title="Đợt một", reviews=reviews, by=office)


def sent(office, *reviews: Review) -> ProposalPackage:
    package = gathered(office, *reviews)
    send_package(package, submission_number="45/TTr-MH", sent_on=DECEMBER, by=office)
    return package


def approved(package, office, *items: PackageItem, on: date = date(2023, 12, 20)):
    return approve_package(package, decision_number="789/QĐ-MH", decided_on=on, approved=items, by=office)


def refused_with(act) -> tuple[str, ...]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.sentences


def names_in(package) -> list[str]:
    return [item.review.procedure.name for item in package.items.all()]


def test_gather_takes_accepted_reviews(unit, office):
    package = gathered(office, accepted(unit, "Một"), accepted(unit, "Hai"))

    assert (package.status, package.created_by, names_in(package)) == ("DRAFT", office, ["Một", "Hai"])
    assert not Review.objects.ready_for_package().exists()


def test_gather_nothing_is_refused(office):
    assert refused_with(lambda: gathered(office)) == (
        "Chưa chọn rà soát nào. Tích ít nhất một rà soát rồi làm lại.",
    )


def test_gather_names_every_review_that_cannot_stand_in_it(unit, office):
    taken = accepted(unit, "Đã gom")
    gathered(office, taken)
    draft = a_review(
        procedure=a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name="Đang soạn")
    )
    elsewhere = accepted(a_department(), "Nơi khác")

    assert refused_with(lambda: gathered(office, accepted(unit, "Ổn"), taken, draft, elsewhere)) == (
        "“Đã gom”: rà soát đã nằm trong hồ sơ trình khác; bỏ tích rà soát đó.",
        "“Đang soạn”: rà soát không còn ở trạng thái Đạt yêu cầu; bỏ tích hoặc chờ chấp nhận lại.",
        "“Nơi khác” không thuộc cơ quan này; bỏ tích rà soát đó.",
    )
    assert ProposalPackage.objects.count() == 1


@pytest.mark.parametrize("role", [Role.STAFF, Role.HEAD, Role.DIRECTOR])
def test_gather_is_the_office_s_alone(unit, role):
    with pytest.raises(Forbidden) as refused:
        gathered(a_user(role, unit), accepted(unit, "Một"))

    assert refused.value.sentences == ("Bạn không có quyền lập hồ sơ trình của cơ quan này.",)


def test_add_and_take_out(unit, office):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    package = gathered(office, one)

    add_to_package(package, reviews=[two], by=office)
    arrange_package(package, title=" Tên mới ", out=package.items.filter(review=one), by=office)

    package.refresh_from_db()
    assert (package.title, names_in(package)) == ("Tên mới", ["Hai"])
    assert list(Review.objects.ready_for_package()) == [one]


def test_arrange_on_a_stale_page_is_a_conflict(unit, office):
    package = gathered(office, accepted(unit, "Một"))
    seen = package.version
    arrange_package(package, title="Người khác", out=[], by=office)

    assert refused_with(
        lambda: arrange_package(package, title="Tôi", out=package.items.all(), by=office, seen_version=seen)
    ) == (
        "Trong lúc bạn xem, bản này đã được người khác sửa hoặc chuyển; nay đang ở “Đang gom”. "
        "Tải lại trang để xem bản mới rồi làm tiếp.",
    )
    assert names_in(package) == ["Một"]


def test_drop_lets_reviews_be_gathered_anew(unit, office):
    review = accepted(unit, "Một")

    drop_package(gathered(office, review), by=office)

    assert list(Review.objects.ready_for_package()) == [review]


def test_send_freezes_the_words(unit, office):
    review = accepted(unit, "Một", conclusion_reason="Đã gọn")
    said = asdict(plan_words_of(review))

    package = sent(office, review)
    Proposal.objects.filter(review=review).update(summary="Viết lại sau khi trình")

    assert package.items.get().words == said
    (line,) = lines_in_full(package)
    assert words_of(line) == PlanWords(**said)


def test_send_freezes_the_figures(unit, office):
    review = accepted(unit, "Một", kinds=(ProposalType.TIME,))
    package = sent(office, review)

    Review.objects.filter(pk=review.pk).update(cost_proposed=0, conclusion=Conclusion.KEEP)

    assert (package.status, package.submission_number, package.sent_on) == ("SENT", "45/TTr-MH", DECEMBER)
    assert package.items.get().figures == {
        "cost_current": "1000000",
        "cost_proposed": "700000",
        "conclusion": "PROPOSE",
        "kinds": ["TIME"],
    }
    line = lines_of(package)[0]
    assert (line.outcome, line.total.saving) == ("Rút ngắn thời hạn", Decimal(300_000))


def test_send_refusals_name_what_to_mend(unit, office, time_machine):
    time_machine.move_to(datetime(2023, 12, 1, 5, tzinfo=UTC))
    a_package(
        accepted(unit, "Trước"), submission_number="45/TTr-MH", sent_on=date(2023, 6, 1), title="Đợt đầu"
    )
    package = gathered(office, accepted(unit, "Một"))

    assert refused_with(
        lambda: send_package(package, submission_number="45/TTr-MH", sent_on=date(2023, 12, 2), by=office)
    ) == (
        "Ngày trình 02/12/2023 chưa tới (hôm nay 01/12/2023). Chỉ ghi ngày đã có trên văn bản.",
        "Tờ trình số 45/TTr-MH đã được ghi cho “Đợt đầu” ngày 01/06/2023. Xem lại số tờ trình.",
    )


def test_send_an_empty_package_is_refused(unit, office):
    package = gathered(office, accepted(unit, "Một"))
    arrange_package(package, title="Rỗng", out=package.items.all(), by=office)

    assert refused_with(
        lambda: send_package(package, submission_number="45/TTr-MH", sent_on=DECEMBER, by=office)
    ) == ("Hồ sơ trình chưa có phương án nào. Chọn ít nhất một rà soát đã đạt yêu cầu.",)


def test_send_twice_is_a_conflict(unit, office):
    package = sent(office, accepted(unit, "Một"))

    with pytest.raises(Conflict):
        send_package(package, submission_number="46/TTr-MH", sent_on=DECEMBER, by=office)


def test_approve_item_by_item(unit, office):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    package = sent(office, one, two)

    move = approved(package, office, package.items.get(review=one))

    assert (package.status, package.decision_number, package.decided_on) == (
        "APPROVED", "789/QĐ-MH", date(2023, 12, 20),
    )  # fmt: skip
    assert list(package.items.order_by("pk").values_list("is_approved", flat=True)) == [True, False]
    assert list(Review.objects.ready_for_package()) == [two]
    assert move.snapshot == {
        "ITEMS": [
            ["Một", unit.name, "Có phương án đơn giản hóa", "Được phê duyệt"],
            ["Hai", unit.name, "Có phương án đơn giản hóa", "Không được phê duyệt"],
        ]
    }


def test_approve_refusals(unit, office):
    package = sent(office, accepted(unit, "Một"))

    assert refused_with(lambda: approved(package, office, on=date(2023, 11, 30))) == (
        "Ngày phê duyệt 30/11/2023 không thể trước ngày trình 01/12/2023. Xem lại ngày ghi trên văn bản.",
        "Chưa tích phương án nào được phê duyệt. Nếu không phương án nào được duyệt, ghi hồ sơ bị trả lại.",
    )
    package.refresh_from_db()
    assert (package.status, package.items.get().is_approved) == ("SENT", None)


def test_returned_package_lets_its_reviews_be_gathered_anew(unit, office):
    review = accepted(unit, "Một")
    package = sent(office, review)

    move = send_back_package(
        package, returned_on=date(2023, 12, 9), return_reason=" Thiếu số liệu ", by=office
    )

    assert (package.status, package.returned_on, package.return_reason) == (
        "RETURNED", date(2023, 12, 9), "Thiếu số liệu",
    )  # fmt: skip
    assert move.remark == "Thiếu số liệu"
    assert names_in(gathered(office, review)) == ["Một"]


def test_return_refusals(unit, office):
    package = sent(office, accepted(unit, "Một"))

    assert refused_with(
        lambda: send_back_package(package, returned_on=date(2023, 11, 30), return_reason=" ", by=office)
    ) == (
        "Ngày trả lại 30/11/2023 không thể trước ngày trình 01/12/2023. Xem lại ngày ghi trên văn bản.",
        "Chưa ghi lý do trả lại. Ghi theo văn bản, để đơn vị biết phải sửa gì.",
    )


def test_approve_what_was_returned_meanwhile_is_a_conflict(unit, office):
    package = sent(office, accepted(unit, "Một"))
    stale = ProposalPackage.objects.get(pk=package.pk)
    send_back_package(package, returned_on=DECEMBER, return_reason="Thiếu", by=office)

    with pytest.raises(Conflict) as refused:
        approved(stale, office, *stale.items.all())

    assert "nay đang ở “Bị trả lại”" in refused.value.sentences[0]
    assert package.items.get().is_approved is None


def test_correct_keeps_what_stood_before_in_the_log(unit, office):
    package = sent(office, accepted(unit, "Một"))

    move = correct_package(
        package, submission_number="54/TTr-MH", sent_on=date(2023, 12, 2), reason="Gõ nhầm", by=office
    )

    assert (package.status, package.submission_number, package.sent_on) == (
        "SENT",
        "54/TTr-MH",
        date(2023, 12, 2),
    )
    assert move.remark == "Gõ nhầm (trước đó: 45/TTr-MH, 01/12/2023)"


def test_correct_refusals(unit, office):
    package = sent(office, accepted(unit, "Một"))
    approved(package, office, *package.items.all())
    action = package.items.get().review.proposal.actions.get()
    done(action, office, date(2023, 12, 22))
    stands = {"submission_number": "45/TTr-MH", "decision_number": "789/QĐ-MH", "by": office}

    assert refused_with(
        lambda: correct_package(
            package, sent_on=DECEMBER, decided_on=date(2023, 12, 25), reason="Nhầm", **stands
        )
    ) == (
        "Kiến nghị “Sửa thành phần hồ sơ” đã ghi hoàn thành ngày 22/12/2023, trước ngày phê duyệt 25/12/2023. "
        "Sửa ngày hoàn thành trước, nếu ngày phê duyệt mới đúng.",
    )
    assert refused_with(
        lambda: correct_package(
            package, sent_on=date(2023, 12, 21), decided_on=date(2023, 12, 20), reason="Nhầm", **stands
        )
    ) == ("Ngày phê duyệt 20/12/2023 không thể trước ngày trình 21/12/2023. Xem lại ngày ghi trên văn bản.",)
    assert refused_with(
        lambda: correct_package(package, sent_on=DECEMBER, decided_on=date(2023, 12, 20), reason="", **stands)
    ) == ("Chưa ghi lý do đính chính. Nêu chỗ đã ghi sai, để người xem nhật ký hiểu vì sao số, ngày đổi.",)


def test_totals_add_the_dong_then_divide(unit, office):
    small = accepted(unit, "Nhỏ", cost_current=100_000, cost_proposed=0)
    large = accepted(unit, "Lớn", cost_current=900_000, cost_proposed=900_000)

    total = total_of(lines_of(gathered(office, small, large)))

    assert total == Total(Decimal(1_000_000), Decimal(900_000))
    assert total.percent == Decimal("10.00")  # not (100 % + 0 %) ÷ 2


@pytest.fixture
def action(unit, office) -> EnforcementAction:
    review = accepted(unit, "Một")
    a_package(review, status=PackageStatus.APPROVED, decided_on=date(2023, 12, 20))
    return review.proposal.actions.get()


def done(action, office, on: date, document: str = "QĐ 10/2024", seen: date | None = None) -> None:
    record_action_done(action, done_on=on, by_document=document, by=office, seen=seen)


def test_done_bears_day_document_person(action, office):
    at = datetime(2024, 3, 1, tzinfo=UTC)

    record_action_done(action, done_on=date(2024, 2, 2), by_document=" QĐ 10/2024 ", by=office, at=at)

    assert (action.done_on, action.done_by_document) == (date(2024, 2, 2), "QĐ 10/2024")
    assert (action.recorded_by, action.recorded_at) == (office, at)


def test_done_refusals(action, office, time_machine):
    time_machine.move_to(datetime(2024, 2, 2, 5, tzinfo=UTC))

    assert refused_with(lambda: done(action, office, date(2023, 12, 19), document=" ")) == (
        "Ngày hoàn thành 19/12/2023 không thể trước ngày phê duyệt 20/12/2023. Xem lại ngày ghi trên văn bản.",
        "Chưa ghi hoàn thành bằng văn bản nào (số, ký hiệu, ngày).",
    )
    assert refused_with(lambda: done(action, office, date(2024, 2, 3))) == (
        "Ngày hoàn thành 03/02/2024 chưa tới (hôm nay 02/02/2024). Chỉ ghi ngày đã có trên văn bản.",
    )


def test_done_of_what_was_not_approved_is_refused(unit, office):
    action = accepted(unit, "Một").proposal.actions.get()

    assert refused_with(lambda: done(action, office, date(2024, 2, 2))) == (
        "Phương án của kiến nghị này chưa được phê duyệt, chưa ghi thực thi được.",
    )


def test_done_twice_at_once_is_a_conflict(action, office):
    done(action, office, date(2024, 2, 2))

    assert refused_with(lambda: done(action, office, date(2024, 2, 5))) == (
        "Trong lúc bạn nhập, kiến nghị này đã được ghi khác đi: ngày 02/02/2024. "
        "Tải lại trang để xem, rồi ghi lại nếu cần.",
    )
    done(action, office, date(2024, 2, 5), seen=date(2024, 2, 2))
    assert action.done_on == date(2024, 2, 5)


def test_done_by_mistake_is_taken_back(action, office):
    done(action, office, date(2024, 2, 2))

    clear_action_done(action, by=office, seen=date(2024, 2, 2))

    assert (action.done_on, action.done_by_document, action.recorded_by) == (None, "", None)


def test_done_is_the_office_s_alone(action, unit):
    with pytest.raises(Forbidden) as refused:
        done(action, a_user(Role.HEAD, unit), date(2024, 2, 2))

    assert refused.value.sentences == ("Bạn không có quyền ghi kết quả thực thi của cơ quan này.",)


def test_done_repeal_leaves_the_procedure_in_force(unit, office):
    review = accepted(unit, "Bãi bỏ", kinds=(ProposalType.REPEAL,))
    a_package(review, status=PackageStatus.APPROVED, decided_on=date(2023, 12, 20))

    done(review.proposal.actions.get(), office, date(2024, 2, 2))

    review.procedure.refresh_from_db()
    assert review.procedure.repealed_on is None
