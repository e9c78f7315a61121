"""Reading hồ sơ trình: their lines and totals (đồng/năm), as they were sent or, for a draft, as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from reviews.costing import ZERO, Total
from reviews.enums import Conclusion, ProposalType
from reviews.models import PackageItem, ProposalPackage, Review
from reviews.snapshots import PlanWords, plan_words_of


@dataclass(frozen=True)
class PackageLine:
    """A review in a package, or waiting for one: what it concludes, what it costs."""

    review: Review
    conclusion: str
    kinds: list[str]
    total: Total
    item: PackageItem | None = None

    @property
    def proposes(self) -> bool:
        return self.conclusion == Conclusion.PROPOSE

    @property
    def outcome(self) -> str:
        """What is proposed, in words."""
        if not self.proposes:
            return Conclusion(self.conclusion).label if self.conclusion else ""
        return "; ".join(ProposalType(kind).label for kind in self.kinds)


@dataclass(frozen=True)
class PackageSummary:
    """A package as a line of the list."""

    package: ProposalPackage
    lines: list[PackageLine]

    @property
    def total(self) -> Total:
        return total_of(self.lines)

    @property
    def proposing(self) -> int:
        return sum(line.proposes for line in self.lines)

    @property
    def approved(self) -> list[PackageLine]:
        return [line for line in self.lines if line.item.is_approved]


def line_of(review: Review, item: PackageItem | None = None) -> PackageLine:
    """A line with the figures frozen when it was sent; before that, those of the review as it stands."""
    figures = (item.figures if item else None) or review.figures()
    return PackageLine(
        review=review,
        conclusion=figures["conclusion"],
        kinds=figures["kinds"],
        total=Total(Decimal(figures["cost_current"]), Decimal(figures["cost_proposed"])),
        item=item,
    )


def words_of(line: PackageLine) -> PlanWords:
    """What a line's plan says, as it was sent; before that, as it stands (of a line read in full)."""
    frozen = line.item.words if line.item else {}
    return PlanWords(**frozen) if frozen else plan_words_of(line.review)


def total_of(lines: Iterable[PackageLine]) -> Total:
    """The cost of all lines: add the đồng, then divide."""
    return sum((line.total for line in lines), Total(ZERO, ZERO))


def items_in_full(package: ProposalPackage) -> QuerySet[PackageItem]:
    """The items of a package with all that their plans say, in a constant number of queries."""
    return package.items.select_related(*SHOWN).prefetch_related(
        KINDS, "review__proposal__components", "review__proposal__actions__responsible_unit"
    )


def lines_in_full(package: ProposalPackage) -> list[PackageLine]:
    """The lines of a package of which words_of is to be read."""
    return summary_of(package, items_in_full(package)).lines


def lines_of(package: ProposalPackage) -> list[PackageLine]:
    """The lines of one package, in a constant number of queries."""
    items = package.items.select_related(*SHOWN).prefetch_related(KINDS).defer("words")
    return summary_of(package, items).lines


def summaries(packages) -> list[PackageSummary]:
    """The packages of a queryset or page with their lines, in a constant number of queries."""
    items = PackageItem.objects.select_related(*SHOWN).prefetch_related(KINDS).defer("words")
    found = packages.prefetch_related(Prefetch("items", items))
    return [summary_of(package, package.items.all()) for package in found]


def summary_of(package: ProposalPackage, items: Iterable[PackageItem]) -> PackageSummary:
    return PackageSummary(package, [line_of(item.review, item) for item in items])


SHOWN = ("review__procedure", "review__department", "review__proposal")
KINDS = "review__proposal__kinds"
