"""The director's dashboard as one page: milestones, the course over time, units, the two targets in three shades."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django import forms

from dashboards.courses import COURSE_TITLE, course_marks, course_series
from dashboards.figures import Figures as Tallies
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
CHART_WIDTH = 150
ROOM = 12  # lines of the table of units
ON_ONE_LINE = 26  # letters of a unit's name, of how it stands
UNDECLARED = "*"
SMALL = 8  # pt
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
            plan.agency.name, label=f"Tiến độ đến hết ngày {day(as_at)}", form=HeadForm.DASHBOARD
        ),
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
        yield Figures([_figure(one, found.figures) for one in counted[start : start + ON_A_LINE]])
    yield Chart(LineChart(course_series(found), COURSE_TITLE, course_marks(found)), width=CHART_WIDTH)
    yield _units(found)


def _figure(found: Progress, figures: Tallies) -> Figure:
    milestone, share = found.milestone, found.share
    counted = f"{number(share.part)} / {number(share.whole)}"
    if found.is_amount:
        counted = f"{_millions(share.part)} / {_millions(share.whole)} triệu đồng"
    due = f"hạn {day(found.standing.last_day)}, " if milestone.due_before else ""
    said = found.label.lower()
    if found.standing.is_reached and found.punctuality:
        said = found.punctuality if found.is_held_so_far else f"đạt {found.punctuality}"
    lines = [f"{counted}, cần {percent(milestone.target)}", f"{due}{said}", *_shades(found, figures)]
    value = percent(share.percent) if share.whole else "Chưa có"
    return Figure(value, milestone.title, "\n".join(lines))


def _shades(found: Progress, figures: Tallies) -> list[str]:
    """Of a cut, which counts what is approved: how much is proposed, and in force."""
    cut = {"CUT_NUMBER": figures.cut_in_number, "CUT_COST": figures.cut_in_cost}.get(found.milestone.measure)
    if cut is None:
        return []
    return [f"đề xuất {percent(cut('proposed').percent)}, thực thi {percent(cut('in_force').percent)}"]


def _millions(amount) -> str:
    millions = Decimal(amount) / 1_000_000
    return number(millions, 0 if millions >= 100 else 1)


def _units(found: Overview) -> Table:
    """A line per unit, what must be known of the figures last; of many units those most behind, so that all fits."""
    columns = [
        Column("Đơn vị", 37),
        *(Column(label, 11.6, Align.RIGHT) for label in COUNTED.values()),
        Column("Giảm chi phí", 13, Align.RIGHT),
        Column("Tình trạng", 34),
    ]
    called = _short_names(found)
    shown = [[_called(line, called), *_counts(line.figures), line.state.label] for line in _by_need(found)]
    fitting = _fitting(shown)
    rows = [Row(cells) for cells in fitting]
    if len(fitting) < len(shown):
        rows.append(Row([Cell(f"và {len(shown) - len(fitting)} đơn vị khác", columns=len(columns))]))
    if len(shown) > 1:
        rows.append(Row(["Cộng", *_counts(found.figures), ""], RowKind.TOTAL))
    rows.append(Row([Cell(" ".join(_remarks(found)), columns=len(columns), italic=True)]))
    return Table(columns, rows, size=SMALL)


def _by_need(found: Overview) -> list[UnitLine]:
    """The units in their own order as long as there are few; of many, those that are late and lack most first."""
    if len(found.lines) <= ROOM:
        return found.lines

    def need(line: UnitLine) -> tuple[bool, int]:
        lacking = line.figures[line.state.rows_key].count if line.state.rows_key else 0
        return line.state.tone != "late", -lacking

    return sorted(found.lines, key=need)


def _fitting(rows: list[list[str]]) -> list[list[str]]:
    """As many rows as the page has room for; words too long for one line take another half."""
    taken, fitting = 0.0, []
    for cells in rows:
        taken += 1 + 0.7 * (max(len(cells[0]), len(cells[-1])) // ON_ONE_LINE)
        if taken > ROOM:
            break
        fitting.append(cells)
    return fitting


def _called(line: UnitLine, called: dict[int, str]) -> str:
    """The unit, with a mark where its word is wanting that its inventory is complete."""
    undeclared = line.figures["scope"].count and not line.has_declared
    return called[line.unit.pk] + (UNDECLARED if undeclared else "")


def _short_names(found: Overview) -> dict[int, str]:
    """What the units are called where there is room for one line."""
    units = Department.objects.filter(agency=found.programme.plan.agency_id)
    return {pk: short or name for pk, short, name in units.values_list("pk", "short_name", "name")}


def _counts(figures: Tallies) -> list[str]:
    counts = [number(figures[key].count) for key in COUNTED]
    return [*counts, percent(figures.cut_in_cost("approved").percent)]


def _remarks(found: Overview) -> Iterator[str]:
    """What must be known before the figures are believed."""
    figures = found.figures
    yield (
        f"Danh mục nền {number(figures['base'].count)} thủ tục, chi phí {number(figures['costed'].amount, 0)} "
        f"đồng/năm ở {number(figures['costed'].count)} thủ tục đã có số liệu. Đơn giản hóa mọi hình thức, đã phê duyệt: "
        f"{percent(figures.simplified('approved').percent)}."
    )
    if found.undeclared:
        yield f"({UNDECLARED}) {len(found.undeclared)} đơn vị chưa khai thống kê đủ, tỷ lệ tính trên các thủ tục đã biết."
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
