"""Charts as SVG: what stands in them, that nothing touches, that neither script nor style is in them."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree

import pytest

from tthc.core.charts import Mark, Pair, Series, Share, bar_chart, line_chart, progress_bar
from tthc.core.drawing import LETTER, ROW

SVG = "{http://www.w3.org/2000/svg}"
PUBLISHED = Series(
    "Đã công bố, công khai", [(date(2022, 11, 10), 0), (date(2023, 3, 27), 60), (date(2024, 11, 30), 60)]
)
REVIEWED = Series(
    "Đã rà soát, trình phương án", [(date(2023, 5, 1), 0), (date(2024, 11, 30), 51)], [(date(2025, 1, 1), 55)]
)
MARKS = [
    Mark(date(2023, 4, 1), "Trước 01/4/2023: 100 %", 60),
    Mark(date(2023, 5, 15), "Tập huấn xong"),
    Mark(date(2024, 12, 1), "Báo cáo năm"),
    Mark(date(2025, 1, 1), "Trước 01/01/2025: 100 %", 60),
]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(root: ElementTree.Element) -> list[str]:
    return [element.text for element in root.iter(f"{SVG}text")]


def boxes(root: ElementTree.Element) -> list[tuple[float, float, float, float, str]]:
    """Where each text stands at most: left, right, top, bottom, words."""
    places = []
    for element in root.iter(f"{SVG}text"):
        x, y, length = float(element.get("x")), float(element.get("y")), len(element.text) * LETTER
        left = {"start": x, "middle": x - length / 2, "end": x - length}[element.get("text-anchor")]
        places.append((left, left + length, y - ROW + 5, y + 3, element.text))
    return places


def touching(root: ElementTree.Element) -> list[tuple[str, str]]:
    return [
        (one[4], two[4])
        for one, two in combinations(boxes(root), 2)
        if one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]
    ]


def cut_through(root: ElementTree.Element) -> list[str]:
    """Labels that a dashed line runs through."""
    lines = [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray")]
    return [
        words
        for left, right, top, bottom, words in boxes(root)
        for line in lines
        if left < float(line.get("x1")) < right
        and float(line.get("y1")) < bottom
        and float(line.get("y2")) > top
    ]


@pytest.fixture
def progress() -> ElementTree.Element:
    return parsed(line_chart([PUBLISHED, REVIEWED], MARKS, title="Tiến độ", description="60 thủ tục"))


def test_line_chart_names_itself(progress):
    title, description = progress.find(f"{SVG}title"), progress.find(f"{SVG}desc")

    assert (title.text, description.text) == ("Tiến độ", "60 thủ tục")
    assert progress.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_line_chart_draws_forecast_dotted_from_the_last_point(progress):
    lines = progress.findall(f"{SVG}polyline")

    assert [line.get("stroke-dasharray") for line in lines] == [None, None, "2 4"]
    assert lines[2].get("points").split()[0] == lines[1].get("points").split()[-1]


def test_line_chart_labels_lines_and_milestones(progress):
    text = " ".join(words(progress))

    assert [mark.label for mark in MARKS if mark.label not in text] == []
    assert "Đã công bố, công khai" in text
    assert "Đã rà soát, trình phương án" in text


def test_labels_of_a_line_chart_do_not_touch(progress):
    assert touching(progress) == []
    assert cut_through(progress) == []


@pytest.mark.parametrize("width", [480, 560, 720, 1000])
def test_labels_do_not_touch_with_milestones_close_together(width):
    marks = [Mark(date(2023, month, 1), f"01/{month}/2023: mốc số {month}") for month in (3, 4, 5, 6)]
    lines = [
        Series(f"Đường số {number}", [(date(2023, 1, 1), 0), (date(2023, 7, 1), 40 + number / 10)])
        for number in range(4)
    ]

    chart = parsed(line_chart(lines, marks, title="Tiến độ", width=width))

    assert touching(chart) == []
    assert cut_through(chart) == []
    assert [box for box in boxes(chart) if box[0] < 0 or box[1] > width or box[2] < 0] == []


def test_line_chart_of_one_day_and_no_value_is_drawn():
    chart = parsed(line_chart([Series("Rà soát", [(date(2023, 1, 1), 0)])], title="Tiến độ"))

    assert words(chart) == ["0", "1", "01/2023", "Rà soát"]


def test_chart_without_figures_says_so():
    assert words(parsed(line_chart([], title="Tiến độ"))) == ["Chưa có số liệu."]
    assert words(parsed(bar_chart([], title="Chi phí"))) == ["Chưa có số liệu."]


def test_bar_chart_writes_values_and_change():
    rows = [
        Pair("Phòng Quản lý khoa học", 312_000_000, Decimal(214_656_000)),
        Pair("Văn phòng Sở", 12_000_000, 13_500_000),
        Pair("Thanh tra Sở", 0, 0),
    ]

    chart = parsed(bar_chart(rows, title="Chi phí", unit="đồng/năm"))

    assert words(chart) == [
        "Trước",
        "Sau",
        "(đồng/năm)",
        "Phòng Quản lý khoa học",
        "312.000.000",
        "214.656.000 (−31,2\u00a0%)",
        "Văn phòng Sở",
        "12.000.000",
        "13.500.000 (+12,5\u00a0%)",
        "Thanh tra Sở",
        "0",
        "0",
    ]
    assert touching(chart) == []


def test_bars_are_in_proportion():
    chart = parsed(bar_chart([Pair("Phòng", 200, 50)], title="Chi phí"))

    before, after = [float(bar.get("width")) for bar in chart.findall(f"{SVG}rect")][2:]
    assert round(before / after, 1) == 4.0


def test_long_names_in_a_bar_chart_are_wrapped():
    chart = parsed(bar_chart([Pair("Phòng Quản lý công nghệ và chuyên ngành", 1, 1)], title="Chi phí"))

    assert words(chart)[2:4] == ["Phòng Quản lý công nghệ và", "chuyên ngành"]


def test_progress_bar_shows_shares_and_target():
    bar = parsed(
        progress_bar([Share(10, 1), Share(20, 2), Share(40, 3)], 25, title="Cắt giảm 10 %", width=200)
    )

    # The whole is 1,25 times the greatest share: 50 %, so that 40 % is 160 of 200.
    assert [(part.get("x"), part.get("width")) for part in bar.findall(f"{SVG}rect")] == [
        ("0", "200"),
        ("0", "160"),
        ("0", "80"),
        ("0", "40"),
        ("98", "2"),
    ]


def test_words_of_people_are_escaped():
    svg = line_chart([Series("<script>", [(date(2023, 1, 1), 1)])], title='"><b>')

    assert "<script" not in svg
    assert parsed(svg).find(f"{SVG}title").text == '"><b>'


def test_charts_bring_no_style_and_no_script():
    svg = line_chart([PUBLISHED], MARKS, title="Tiến độ") + bar_chart([Pair("Phòng", 2, 1)], title="Chi phí")

    assert re.findall(r"style=|<style|<script|on\w+=|href=", svg) == []


def test_letters_that_no_xml_holds_are_left_out_of_a_drawing():
    root = parsed(bar_chart([Pair("Tên\x01 thủ\ufffe \ud800tục", 5, 3)], title="Chi\x08 phí"))

    assert ("Tên thủ tục" in words(root), root.find(f"{SVG}title").text) == (True, "Chi phí")
