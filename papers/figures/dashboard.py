"""The director's dashboard as one page: milestones, the course over time, units, the two targets in three shades."""

from collections.abc import Iterator
from datetime import date

from django import forms

from dashboards.courses import COURSE_TITLE, course_marks, course_series
from dashboards.figures import Figures as Tallies
from dashboards.measures import SHADES
from dashboards.milestones import Progress
from dashboards.overview import Overview, UnitLine, overview
from dashboards.queries import read_programme
from departments.models import Department
from papers import kinds
from papers.choices import AsAt
from papers.paper import Making, Paper, always
from plans.models import Plan
from procedures.enums import Group
from procedures.models import Field
from tthc.core.display import day, number, percent
from tthc.core.documents.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    Column,
    Figure,
    Figures,
    LineChart,
    Row,
    RowKind,
    Table,
)
from tthc.core.documents.description import Document, HeadForm, Letterhead

ON_A_LINE = 3  # milestones side by side
CHART_WIDTH = 135
SMALL = 8  # pt: units, cuts
COUNTED = {
    "scope": "Phạm vi",
    "inventoried": "Thống kê",
    "announced": "Công bố",
    "published": "Công khai",
    "reviewed": "Rà soát",
    "approved": "Phê duyệt",
    "in_force": "Thực thi",
}


class DashboardOptions(AsAt):
    """The same as the page Tiến độ asks: the day, and of which unit, field, group."""

    department = forms.ModelChoiceField(
        Department.objects.none(),
        to_field_name="code",
        label="Đơn vị",
        required=False,
        empty_label="Mọi đơn vị",
    )
    field = forms.ModelChoiceField(
        Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Mọi lĩnh vực"
    )
    group = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Cả hai nhóm"), *Group.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        agency = self.subject.agency_id
        self.fields["department"].queryset = Department.objects.filter(agency=agency)
        self.fields["field"].queryset = Field.objects.filter(agency=agency)


def overview_of(plan: Plan, making: Making, as_at: date) -> Overview:
    """The overview that was asked for, over the whole agency unless narrowed."""
    programme = read_programme(plan)
    asked = making.options
    unit = next(
        (one for one in programme.units if asked["department"] and one.pk == asked["department"].pk), None
    )
    field_id = asked["field"].pk if asked["field"] else None
    return overview(programme, as_at, unit=unit, field_id=field_id, group=asked["group"])


def build(plan: Plan, making: Making) -> Document:
    as_at = making.options["as_at"] or making.on
    found = overview_of(plan, making, as_at)
    return Document(
        name=f"Tiến độ {plan} đến ngày {day(as_at)}",
        letterhead=Letterhead(
            plan.agency.name, label=f"Số liệu đến hết ngày {day(as_at)}", form=HeadForm.DASHBOARD
        ),
        kind="Tiến độ kế hoạch",
        subject=", ".join([plan.title, *_narrowed(making)]),
        blocks=tuple(_blocks(found)),
        size=13,
    )


def _narrowed(making: Making) -> list[str]:
    asked = making.options
    group = [Group(asked["group"]).label] if asked["group"] else []
    return [str(asked[name]) for name in ("department", "field") if asked[name]] + group


def _blocks(found: Overview) -> Iterator[Block]:
    counted = [milestone for milestone in found.milestones if milestone.share]
    for start in range(0, len(counted), ON_A_LINE):
        yield Figures([_figure(one) for one in counted[start : start + ON_A_LINE]])
    yield Chart(LineChart(course_series(found), COURSE_TITLE, course_marks(found)), width=CHART_WIDTH)
    yield _units(found)
    yield _cuts(found)


def _figure(found: Progress) -> Figure:
    milestone, share = found.milestone, found.share
    counted = f"{number(share.part, 0)} / {number(share.whole, 0)}{' đồng/năm' if found.is_amount else ''}"
    due = f" trước {day(milestone.due_before)}" if milestone.due_before else ""
    said = ", ".join(filter(None, [found.label, found.punctuality]))
    value = percent(share.percent) if share.whole else "Chưa có"
    return Figure(value, milestone.title, f"{counted}; chỉ tiêu {percent(milestone.target)}{due}\n{said}")


def _units(found: Overview) -> Table:
    columns = [
        Column("Đơn vị", 51),
        *(Column(label, 10.5, Align.RIGHT) for label in COUNTED.values()),
        Column("Giảm chi phí", 14, Align.RIGHT),
        Column("Tình trạng", 27),
    ]
    rows = [Row([line.unit.name, *_counts(line.figures), _state(line)]) for line in found.lines]
    if len(found.lines) > 1:
        rows.append(Row(["Cộng", *_counts(found.figures), ""], RowKind.TOTAL))
    return Table(columns, rows, size=SMALL)


def _counts(figures: Tallies) -> list[str]:
    counts = [number(figures[key].count) for key in COUNTED]
    return [*counts, percent(figures.cut_in_cost("approved").percent)]


def _state(line: UnitLine) -> str:
    undeclared = line.figures["scope"].count and not line.has_declared
    return line.state.label + ("; chưa khai thống kê đủ" if undeclared else "")


def _cuts(found: Overview) -> Table:
    """The cuts in number and in cost, proposed, approved, in force; below them what must be known of the figures."""
    figures = found.figures
    columns = [
        Column("Cắt giảm", 55),
        *(Column(words.capitalize(), 37, Align.RIGHT) for words in SHADES.values()),
    ]
    rows = [
        [
            "Số thủ tục (hình thức được tính)",
            *(
                _of(figures[f"counted_{shade}"].count, figures.cut_in_number(shade).percent)
                for shade in SHADES
            ),
        ],
        [
            "Số thủ tục (mọi hình thức)",
            *(
                _of(figures[f"simplified_{shade}"].count, figures.simplified(shade).percent)
                for shade in SHADES
            ),
        ],
        [
            "Chi phí tuân thủ (đồng/năm)",
            *(
                _of(figures[f"simplified_{shade}"].amount, figures.cut_in_cost(shade).percent)
                for shade in SHADES
            ),
        ],
    ]
    remarks = Row([Cell(" ".join(_remarks(found)), columns=4, italic=True)])
    return Table(columns, [*rows, remarks], size=SMALL)


def _of(amount, share) -> str:
    return f"{number(amount, 0)} ({percent(share)})"


def _remarks(found: Overview) -> Iterator[str]:
    """What must be known before the figures are believed."""
    figures = found.figures
    yield (
        f"Danh mục nền {number(figures['base'].count)} thủ tục, chi phí {number(figures['costed'].amount, 0)} "
        f"đồng/năm ở {number(figures['costed'].count)} thủ tục đã có số liệu."
    )
    if found.undeclared:
        yield f"{len(found.undeclared)} đơn vị chưa khai thống kê đủ, tỷ lệ tính trên các thủ tục đã biết."
    if not found.is_baseline_frozen:
        yield "Chưa chốt danh mục nền: tỷ lệ cắt giảm là tạm tính."
    for event in found.events:
        yield f"{event.milestone.title}: {', '.join(filter(None, [event.label, event.punctuality]))}."


PAPER = Paper(
    key="dashboard",
    title="Tiến độ trên một trang",
    kind=kinds.FIGURES,
    build=build,
    is_final=always,
    options=DashboardOptions,
)
