"""Wording that administrators may change: căn cứ, receivers, set phrases. Plain text with named places, no code.

The newest version that is whole counts; one that names a place nobody fills is refused at saving, and passed over
when a later release has taken the place away.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from departments.models import Agency

PLACE = re.compile(r"\{([^{}]*)\}")
# Filled in every text.
COMMON = ("co_quan", "co_quan_chu_quan", "dia_danh")


@dataclass(frozen=True)
class Slot:
    """A text of a paper: its default words, and which places it may name besides the common ones."""

    key: str
    label: str
    default: str
    places: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        return (*COMMON, *self.places)

    def faults(self, text: str) -> list[str]:
        """What keeps a text from being used here, in sentences."""
        found = []
        if re.search(r"[{}]", PLACE.sub("", text)):
            found.append(
                "Có dấu ngoặc nhọn lẻ, hoặc lồng nhau. Chỗ điền viết liền trong một đôi ngoặc: {co_quan}."
            )
        known = ", ".join(f"{{{name}}}" for name in self.allowed)
        found += [
            f"Không có chỗ điền “{{{name}}}”. Ở đây dùng được: {known}."
            for name in dict.fromkeys(PLACE.findall(text))
            if name not in self.allowed
        ]
        return found


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its places filled, in one pass: braces in a value stay text."""
    return PLACE.sub(lambda place: str(values[place[1]]), text)


def common_values(agency: Agency | None) -> dict[str, str]:
    """What the common places say; "…" for what is not known."""
    return {
        "co_quan": agency.name if agency else "…",
        "co_quan_chu_quan": (agency.superior_body if agency else "") or "cơ quan chủ quản",
        "dia_danh": (agency.place_name if agency else "") or "…",
    }


def texts_of(paper: str, slots: tuple[Slot, ...], at: datetime | None = None) -> dict[str, str]:
    """{slot: its text}, as at a moment when given: the newest whole version, else the default. One query at most."""
    written = _written(paper, slots, at)
    return {
        slot.key: next((text for text in written.get(slot.key, []) if not slot.faults(text)), slot.default)
        for slot in slots
    }


def passed_over(paper: str, slots: tuple[Slot, ...]) -> set[str]:
    """The slots whose newest version cannot be used, so that an earlier one counts. One query at most."""
    written = _written(paper, slots)
    return {slot.key for slot in slots if slot.key in written and slot.faults(written[slot.key][0])}


def _written(paper: str, slots: tuple[Slot, ...], at: datetime | None = None) -> dict[str, list[str]]:
    """{slot: its versions, the newest first}."""
    from papers.models import Wording

    if not slots:
        return {}
    versions = Wording.objects.filter(paper=paper).order_by("-version")
    if at:
        versions = versions.filter(made_at__lte=at)
    written: dict[str, list[str]] = {}
    for slot, text in versions.values_list("slot", "text"):
        written.setdefault(slot, []).append(text)
    return written
