"""What a list of others says and the inventory form has no box for: a line of the notes, so that no word is lost."""

from collections.abc import Callable

from tthc.core.sheets.columns import Column, shown
from tthc.core.sheets.tables import Cell

ISSUED = "Cơ quan ban hành theo danh sách của cổng: "
UNKNOWN = "Lĩnh vực ở nguồn: "
NO_FIELD = "Lĩnh vực này chưa có trong danh mục của cơ quan; ghi vào ghi chú của thủ tục."


class FieldOfWorkColumn(Column):
    """A field of work: the key of a known one; the words of an unknown one, which the notes will keep."""

    def reader(self, *, epoch_1904: bool = False) -> Callable[[Cell], object]:
        read = super().reader(epoch_1904=epoch_1904)

        def read_or_keep(cell: Cell) -> object:
            try:
                return read(cell)
            except ValueError:
                return in_one_line(shown(cell))

        return read_or_keep


def in_one_line(text: str) -> str:
    return "; ".join(filter(None, map(str.strip, text.split("\n"))))


def noted(notes: str, lead: str) -> str:
    """What a line of the notes says after its lead; "" when there is no such line."""
    if lead not in notes:
        return ""
    return next((line.removeprefix(lead) for line in notes.split("\n") if line.startswith(lead)), "")


def with_note(notes: str, lead: str, words: str) -> str:
    """The notes with the line of that lead saying these words, or without it."""
    if not words and lead not in notes:
        return notes
    lines = [line for line in notes.split("\n") if line and not line.startswith(lead)]
    return "\n".join([*lines, *([f"{lead}{words}"] if words else [])])
