"""Charts as SVG: the same text on screen, in PDF and in Word.

Pure. Numbers stand in the picture; the table with the same numbers is the caller's. On a page:
<div class="chart-box" data-scroll="title">{{ chart }}</div>, which a phone scrolls sideways instead of shrinking it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tthc.core import display
from tthc.core.drawing import (
    GRID,
    INK,
    INK_2,
    LETTER,
    ROW,
    RULE,
    lines_of_text,
    picture,
    polyline,
    rect,
    rule,
    text,
    wrapped,
)

LINES = ("#0b5a86", "#a35f00", "#3f4fa3", "#1b6b3a")
SHADES = ("#0b5a86", "#5b9bc0", "#b9d5e4")

Number = int | float | Decimal


@dataclass(frozen=True)
class Series:
    """One line: points by day, and where it may go on (drawn dotted from the last point)."""

    label: str
    points: Sequence[tuple[date, Number]]
    forecast: Sequence[tuple[date, Number]] = ()


@dataclass(frozen=True)
class Mark:
    """A milestone: a vertical dashed line; `target` puts a small cross-bar at the height that is due on that day."""

    day: date
    label: str
    target: Number | None = None


@dataclass(frozen=True)
class Pair:
    """One row of bar_chart: the same quantity before and after."""

    label: str
    before: Number
    after: Number


@dataclass(frozen=True)
class Share:
    """One length of progress_bar, in percent of the whole; shorter ones lie over longer ones."""

    percent: Number
    shade: int = 1  # 1 darkest to 3 lightest


@dataclass
class Frame:
    """Days and values turned into places of the drawing."""

    first: date
    last: date
    top: float
    left: float
    right: float
    edge: float  # of the whole drawing: labels above the lines may reach further than these
    upper: float = 0
    lower: float = 0
    leaning: set[Mark] = field(default_factory=set)  # milestones labelled at the left of their line
    days: int = field(init=False)

    def __post_init__(self) -> None:
        self.days = max((self.last - self.first).days, 1)

    def x(self, day: date) -> float:
        return round(self.left + (self.right - self.left) * (day - self.first).days / self.days, 1)

    def y(self, value: Number) -> float:
        return round(self.lower - (self.lower - self.upper) * float(value) / self.top, 1)

    def places(self, points: Iterable[tuple[date, Number]]) -> list[tuple[float, float]]:
        return [(self.x(day), self.y(value)) for day, value in points]

    def label_span(self, mark: Mark) -> tuple[float, float]:
        """From where to where a milestone's label reaches, at the side of its line where there is room."""
        x, length = self.x(mark.day), len(mark.label) * LETTER + 5
        return (x - length, x) if mark in self.leaning else (x, x + length)


def line_chart(
    series: Sequence[Series],
    marks: Sequence[Mark] = (),
    *,
    title: str,
    description: str = "",
    width: int = 720,
    height: int = 180,
) -> SafeString:
    """Progress over time: a line per series labelled at its end, milestones dashed, forecasts dotted.

    `height` is that of the drawing between its axes.
    """
    days = [day for line in series for day, _ in (*line.points, *line.forecast)] + [
        mark.day for mark in marks
    ]
    values = [float(value) for line in series for _, value in (*line.points, *line.forecast)]
    values += [float(mark.target) for mark in marks if mark.target is not None]
    if not days:
        return picture(width, 40, title, description, [text(0, 24, "Chưa có số liệu.", fill=INK_2)])
    ticks = _ticks(max(values, default=0))
    left = 12 + LETTER * max(len(display.number(tick)) for tick in ticks)
    ends = [wrapped(line.label, 20) for line in series]
    room = max((len(words) for lines in ends for words in lines), default=0) * LETTER + 14
    right = width - room
    frame = Frame(min(days), max(days), ticks[-1], left, right, width)
    frame.leaning = _leaning(frame, marks)
    levels = _levels(frame, marks)
    frame.upper = 10 + ROW * (max(levels, default=-1) + 1)
    frame.lower = frame.upper + height
    parts = [
        *_grid(frame, ticks),
        *_months(frame),
        *_milestones(frame, marks, levels),
        *(part for index, line in enumerate(series) for part in _line(frame, line, _colour(index))),
        *_end_labels(frame, series, ends),
    ]
    return picture(width, frame.lower + 28, title, description, parts)


def bar_chart(
    rows: Sequence[Pair],
    *,
    title: str,
    description: str = "",
    before: str = "Trước",
    after: str = "Sau",
    unit: str = "",
    width: int = 720,
) -> SafeString:
    """Before and after, row by row: two bars, their values and the change in percent."""
    if not rows:
        return picture(width, 40, title, description, [text(0, 24, "Chưa có số liệu.", fill=INK_2)])
    names = [wrapped(row.label, 30) for row in rows]
    left = min(max(len(words) for lines in names for words in lines) * LETTER + 12, width * 0.4)
    values = [_bar_note(row) for row in rows]
    room = max(max(len(note) for note in notes) for notes in values) * LETTER + 10
    most = max((float(max(row.before, row.after, 0)) for row in rows), default=0) or 1
    scale = (width - left - room) / most
    parts = [*_key(left, ((before, SHADES[2]), (after, SHADES[0])), unit)]
    y = 30.0
    for row, lines, notes in zip(rows, names, values, strict=True):
        height = max(2 * ROW, len(lines) * ROW)
        parts.append(lines_of_text(left - 10, y + height / 2, lines, anchor="end"))
        for offset, value, note, colour in (
            (0, row.before, notes[0], SHADES[2]),
            (ROW, row.after, notes[1], SHADES[0]),
        ):
            length = max(float(value), 0) * scale
            top = y + (height - 2 * ROW) / 2 + offset
            parts.append(rect(left, top + 2, max(length, 1), ROW - 4, colour))
            parts.append(text(left + length + 6, top + 12, note, fill=INK if offset else INK_2))
        y += height + 12
    parts.append(rule(left, left, 26, y - 6, RULE))
    return picture(width, y, title, description, parts)


def progress_bar(
    shares: Sequence[Share], target: Number | None = None, *, title: str, width: int = 240
) -> SafeString:
    """A bar from 0 to the whole, with the target as a tick; `title` says in words what it shows.

    The whole is 100 %, or a little more than the greatest of shares and target when all of them are small.
    """
    greatest = max([float(share.percent) for share in shares] + [float(target or 0)], default=0)
    whole = 100.0 if greatest > 50 else max(greatest * 1.25, 1)
    parts = [rect(0, 4, width, 8, GRID, radius=4)]
    for share in sorted(shares, key=lambda share: -share.percent):
        length = width * min(max(float(share.percent), 0), whole) / whole
        if length:
            parts.append(rect(0, 4, round(length, 1), 8, SHADES[share.shade - 1], radius=4))
    if target is not None:
        parts.append(rect(round(min(width * float(target) / whole, width) - 2, 1), 0, 2, 16, INK))
    return picture(width, 16, title, "", parts)


# --- Parts of a line chart ---------------------------------------------------------------------------------------


def _ticks(most: float) -> list[int | float]:
    """Round values from 0 to at least `most`, four to six of them."""
    step = 10.0 ** (len(str(int(max(most, 1)))) - 1)
    step = next(step * part for part in (0.1, 0.2, 0.25, 0.5, 1, 2) if most <= step * part * 5)
    step = max(step, 1)
    count = max(-(-most // step), 1)
    return [int(step * index) if step == int(step) else step * index for index in range(int(count) + 1)]


def _grid(frame: Frame, ticks: Iterable[Number]) -> Iterable[SafeString]:
    for tick in ticks:
        y = frame.y(tick)
        yield rule(frame.left, frame.right, y, y, RULE if tick == 0 else GRID)
        yield text(frame.left - 8, y + 4, display.number(tick), fill=INK_2, anchor="end")


def _months(frame: Frame) -> Iterable[SafeString]:
    """Month names under the axis, as many as there is room for, on the first of a month."""
    width = 7 * LETTER + 12
    months = [
        date(year, month, 1)
        for year in range(frame.first.year, frame.last.year + 1)
        for month in range(1, 13)
        if frame.first <= date(year, month, 1) <= frame.last
    ]
    fitting = max(int((frame.right - frame.left) / width), 1)
    step = next((step for step in (1, 2, 3, 4, 6, 12, 24, 60) if len(months) / step <= fitting), 120)
    for month in months:
        if ((month.year * 12) + month.month - 1) % step == 0:
            x = frame.x(month)
            yield rule(x, x, frame.lower, frame.lower + 4, RULE)
            yield text(x, frame.lower + 18, f"{month:%m/%Y}", fill=INK_2, anchor="middle")


def _leaning(frame: Frame, marks: Sequence[Mark]) -> set[Mark]:
    """The milestones too near to the edge for a label at the right, and those whose label would meet theirs."""
    leaning: set[Mark] = set()
    for mark in sorted(marks, key=lambda mark: mark.day, reverse=True):
        end = frame.label_span(mark)[1]
        if end > frame.edge or any(frame.x(other.day) < end for other in leaning):
            leaning.add(mark)
    return leaning


def _levels(frame: Frame, marks: Sequence[Mark]) -> list[int]:
    """On which line above the drawing each milestone's label stands: none touches another, no dashed line cuts one.

    A label waits until the lines inside its span have their levels, and then stands above them.
    """
    levels: dict[Mark, int] = {}
    waiting = list(marks)
    while waiting:
        mark = next((mark for mark in waiting if not _inside(frame, mark, waiting)), waiting[0])
        waiting.remove(mark)
        level = max((levels[other] + 1 for other in _inside(frame, mark, levels)), default=0)
        while any(levels[other] == level and _touch(frame, mark, other) for other in levels):
            level += 1
        levels[mark] = level
    return [levels[mark] for mark in marks]


def _inside(frame: Frame, mark: Mark, others: Iterable[Mark]) -> list[Mark]:
    """The milestones whose lines stand inside the label of this one."""
    start, end = frame.label_span(mark)
    return [other for other in others if other is not mark and start < frame.x(other.day) < end]


def _touch(frame: Frame, one: Mark, two: Mark) -> bool:
    (start, end), (other_start, other_end) = frame.label_span(one), frame.label_span(two)
    return start < other_end + 8 and other_start < end + 8


def _milestones(frame: Frame, marks: Sequence[Mark], levels: Sequence[int]) -> Iterable[SafeString]:
    heights = [frame.upper - 8 - ROW * level for level in levels]
    for mark, y in zip(marks, heights, strict=True):
        x = frame.x(mark.day)
        yield rule(x, x, y - 9, frame.lower, INK, dashes="3 3")
        if mark.target is not None:
            yield rule(x - 7, x + 7, frame.y(mark.target), frame.y(mark.target), INK, weight=2.5)
    for mark, y in zip(marks, heights, strict=True):
        x = frame.x(mark.day)
        if mark in frame.leaning:
            yield text(x - 5, y, mark.label, anchor="end")
        else:
            yield text(x + 5, y, mark.label)


def _line(frame: Frame, line: Series, colour: str) -> Iterable[SafeString]:
    if not line.points:
        return
    yield polyline(frame.places(line.points), colour)
    if line.forecast:
        yield polyline(frame.places((line.points[-1], *line.forecast)), colour, weight=2, dashes="2 4")
    day, value = line.points[-1]
    yield format_html('<circle cx="{}" cy="{}" r="4" fill="{}"/>', frame.x(day), frame.y(value), colour)


def _end_labels(frame: Frame, series: Sequence[Series], ends: Sequence[list[str]]) -> Iterable[SafeString]:
    """Each label at the right of the drawing, at the height of its line's end, pushed down where two would touch."""
    wanted = [
        (frame.y((line.forecast or line.points)[-1][1]), lines, _colour(index))
        for index, (line, lines) in enumerate(zip(series, ends, strict=True))
        if line.points
    ]
    wanted.sort(key=lambda label: label[0])
    heights = [len(lines) * ROW for _, lines, _ in wanted]
    middles = [
        max(y, frame.upper + height / 2 - 6) for (y, _, _), height in zip(wanted, heights, strict=True)
    ]
    for index, (above, below) in enumerate(pairwise(range(len(wanted))), start=1):
        middles[index] = max(middles[below], middles[above] + (heights[above] + heights[below]) / 2)
    overhang = max(
        [middle + height / 2 - frame.lower for middle, height in zip(middles, heights, strict=True)],
        default=0,
    )
    for middle, (_, lines, colour) in zip(middles, wanted, strict=True):
        yield lines_of_text(frame.right + 10, middle - max(overhang, 0), lines, fill=colour, weight="600")


def _colour(index: int) -> str:
    return LINES[index % len(LINES)]


# --- Parts of a bar chart ----------------------------------------------------------------------------------------


def _bar_note(row: Pair) -> tuple[str, str]:
    after = display.number(row.after)
    if not row.before:
        return display.number(row.before), after
    change = (Decimal(row.after) - Decimal(row.before)) / Decimal(row.before) * 100
    return display.number(row.before), f"{after} ({'+' if change > 0 else ''}{display.percent(change)})"


def _key(x: float, entries: Iterable[tuple[str, str]], unit: str) -> Iterable[SafeString]:
    for label, colour in entries:
        yield rect(x, 4, 12, 12, colour, radius=2)
        yield text(x + 18, 14, label, fill=INK_2)
        x += 18 + len(label) * LETTER + 18
    if unit:
        yield text(x, 14, f"({unit})", fill=INK_2)
