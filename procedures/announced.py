"""Reading a Quyết định công bố: its sections, its rows with the words that were announced, where they were made public."""

from dataclasses import dataclass

from procedures.enums import PublicationChannel
from procedures.models import Announcement, AnnouncementRow, Publication

SECTION_TITLES = {
    "A": "Thủ tục mới ban hành",
    "B": "Thủ tục sửa đổi, bổ sung, thay thế",
    "C": "Thủ tục bãi bỏ",
}


@dataclass(frozen=True)
class AnnouncedRow:
    """A row as a page shows it: in the words that were announced, before that in those of the form."""

    row: AnnouncementRow
    publications: list[Publication]

    @property
    def name(self) -> str:
        return self.row.name or str(self.row.procedure)

    @property
    def department(self):
        return self.row.department or self.row.procedure.department

    @property
    def field(self):
        return self.row.field if self.row.frozen_at else self.row.procedure.field

    @property
    def group(self) -> str:
        return self.row.group if self.row.frozen_at else self.row.procedure.group

    @property
    def channels_done(self) -> int:
        return len(self.publications)

    @property
    def channels_label(self) -> str:
        return f"{self.channels_done}/{len(PublicationChannel)} nơi"

    @property
    def is_public(self) -> bool:
        return self.channels_done == len(PublicationChannel)


@dataclass(frozen=True)
class Section:
    letter: str
    title: str
    rows: list[AnnouncedRow]

    @property
    def caption(self) -> str:
        return f"{self.letter}. {self.title} ({len(self.rows)})"


def sections_of(announcement: Announcement) -> list[Section]:
    """The sections that have rows, A to C, in a constant number of queries."""
    rows = announcement.rows.select_related(
        "procedure__department", "procedure__field", "department", "field"
    ).prefetch_related("procedure__publications")
    found: dict[str, list[AnnouncedRow]] = {}
    for row in rows:
        found.setdefault(row.section, []).append(AnnouncedRow(row, list(row.procedure.publications.all())))
    return [
        Section(letter, title, found[letter]) for letter, title in SECTION_TITLES.items() if letter in found
    ]
