"""manage.py figures: the figures of the small agency by hand (conftest), and what bad input is answered with."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import a_department, a_plan, an_agency

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue()


def as_json(*arguments: str) -> dict:
    return json.loads(said("--json", *arguments))


def test_figures_of_the_agency_by_hand(small_agency):
    found = as_json("--as-at", "2024-11-30")

    counts = found["figures"]["counts"]
    assert {key: counts[key] for key in ("scope", "inventoried", "announced", "published", "reviewed", "kept")} == {
        "scope": 5, "inventoried": 4, "announced": 4, "published": 3, "reviewed": 3, "kept": 1,
    }  # fmt: skip
    assert {key: counts[key] for key in ("proposed", "approved", "in_force", "base", "costed", "uncosted")} == {
        "proposed": 2, "approved": 2, "in_force": 1, "base": 4, "costed": 4, "uncosted": 0,
    }  # fmt: skip
    assert found["figures"]["cut_in_number"]["approved"] == {"part": 1, "whole": 4, "percent": "25.00"}
    assert found["figures"]["simplified"]["approved"] == {"part": 2, "whole": 4, "percent": "50.00"}
    # 1.000.000 + 1.000.000 + 500.000 + 400.000 = 2.900.000; 1.000.000 + 300.000 = 1.300.000 → 44,83 %
    assert found["figures"]["cut_in_cost"] == {
        "proposed": {"part": "1300000", "whole": "2900000", "percent": "44.83"},
        "approved": {"part": "1300000", "whole": "2900000", "percent": "44.83"},
        "in_force": {"part": "1000000", "whole": "2900000", "percent": "34.48"},
    }
    assert found["figures"]["cost_after"]["approved"] == "1600000"
    assert found["baseline_frozen_on"] == "2023-04-01"
    assert found["undeclared_departments"] == ["TDC"]


def test_milestones_of_the_agency_by_hand(small_agency):
    found = {
        (row["measure"], row["target_percent"]): row for row in as_json("--as-at", "2024-11-30")["milestones"]
    }

    # 3 of 5 are public: not by 31/3/2023 (2 of 5), 2 lacking. 3 of 5 were sent on 1/12/2023: more than half, 30 days early.
    assert (found["PUBLISHED", "100.00"]["state"], found["PUBLISHED", "100.00"]["missing"]) == ("late", 2)
    assert found["PUBLISHED", "100.00"]["last_day"] == "2023-03-31"
    assert found["REVIEWED", "50.00"] | {"title": "", "forecast": None} == {
        "title": "", "measure": "REVIEWED", "target_percent": "50.00", "last_day": "2023-12-31",
        "reached_on": "2023-12-01", "days": 30, "state": "reached", "holds": True, "missing": 0,
        "share": {"part": 3, "whole": 5, "percent": "60.00"}, "forecast": None,
    }  # fmt: skip
    assert (found["REVIEWED", "100.00"]["state"], found["REVIEWED", "100.00"]["days"]) == ("pending", 31)
    assert (found["EVENT", None]["state"], found["EVENT", None]["last_day"]) == ("late", "2022-11-09")
    assert found["CUT_NUMBER", "20.00"]["reached_on"] == "2023-12-20"
    assert found["ENFORCED", "100.00"]["share"] == {"part": 1, "whole": 2, "percent": "50.00"}


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        ("2023-02-28", [5, 0, 0, 0, 0]),
        ("2023-03-31", [5, 4, 4, 2, 0]),
        ("01/04/2023", [5, 4, 4, 2, 0]),
        ("5/4/2023", [5, 4, 4, 3, 0]),
        ("2023-12-01", [5, 4, 4, 3, 3]),
    ],
)
def test_as_at_takes_both_ways_of_writing_a_day(small_agency, as_at, expected):
    counts = as_json("--as-at", as_at)["figures"]["counts"]

    assert [counts[key] for key in ("scope", "inventoried", "announced", "published", "reviewed")] == expected


def test_department_narrows_the_figures(small_agency):
    found = as_json("--as-at", "2024-11-30", "--department", "TDC")

    assert [row["code"] for row in found["departments"]] == ["TDC"]
    assert (found["figures"]["counts"]["scope"], found["figures"]["counts"]["inventoried"]) == (1, 0)
    assert found["figures"]["cut_in_cost"]["approved"] == {"part": "0", "whole": "0", "percent": None}


def test_departments_add_up_to_the_agency(small_agency):
    found = as_json("--as-at", "2024-11-30")

    for key, total in found["figures"]["counts"].items():
        assert sum(row["figures"]["counts"][key] for row in found["departments"]) == total


def test_text_says_the_same(small_agency):
    text = said("--as-at", "30/11/2024").replace("\u00a0", " ")

    for line in (
        "Số liệu đến hết ngày 30/11/2024",
        "Chưa khai thống kê đủ: TDC",
        "  Thống kê, công bố, công khai TTHC nội bộ, chỉ tiêu 100 %: 60 % (3 / 5); Chậm 610 ngày",
        "  Cắt giảm chi phí tuân thủ TTHC nội bộ, chỉ tiêu 20 %: 44,83 % (1.300.000 đồng / 2.900.000 đồng);"
        " Đang đạt, đạt từ 20/12/2023",
        "  phê duyệt  1 / 4 = 25 %             mọi hình thức 2 / 4 = 50 %",
        "KH            4         4        4          3        3          2         1  Chậm công khai 1 thủ tục",
        "Cộng          5         4        4          3        3          2         1",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--as-at", "2023-02-30"],
            "“2023-02-30” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023.",
        ),
        (["--as-at", "hôm qua"], "“hôm qua” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        (["--as-at", ""], "“” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        (["--as-at", "2099-01-01"], "Ngày 01/01/2099 chưa đến"),
        (["--department", "XX"], "Không có đơn vị mã “XX”. Các mã: KH, TDC, VP."),
        (
            ["--agency", "Sở Lớn"],
            "Không có cơ quan tên ngắn “Sở Lớn” đang theo dõi kế hoạch. Các cơ quan có kế hoạch: Sở Nhỏ.",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(small_agency, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("figures", *arguments)

    assert str(refused.value).startswith(sentence)
    assert refused.value.returncode == 1


def test_several_agencies_ask_for_one(small_agency):
    other = a_plan(agency=an_agency(short_name="Sở Khác"))
    a_department(agency=other.agency, code="P1")

    with pytest.raises(CommandError, match="hãy ghi --agency. Các cơ quan có kế hoạch: Sở Khác, Sở Nhỏ."):
        call_command("figures")

    assert as_json("--agency", "Sở Khác")["figures"]["counts"]["scope"] == 0


def test_no_plan_at_all_is_told():
    with pytest.raises(CommandError, match="Chưa có kế hoạch nào đang theo dõi"):
        call_command("figures")
