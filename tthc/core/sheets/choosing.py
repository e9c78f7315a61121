"""Choices as people write them: by label, value or another spelling, one or several in a cell."""

import difflib
import heapq
import re
from collections.abc import Mapping

from tthc.core.amounts import Doubtful
from tthc.core.reading import shorten, show_decimal
from tthc.core.sheets.tables import Cell
from tthc.core.sheets.words import shown
from tthc.core.text import clean, fold

Choice = tuple[object, str]
"""Value and label."""
LETTERS_SHOWN = 120
"""A list of so many letters is named whole in a sentence; of a longer one only the nearest choices are."""
NEAREST = 3
WEIGHED = 30
"""Choices that share most words with what was written: so many are compared letter by letter."""
YES = frozenset({"x", "co", "dung", "1", "yes", "true", "v", "✓", "✔", "☑"})
NO = frozenset({"khong", "0", "sai", "no", "false", "-", "☐"})


class Chooser:
    """Reads choices by label, value or another spelling, without marks and case."""

    def __init__(self, choices: tuple[Choice, ...], spellings: Mapping[str, object]) -> None:
        self.labels = {str(label): value for value, label in choices}
        self.folded: dict[str, set] = {}
        for value, label in choices:
            self.folded.setdefault(_spoken(str(label)), set()).add(value)
        for value, _ in choices:
            self.folded.setdefault(_spoken(str(value)), {value})
        for words, value in spellings.items():
            self.folded.setdefault(_spoken(words), {value})
        labels = {_spoken(str(label)) for _, label in choices}
        if len(labels) == 2 and "co" in labels and (no := labels & {"khong", "khong co"}):
            for words, label in ((YES, "co"), (NO, no.pop())):
                for word in words:
                    self.folded.setdefault(word, self.folded[label])

        self.most_pieces = 1 + max((words.count(",") for words in self.folded), default=0)

    def one(self, cell: Cell) -> object:
        written = clean(shown(cell))
        if written in self.labels:
            return self.labels[written]
        folded = _spoken(written)
        found = self.folded.get(folded, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ValueError(
                f"“{shorten(written)}” có thể là nhiều mục trong danh sách. Ghi đúng dấu như trong danh sách."
            )
        close = difflib.get_close_matches(folded, self.folded, n=1, cutoff=0.85) if len(folded) > 3 else []
        if close and len(self.folded[close[0]]) == 1:
            value = next(iter(self.folded[close[0]]))
            label = next((label for label, its in self.labels.items() if its == value), value)
            raise Doubtful(
                value, f"“{shorten(written)}” không có trong danh sách. Có phải là “{label}” không?"
            )
        raise ValueError(f"“{shorten(written)}” không có trong danh sách. {self._offer(folded)}")

    def several(self, cell: Cell) -> tuple[object, ...]:
        written = clean(shown(cell))
        try:
            return (self.one(written),)
        except (ValueError, Doubtful):
            parts = self._parted(written)
            if len(parts) < 2:
                raise
        return tuple(dict.fromkeys(self.one(part) for part in parts))

    def _parted(self, written: str) -> list[str]:
        """The words of each choice; a comma parts them only where no label holds it ("Gộp, thay thế")."""
        if re.search(r"[;\n]", written):
            return [part for part in re.split(r"[;\n]", written) if part.strip(" .,-+")]
        pieces = [piece for piece in re.split(r",|(?<=\s)[+/](?=\s)", written) if piece.strip(" .-+")]
        parts = []
        while pieces:
            most = min(len(pieces), self.most_pieces)
            fitting = (n for n in range(most, 1, -1) if self._known(",".join(pieces[:n])))
            taken = next(fitting, 1)
            parts.append(",".join(pieces[:taken]))
            del pieces[:taken]
        return parts

    def _known(self, words: str) -> bool:
        return _spoken(words) in self.folded

    def _offer(self, folded: str) -> str:
        labels = list(self.labels)
        if not labels:
            return "Hệ thống chưa có mục nào của danh sách này: thêm vào hệ thống trước, hoặc để trống ô."
        if sum(map(len, labels)) <= LETTERS_SHOWN:
            return f"Chọn một trong: {'; '.join(labels)}."
        return (
            f"Gần nhất là: {'; '.join(self._nearest(folded))}. "
            f"Danh sách có {show_decimal(len(labels))} mục, xem ở ô chọn của biểu mẫu trống."
        )

    def _nearest(self, folded: str) -> list[str]:
        """The labels of the choices that are most like some words."""
        folded = folded[:LETTERS_SHOWN]
        words = set(folded.split())
        shared = {key: len(words.intersection(key.split())) for key in self.folded}
        alike = heapq.nlargest(WEIGHED, shared, key=shared.get)
        alike.sort(
            key=lambda key: (shared[key], difflib.SequenceMatcher(None, folded, key).ratio()), reverse=True
        )
        label_of = {value: label for label, value in self.labels.items()}
        nearest = dict.fromkeys(
            label_of[value] for key in alike for value in self.folded[key] if value in label_of
        )
        return list(nearest)[:NEAREST]


def _spoken(words: str) -> str:
    """Words for comparing: without marks, case, the length of dashes, and what stands around them."""
    return " ".join(re.sub("[‐-―−]", "-", fold(words)).strip(" .;,-+").split())
