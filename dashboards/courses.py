"""Pictures of figures: the course over time, costs before and after. The numbers stand in tables beside them."""

from django.utils.safestring import SafeString

from dashboards.milestones import Progress
from dashboards.overview import Overview
from tthc.core.charts import Mark, Pair, Series, bar_chart, line_chart
from tthc.core.display import day, percent

COURSE_TITLE = "Số thủ tục đã công khai, đã rà soát, đã thực thi theo thời gian"
DRAWN = {
    "published": "Đã công bố, công khai",
    "reviewed": "Đã rà soát, trình",
    "in_force": "Đã thực thi",
}
DRAWN_MEASURES = {"PUBLISHED": "published", "REVIEWED": "reviewed"}


def course_chart(found: Overview) -> SafeString:
    """Procedures published, reviewed and put into force, month by month, with the milestones and the forecast."""
    return line_chart(
        course_series(found),
        course_marks(found),
        title=COURSE_TITLE,
        description="Số liệu từng tháng ở bảng bên dưới.",
    )


def course_series(found: Overview) -> list[Series]:
    """A line for each measure that is drawn, on to where its pace leads."""
    return [
        Series(label, [(point.day, point.counts[key]) for point in found.course], _forecast(found, key))
        for key, label in DRAWN.items()
    ]


def course_marks(found: Overview) -> list[Mark]:
    """The milestones of the measures that are drawn, each at the height that is due."""
    return [
        Mark(
            milestone.milestone.due_before,
            f"{day(milestone.milestone.due_before)}: {percent(milestone.milestone.target)}",
            milestone.milestone.target * found.figures["scope"].count / 100,
        )
        for milestone in found.milestones
        if milestone.milestone.measure in DRAWN_MEASURES and milestone.milestone.due_before
    ]


def _forecast(found: Overview, key: str) -> list[tuple]:
    """To the next milestone of a measure that is not yet due; none where nothing is forecast."""
    coming = [milestone for milestone in found.milestones if _is_coming(milestone, key)]
    if not coming:
        return []
    last = max(coming, key=lambda milestone: milestone.standing.last_day)
    return [(last.standing.last_day, last.forecast.share.part)]


def _is_coming(found: Progress, key: str) -> bool:
    return (
        DRAWN_MEASURES.get(found.milestone.measure) == key
        and found.forecast is not None
        and found.standing.last_day > found.standing.as_at
    )


def cost_chart(found: Overview) -> SafeString:
    """Baseline cost and what is left of it with the approved proposals, by unit, in đồng a year."""
    pairs = [
        Pair(line.unit.name, line.figures["costed"].amount, line.figures.cost_after("approved"))
        for line in found.lines
        if line.figures["costed"].amount
    ]
    return bar_chart(
        pairs,
        title="Chi phí tuân thủ trước và sau các phương án đã phê duyệt, theo đơn vị",
        description="Các số này đứng trong bảng theo đơn vị.",
        before="Trước",
        after="Sau phê duyệt",
        unit="đồng/năm",
    )
