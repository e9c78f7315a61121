"""Which imports a person sees, and what a unit's files called its columns before."""

from django.db import models


class ImportSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own only: a file may hold what its owner has not yet decided to take in."""
        return self.filter(owner=user)

    def in_list(self):
        """Without what only the pages of one import need: the file, its tables, the way back.

        Annotates `has_tables`: false while, or because, the file was not opened.
        """
        heavy = ("content", "found", "uses", "edits", "agreed", "decisions", "left_out", "record")
        opened = models.ExpressionWrapper(~models.Q(found=[]), output_field=models.BooleanField())
        rows = self.select_related("department", "job").defer(*heavy, "job__content")
        return rows.annotate(has_tables=opened)


class ImportRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(session__owner=user)


class ColumnMemoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agency=user.agency_id)

    def of(self, *, agency, department, kind: str) -> dict[tuple[str, str], str]:
        """{(sheet of the kind, folded heading): key of the column, "" for none} of a unit's earlier files."""
        rows = self.filter(agency=agency, department=department, kind=kind)
        return {(sheet, heading): key for sheet, heading, key in rows.values_list("sheet", "heading", "key")}
