"""Announced, amended, repealed, made public: as the course says."""

from collections import Counter

from django.db.models import Count, Max

from departments.models import Department
from procedures.models import Announcement, AnnouncementRow, Procedure


def test_decisions_announce_what_the_course_says(demo):
    rows = AnnouncementRow.objects.values_list("announcement__number", "change")

    assert Counter(rows) == {
        ("01/QĐ-MH", "NEW"): 50,
        ("02/QĐ-MH", "NEW"): 8,
        ("03/QĐ-MH", "AMENDED"): 1,
        ("03/QĐ-MH", "REPEALED"): 2,
        ("04/QĐ-MH", "NEW"): 3,
    }
    assert set(Announcement.objects.values_list("status", flat=True)) == {"ISSUED"}


def test_repealed_procedures_are_out_of_force_from_the_decision_on(demo):
    repealed = Procedure.objects.filter(repealed_on__isnull=False)

    assert [(row.name, str(row.repealed_on)) for row in repealed] == [
        (
            "Báo cáo đăng ký tham dự hội nghị, hội thảo khoa học của công chức, viên chức thuộc Sở",
            "2024-07-25",
        ),
        ("Đề nghị và cấp phát văn phòng phẩm", "2024-07-25"),
    ]


def test_amended_procedure_stands_as_it_was_announced_last(demo):
    procedure = Procedure.objects.get(name__startswith="Giải quyết nghỉ phép hằng năm")

    assert (procedure.status, procedure.time_limit_value, procedure.steps.count()) == ("ACCEPTED", 1, 3)
    assert [row.content["DOSSIER"][0][0] for row in procedure.announcement_rows.order_by("pk")] == [
        "Đơn xin nghỉ phép",
        "Đơn xin nghỉ phép (ghi cả người làm thay)",
    ]


def test_most_is_public_in_time_and_some_late_or_not_everywhere(demo):
    public = {
        code: Counter(
            str(procedure.public_since) if procedure.channels_done == 3 else "not everywhere"
            for procedure in Procedure.objects.filter(department__code=code)
            .announced()
            .annotate(
                channels_done=Count("publications", distinct=True),
                public_since=Max("publications__published_on"),
            )
        )
        for code in ("QLKH", "QLCN", "UDKH", "TTTK")
    }

    assert public == {
        "QLKH": {"2023-03-24": 9, "2024-10-24": 1},
        "QLCN": {"2023-04-12": 4},
        "UDKH": {"2023-06-22": 3},
        "TTTK": {"2023-06-22": 1, "not everywhere": 1},
    }


def test_one_unit_has_not_declared_and_one_has_no_procedures(demo):
    units = Department.objects.taking_part()

    assert [unit.code for unit in units.filter(declarations=None)] == ["TTTK"]
    assert [unit.code for unit in units.filter(declarations__kind="NONE")] == ["QPT"]
