"""What `build_demo` leaves behind: counts as designed, forms complete, the same each time, nothing on real data."""

from collections import Counter

from demo.building import build_demo
from departments.models import Agency, User
from plans.enums import GroupPart
from plans.models import Plan
from procedures.models import Procedure
from procedures.rules import missing_parts
from reviews import rules
from reviews.models import Review
from tthc.workflow.models import Move, Notice, Remark


def test_procedures_stand_in_all_statuses(demo):
    assert Counter(Procedure.objects.values_list("status", flat=True)) == {
        "DRAFT": 3,
        "DEPARTMENT": 1,
        "OFFICE": 2,
        "CHECKING": 1,
        "RETURNED": 2,
        "ACCEPTED": 62,
    }


def test_reviews_stand_in_all_statuses(demo):
    assert Counter(Review.objects.values_list("status", flat=True)) == {
        "DRAFT": 4,
        "DEPARTMENT": 2,
        "OFFICE": 1,
        "CHECKING": 1,
        "RETURNED": 1,
        "ACCEPTED": 52,
    }


def test_every_kind_of_proposal_occurs(demo):
    kinds = Review.objects.filter(status="ACCEPTED").values_list("proposal__kinds__kind", flat=True)

    assert {kind for kind in kinds if kind} == {
        *("REPEAL", "MERGE", "STEPS", "DOSSIER", "TIME"),
        *("DELEGATE", "DIGITAL", "FEES", "FORMS", "CONDITIONS"),
    }


def test_what_was_submitted_is_complete(demo):
    procedures = Procedure.objects.exclude(status="DRAFT")
    reviews = Review.objects.exclude(status="DRAFT")

    assert {str(form): found for form in procedures if (found := missing_parts(form))} == {}
    assert {str(form): found for form in reviews if (found := rules.missing_parts(form))} == {}


def test_remarks_on_accepted_forms_are_mended_and_closed(demo):
    remarks = Remark.objects.all()

    assert len(remarks) > 10
    assert [str(row) for row in remarks if row.subject.status == "ACCEPTED" and row.is_open] == []


def test_nobody_agreed_to_or_accepted_their_own(demo):
    for form in [*Procedure.objects.all(), *Review.objects.all()]:
        assert form.submitted_by_id is None or form.submitted_by_id not in (
            *(form.agreed_by_id, form.taken_by_id, form.accepted_by_id),
        )


def test_moves_of_a_form_follow_each_other_in_time(demo):
    moves: dict[tuple, list] = {}
    for move in Move.objects.order_by("pk"):
        moves.setdefault((move.content_type_id, move.object_id), []).append(move)

    assert all(
        earlier.at <= later.at and earlier.to_status == later.from_status
        for row in moves.values()
        for earlier, later in zip(row, row[1:], strict=False)
    )


def test_cost_of_one_unit_equals_the_figures_by_hand(demo):
    """48.248 đồng/giờ × giờ × số lần × số đối tượng, added by hand for Phòng Quản lý KH&CN cơ sở."""
    reviews = Review.objects.filter(department__code="QLCS").order_by("created_at")

    # 33,25 → 27,5 giờ × 10; 12,5 → 6 giờ × 2 × 10; 36,75 giờ × 5, giữ nguyên.
    assert [(review.cost_current, review.cost_proposed) for review in reviews] == [
        (16_042_460, 13_268_200),
        (12_062_000, 5_789_760),
        (8_865_570, 8_865_570),
    ]


def test_building_a_second_time_changes_nothing(demo):
    before = [
        list(model.objects.order_by("pk").values_list("pk", flat=True))
        for model in (Agency, User, Procedure, Review, Move, Remark)
    ]

    assert build_demo() is False

    after = [
        list(model.objects.order_by("pk").values_list("pk", flat=True))
        for model in (Agency, User, Procedure, Review, Move, Remark)
    ]
    assert after == before


def test_plan_is_followed_and_its_baseline_frozen(demo):
    plan = Plan.objects.get(is_current=True)

    assert plan.baselines.get().entries.count() == 58
    assert [str(row.done_on) for row in plan.tasks.all()] == [
        "2022-11-08",
        "2022-12-02",
        "2023-06-22",
        "None",
        "None",
    ]


def test_only_what_is_under_way_is_news_and_nobody_gets_mail(demo):
    unread = Notice.objects.unread()

    assert {notice.move.subject.status for notice in unread} <= {
        *("DEPARTMENT", "OFFICE", "CHECKING", "RETURNED"),
    }
    assert unread.filter(user__username="truongphong").exists()
    assert not User.objects.exclude(mail_mode="NEVER").exists()


def test_plan_has_a_working_group_a_training_and_periods_all_marked_as_illustration(demo):
    plan = Plan.objects.get()
    [group], [training] = plan.working_groups.all(), plan.trainings.all()
    members = list(group.members.values_list("part", flat=True))

    assert (members[:3], len(members)) == ([GroupPart.LEADER, GroupPart.DEPUTY, GroupPart.SECRETARY], 11)
    assert group.name.endswith("(minh họa)")
    assert training.topic.endswith("(minh họa)")
    assert plan.reporting_periods.count() == 17
