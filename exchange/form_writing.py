"""Carries a plan for forms out: each form is claimed as an edit would claim it, its rows keep their identity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Model

from exchange.form_ledger import FormLedger
from exchange.identity import plain
from exchange.ledger import Record
from exchange.nested import ORDER
from exchange.nested_sheet import NestedSheet
from exchange.plan import MOVING, Fate, Owner, PlannedRow, Written
from exchange.writing import MANY, TAKEN, Undoer, Writer, store, to_python
from tthc.core.refusal import Conflict
from tthc.workflow.gate import claim_edits
from tthc.workflow.models import Move

Groups = Mapping[Owner, list[PlannedRow]]


class FormWriter(Writer):
    """Writes forms and the rows that belong to them."""

    def __init__(self, ledger: FormLedger, at: datetime, newest: int = 0) -> None:
        super().__init__(ledger, at, newest)
        self.record["nested"] = []

    def write(self, rows: Iterable[PlannedRow]) -> Written:
        rows = list(rows)
        main = [row for row in rows if row.sheet == self.ledger.key]
        new = [row for row in main if row.fate == Fate.NEW]
        changed = [row for row in main if row.fate == Fate.CHANGED]
        groups = self.moving_groups(rows)
        touched = {row.pk: row.stored for row in changed}
        for _, lists in groups:
            touched |= {key[1]: lines[0].stored for key, lines in lists.items() if key[0] == "pk"}
        self.claim_edits(touched, self.sections(changed, groups))
        fresh = self.ledger.records(touched, with_instances=True)
        self.ledger.before(record.instance for record in fresh.values())
        try:
            with transaction.atomic():
                created = self.create(new)
                mended = self.change(changed, fresh)
                owners = {row.owner: one.pk for row, one in zip(new, created, strict=True)}
                owners |= {("pk", pk): pk for pk in touched}
                for sheet, lists in groups:
                    self.write_lists(sheet, lists, owners, fresh)
        except IntegrityError:
            raise Conflict(TAKEN) from None
        self.link([*zip([*created, *mended], [*new, *changed], strict=True)])
        self.ledger.after([*created, *(record.instance for record in fresh.values())])
        self.keep_versions(created, touched)
        self.count(rows)
        self.written.addresses = self.addresses([*created, *(record.instance for record in fresh.values())])
        self.written.record = self.record | {"beside": self.ledger.beside}
        return self.written

    def moving_groups(self, rows: list[PlannedRow]) -> list[tuple[NestedSheet, Groups]]:
        """Per nested sheet the lists that change, whole: {owner: its lines in order}."""
        found = []
        for sheet in self.ledger.nested:
            lists: dict[Owner, list[PlannedRow]] = defaultdict(list)
            for row in rows:
                if row.sheet == sheet.relation:
                    lists[row.owner].append(row)
            moving = {
                owner: lines for owner, lines in lists.items() if any(line.fate in MOVING for line in lines)
            }
            found.append((sheet, moving))
        return found

    def sections(
        self, changed: list[PlannedRow], groups: list[tuple[NestedSheet, Groups]]
    ) -> dict[int, set[str]]:
        """Which sections of which form are written, for the log of sittings."""
        written: dict[int, set[str]] = defaultdict(set)
        for row in changed:
            written[row.pk] |= {self.ledger.section_of(change.key) for change in row.changes}
        for sheet, lists in groups:
            for kind, pk in lists:
                if kind == "pk":
                    written[pk].add(self.ledger.section_of(sheet.relation))
        return {pk: names - {""} for pk, names in written.items()}

    def claim_edits(self, touched: Mapping[int, Record], sections: Mapping[int, set[str]]) -> None:
        if touched:
            seen = {pk: int(record.version) for pk, record in touched.items()}
            claim_edits(self.ledger.model, seen, by=self.ledger.room.by, at=self.at, sections=sections)

    def write_lists(
        self,
        sheet: NestedSheet,
        lists: Groups,
        owners: Mapping[Owner, int],
        fresh: Mapping[int, Record],
    ) -> None:
        """Makes the lists of one nested sheet what the plan says, and keeps what they were."""
        stored = {pk: fresh[pk] for kind, pk in lists if kind == "pk"}
        sheet.load(stored)
        rows = {pk: row for record in stored.values() for pk, (row, _) in record.rows[sheet.relation].items()}
        for pk, record in stored.items():
            before = [words_of(rows[its]) for its in record.rows[sheet.relation]]
            self.record["nested"].append([sheet.relation, pk, before])
        homes = sheet.homes(owners[owner] for owner in lists)
        new, kept, names = [], [], {"position"}
        for owner, lines in lists.items():
            for position, line in enumerate(staying(lines), start=1):
                if line.pk:
                    row = rows[line.pk]
                    names |= changed_in(row, line, sheet)
                    kept.append(row)
                else:
                    row = sheet.model(**sheet.stored_columns.attributes(line.values))
                    setattr(row, f"{sheet.owner_name}_id", homes[owners[owner]])
                    new.append(row)
                row.position = position
        names |= self.ledger.prepare_rows(sheet.relation, [*new, *kept])
        gone = [line.pk for lines in lists.values() for line in lines if line.fate == Fate.REMOVED]
        sheet.model.objects.filter(pk__in=gone).delete()
        sheet.model.objects.bulk_create(new, batch_size=MANY)
        store(sheet.model, kept, names)

    def keep_versions(self, created: list[Model], touched: Mapping[int, Record]) -> None:
        self.record["created"] = [[one.pk, str(one.version)] for one in created]
        noted = {entry[0] for entry in self.record["updated"]}
        self.record["updated"] += [[pk, "", {}] for pk in touched if pk not in noted]
        for entry in self.record["updated"]:
            entry[1] = str(int(touched[entry[0]].version) + 1)


def staying(lines: Iterable[PlannedRow]) -> list[PlannedRow]:
    """The lines of a list that stand in it when it has been written, in its order."""
    kept = [line for line in lines if line.fate not in (Fate.REMOVED, Fate.SKIPPED)]
    return sorted(kept, key=lambda line: (line.place, line.number == 0))


def changed_in(row: Model, line: PlannedRow, sheet: NestedSheet) -> set[str]:
    """Puts what a line changes on its stored row; the names of the attributes."""
    keys = [change.key for change in line.changes if change.key != ORDER]
    attributes = sheet.stored_columns.attributes({key: line.values[key] for key in keys})
    for name, value in attributes.items():
        setattr(row, name, value)
    return set(attributes)


class FormUndoer(Undoer):
    """Takes back what a FormWriter wrote."""

    def undo(self, record: dict[str, Any]) -> Written:
        created = dict(record["created"])
        updated = {pk: version for pk, version, _ in record["updated"]}
        fresh = self.check(record, created | updated)
        if updated:
            seen = {pk: int(version) for pk, version in updated.items()}
            claim_edits(self.ledger.model, seen, by=self.ledger.room.by, at=self.at)
            fresh |= self.ledger.records(seen, with_instances=True)
        for sheet in self.ledger.nested:
            before = {pk: rows for its, pk, rows in record["nested"] if its == sheet.relation}
            if before:
                self.restore_rows(sheet, before)
        self.restore(record, fresh)
        self.delete([fresh[pk].instance for pk in created])
        return Written(removed=len(created), updated=len(updated))

    def moved_on(
        self, record: dict[str, Any], versions: dict[int, str], fresh: dict[int, Record]
    ) -> list[int]:
        """A new form that was handed over moved on too, though its words are the same: its log would outlive it."""
        moved = super().moved_on(record, versions, fresh)
        its_type = ContentType.objects.get_for_model(self.ledger.model)
        logged = Move.objects.filter(content_type=its_type, object_id__in=dict(record["created"]))
        return [*moved, *set(logged.values_list("object_id", flat=True)).difference(moved)]

    def restore_rows(self, sheet: NestedSheet, before: Mapping[int, list[dict[str, Any]]]) -> None:
        """The rows as they were, under the keys that they had."""
        sheet.model.objects.filter(**{f"{sheet.owner_path}__in": before}).delete()
        rows = [
            sheet.model(**{name: to_python(sheet.model, name, value) for name, value in words.items()})
            for lists in before.values()
            for words in lists
        ]
        # What they were tied to may be gone since.
        self.ledger.prepare_rows(sheet.relation, rows)
        sheet.model.objects.bulk_create(rows, batch_size=MANY)


def words_of(row: Model) -> dict[str, Any]:
    """Every column of a stored row, as JSON."""
    return {one.attname: plain(getattr(row, one.attname)) for one in row._meta.concrete_fields}
