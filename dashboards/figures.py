"""The programme's figures as at any day: counts, sums and the rows behind them. Pure arithmetic over facts, no Django.

Totals add the đồng and then divide; percentages are never averaged.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboards.facts import NOTHING, PlanFacts, ProcedureFacts, Span
from dashboards.measures import MEASURES


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure that counts: since which day (None: from the beginning), and the amount it brings, in đồng/năm."""

    facts: ProcedureFacts
    since: date | None
    amount: Decimal
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many procedures count, and what they bring together, in đồng/năm."""

    count: int = 0
    amount: Decimal = NOTHING

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; percent is None when the whole is nothing."""

    part: Decimal | int
    whole: Decimal | int

    @property
    def percent(self) -> Decimal | None:
        return Decimal(self.part) * 100 / Decimal(self.whole) if self.whole else None

    def reaches(self, target: Decimal) -> bool:
        """Whether the part is at least `target` percent of the whole; a share of nothing reaches nothing."""
        return self.whole > 0 and self.part * 100 >= target * self.whole


@dataclass(frozen=True)
class Figures:
    """The tally of every measure at the end of a day, for the agency, a unit, a field, or any other subset."""

    as_at: date
    tallies: dict[str, Tally]

    def __getitem__(self, key: str) -> Tally:
        return self.tallies[key]

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.as_at, {key: tally + other[key] for key, tally in self.tallies.items()})

    def share(self, key: str, of: str = "scope") -> Share:
        return Share(self[key].count, self[of].count)

    def cut_in_number(self, shade: str) -> Share:
        """Procedures cut, of the kinds that the plan counts, over the baseline."""
        return self.share(f"counted_{shade}", "base")

    def simplified(self, shade: str) -> Share:
        """The other reading: procedures simplified in any way, over the baseline."""
        return self.share(f"simplified_{shade}", "base")

    def cut_in_cost(self, shade: str) -> Share:
        """Σ saving over Σ baseline cost, in đồng/năm."""
        return Share(self[f"simplified_{shade}"].amount, self["costed"].amount)

    def cost_after(self, shade: str) -> Decimal:
        """What is left: baseline cost, as it is now estimated, less what is saved."""
        return self["costed"].amount + self["reestimated"].amount - self[f"simplified_{shade}"].amount


class Ledger:
    """Facts with the spans of each measure worked out once, however many days and subsets are asked for."""

    def __init__(self, facts: Iterable[ProcedureFacts], plan: PlanFacts) -> None:
        self.facts = {one.pk: one for one in facts}
        self.plan = plan
        self._spans: dict[str, dict[int, list[Span]]] = {}

    def spans(self, key: str) -> dict[int, list[Span]]:
        """{procedure: its spans} of a measure, `lacking` left aside; procedures without any are left out."""
        if key not in self._spans:
            measure = MEASURES[key].spans
            worked_out = ((pk, measure(facts, self.plan)) for pk, facts in self.facts.items())
            self._spans[key] = {pk: spans for pk, spans in worked_out if spans}
        return self._spans[key]

    def rows(self, key: str, as_at: date, kind: str = "") -> list[Row]:
        """The procedures that a measure counts at the end of a day; of one kind of simplification when given.

        KeyError when there is no such measure.
        """
        return [_row(self.facts[pk], held) for pk, held in self._held(key, as_at, kind)]

    def tally(self, key: str, as_at: date, kind: str = "") -> Tally:
        """The number of those rows and the sum of their amounts."""
        count, amount = 0, NOTHING
        for _, held in self._held(key, as_at, kind):
            count += 1
            amount += _amount(held)
        return Tally(count, amount)

    def figures(self, as_at: date) -> Figures:
        return Figures(as_at, {key: self.tally(key, as_at) for key in MEASURES})

    def _held(self, key: str, as_at: date, kind: str) -> Iterator[tuple[int, list[Span]]]:
        """Each procedure that counts, with the spans by which it does."""
        measure = MEASURES[key]
        excluded = self.spans(measure.lacking) if measure.lacking else {}
        for pk, spans in self.spans(key).items():
            held = [span for span in spans if span.covers(as_at) and (not kind or kind in span.kinds)]
            if not held or any(span.covers(as_at) for span in excluded.get(pk, ())):
                continue
            if not measure.needs_amount or _amount(held):
                yield pk, held

    def part(self, counts: Callable[[ProcedureFacts], bool]) -> "Ledger":
        """The ledger of a subset; the spans already worked out are carried over."""
        return self._of([facts for facts in self.facts.values() if counts(facts)])

    def by_department(self) -> dict[int, "Ledger"]:
        """{department: its ledger}, for the departments that have procedures."""
        grouped: dict[int, list[ProcedureFacts]] = {}
        for facts in self.facts.values():
            grouped.setdefault(facts.department_id, []).append(facts)
        return {department: self._of(own) for department, own in grouped.items()}

    def _of(self, subset: list[ProcedureFacts]) -> "Ledger":
        part = Ledger(subset, self.plan)
        for key, spans in self._spans.items():
            part._spans[key] = {facts.pk: spans[facts.pk] for facts in subset if facts.pk in spans}
        return part


def _amount(spans: list[Span]) -> Decimal:
    return sum((span.amount for span in spans), NOTHING)


def _row(facts: ProcedureFacts, held: list[Span]) -> Row:
    since = max(span.start for span in held)
    kinds = held[0].kinds.union(*(span.kinds for span in held[1:]))
    return Row(facts, None if since == date.min else since, _amount(held), kinds)


def figures(facts: Iterable[ProcedureFacts], as_at: date, plan: PlanFacts) -> Figures:
    """The figures of a set of procedures at the end of a day."""
    return Ledger(facts, plan).figures(as_at)
