"""Báo cáo kết quả: its numbers are those of the dashboards, compared with the period before."""

from datetime import date, datetime

import pytest

from dashboards.measures import MEASURES
from dashboards.overview import overview
from dashboards.queries import read_programme
from papers.letters import report
from papers.letters.period_figures import period_figures
from papers.letters.report_tables import cuts_table, kinds_table, units_table, way_table
from plans.enums import PeriodKind
from tests.factories import a_department, a_difficulty, a_public_procedure
from tests.papers.letters.making import letter, said

LATER = date(2024, 6, 1)


def quarter(course, ends_on: date):
    return course.plan.reporting_periods.get(kind=PeriodKind.QUARTER, ends_on=ends_on)


def cells(table) -> list[list[str]]:
    return [list(row.cells) for row in table.body_rows()]


def test_report_compares_with_the_quarter_before(course):
    period = quarter(course, date(2023, 12, 14))

    table = way_table(period_figures(course.plan, period, "", LATER))

    assert [column.head for column in table.columns][1:3] == [
        "Kỳ trước (hết 14/09/2023)",
        "Kỳ này (hết 14/12/2023)",
    ]
    assert cells(table) == [
        ["Thủ tục thuộc phạm vi kế hoạch", "4", "4", "0", ""],
        ["Đã thống kê đạt yêu cầu", "3", "3", "0", "75\u00a0%"],
        ["Đã công bố", "2", "2", "0", "50\u00a0%"],
        ["Đã công bố, công khai đủ các nơi", "2", "2", "0", "50\u00a0%"],
        ["Đã rà soát, trình Chủ tịch UBND tỉnh", "0", "2", "+2", "50\u00a0%"],
        ["Rà soát, kiến nghị giữ nguyên", "0", "1", "+1", "25\u00a0%"],
        ["Có phương án đã trình", "0", "1", "+1", "25\u00a0%"],
        ["Phương án đã được phê duyệt", "0", "0", "0", "0\u00a0%"],
        ["Phương án đã thực thi xong", "0", "0", "0", "0\u00a0%"],
    ]


def test_units_and_their_sum_by_hand(course):
    """Both costs are known, 1.500.000 đồng/năm together; 300.000 approved on 20/12/2023: 20 %."""
    table = units_table(period_figures(course.plan, quarter(course, date(2024, 3, 14)), "", LATER))

    nothing = ["0"] * 4
    assert cells(table) == [
        ["1", "Phòng Một", "1", "1", "3", "2", "2", "2", "2", "1", "1", "0"]
        + ["1.500.000", "1.200.000", "300.000", "20\u00a0%"],
        ["2", "Phòng Hai", "0", "1", "1", "1", "0", "0", *nothing, "0", "0", "0", "—"],
        ["", "Cộng", "1", "2", "4", "3", "2", "2", "2", "1", "1", "0"]
        + ["1.500.000", "1.200.000", "300.000", "20\u00a0%"],
    ]


@pytest.mark.parametrize("ends_on", [date(2023, 3, 14), date(2023, 12, 14), date(2024, 3, 14)])
def test_every_number_is_that_of_the_dashboards(course, ends_on):
    found = overview(read_programme(course.plan), ends_on)

    reported = period_figures(course.plan, quarter(course, ends_on), "", LATER)

    assert [row.figures for row in reported.rows] == [line.figures for line in found.lines]
    assert reported.total.figures == found.figures
    assert reported.total.percent == found.figures.cut_in_cost("approved").percent
    for key in MEASURES:
        assert sum(row.figures[key].count for row in reported.rows) == reported.total.figures[key].count


def test_cuts_stand_in_three_shades_beside_their_targets(course):
    reported = period_figures(course.plan, quarter(course, date(2024, 3, 14)), "", LATER)

    assert cells(cuts_table(reported)) == [
        ["Số thủ tục (Bãi bỏ; Gộp, thay thế)", *(["0 / 3 = 0\u00a0%"] * 3), "≥ 20\u00a0%", "0"],
        [
            "Số thủ tục đơn giản hóa mọi hình thức",
            *(["1 / 3 = 33,33\u00a0%"] * 2),
            "0 / 3 = 0\u00a0%",
            "",
            "+1",
        ],
        ["Chi phí tuân thủ", "20\u00a0%", "20\u00a0%", "0\u00a0%", "≥ 20\u00a0%", "+20 điểm"],
        ["Chi phí tiết kiệm (đồng/năm)", "300.000", "300.000", "0", "", "+300.000"],
    ]


def test_kinds_are_counted_by_unit(course):
    reported = period_figures(course.plan, quarter(course, date(2023, 12, 14)), "", LATER)

    table = kinds_table(reported)

    place = [column.head for column in table.columns].index("Giảm thành phần hồ sơ")
    assert [(row[1], row[place], *row[-2:]) for row in cells(table)] == [
        ("Phòng Một", "1", "1", "1"),
        ("Phòng Hai", "0", "0", "0"),
        ("Cộng", "1", "1", "1"),
    ]


def test_report_of_one_unit_says_nothing_of_the_others(course):
    a_difficulty(department=course.second, title="Vướng của Phòng Hai")
    period = str(quarter(course, date(2023, 12, 14)).pk)

    whole = said(letter(report.PAPER, course.plan, period=period))
    words = said(letter(report.PAPER, course.plan, period=period, department="MOT"))

    assert "Phòng Hai" in whole
    assert "Phòng Một" in words
    assert "Phòng Hai" not in words


def test_running_period_says_so_and_has_the_figures_of_that_day(course):
    period = quarter(course, date(2023, 12, 14))

    document = letter(report.PAPER, course.plan, on=date(2023, 11, 1), period=str(period.pk))

    assert "Kỳ báo cáo chưa kết thúc: số liệu tính đến hết ngày 01/11/2023" in said(document)


def test_report_tells_difficulties_of_the_period_and_what_comes_next(course):
    a_difficulty(
        department=course.first,
        title="Chưa rõ ai ký",
        created_at=datetime.fromisoformat("2023-10-02T08:00+07:00"),
    )
    period = str(quarter(course, date(2023, 12, 14)).pk)

    words = said(letter(report.PAPER, course.plan, period=period))

    assert (
        "Trong kỳ các đơn vị phản ánh 1 vướng mắc; đến hết ngày 14/12/2023 còn 1 vướng mắc chưa xong:"
        in words
    )
    assert "Chưa rõ ai ký (Phòng Một)." in words
    assert (
        "Thống kê, công bố, công khai TTHC nội bộ, còn thiếu 2 thủ tục, hạn đến hết ngày 31/03/2023 (chậm 258 ngày)"
        in words
    )


def test_plan_without_periods_reports_as_at_the_day(course):
    course.plan.reporting_periods.all().delete()

    document = letter(report.PAPER, course.plan, on=date(2023, 12, 31))

    assert "đến hết ngày 31/12/2023" in document.subject


def test_queries_do_not_grow_with_units(course, django_assert_num_queries):
    period = str(quarter(course, date(2023, 12, 14)).pk)
    with django_assert_num_queries(25):
        letter(report.PAPER, course.plan, period=period)
    for _ in range(3):
        a_public_procedure(department=a_department(agency=course.plan.agency))
    with django_assert_num_queries(25):
        letter(report.PAPER, course.plan, period=period)
