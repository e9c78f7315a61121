"""What was sent is printed as it was sent: packages keep the words of their plans, not their figures alone."""

from django.db import migrations, models


def keep_words(apps, schema_editor):
    """Of what was sent before: the words that were accepted last before the sending; where none were kept, those of now."""
    items = apps.get_model("reviews", "PackageItem").objects.filter(package__sent_on__isnull=False)
    for item in items.select_related("review__procedure", "review__department").iterator():
        review = item.review
        sent = moves_of(apps, "proposalpackage", item.package_id).filter(transition="send").last()
        accepted = moves_of(apps, "review", review.pk).filter(transition="accept", snapshot__isnull=False)
        if sent:
            accepted = accepted.filter(at__lte=sent.at)
        last = accepted.last()
        rows = last.snapshot["PROPOSAL"] if last else list(rows_of(review))
        item.words = words_of(review, rows)
        item.save(update_fields=["words"])


def moves_of(apps, model, pk):
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="reviews", model=model)
    found = apps.get_model("workflow", "Move").objects.filter(content_type__in=types, object_id=pk)
    return found.order_by("at", "pk")


def words_of(review, rows):
    """From the rows of a snapshot: labelled ones of two or three cells, components of four, actions of five."""
    said = {row[0]: row[-1] for row in rows if len(row) < 4}
    kinds = said.get("Hình thức", "")
    return {
        "procedure": review.procedure.name,
        "department": review.department.name,
        "reason": said.get("Kết luận", ""),
        "has_plan": "Hình thức" in said,
        "kinds": kinds.split("; ") if kinds else [],
        "summary": said.get("Nội dung, lý do chung", ""),
        "components": [row for row in rows if len(row) == 4],
        "actions": [row for row in rows if len(row) == 5],
        "benefit": said.get("Lợi ích khác", ""),
    }


def rows_of(review):
    """The same rows from the review as it stands."""
    yield ["Kết luận", "", review.conclusion_reason]
    proposal = getattr(review, "proposal", None)
    if review.conclusion != "PROPOSE" or proposal is None:
        return
    yield ["Hình thức", "; ".join(kind.get_kind_display() for kind in proposal.kinds.all())]
    yield ["Nội dung, lý do chung", proposal.summary]
    for row in proposal.components.order_by("position", "pk"):
        yield [row.get_part_display(), row.current_text, row.proposed_text, row.reason]
    for row in proposal.actions.select_related("responsible_unit").order_by("position", "pk"):
        unit = row.responsible_unit.name if row.responsible_unit else ""
        due = f"{row.due_on:%d/%m/%Y}" if row.due_on else ""
        yield [row.document_text, row.article, row.change, unit, due]
    yield ["Lợi ích khác", proposal.benefit]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_owners"),
        ("workflow", "0007_days_of_papers"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.AddField(
            "packageitem",
            "words",
            models.JSONField("Lời văn khi trình", default=dict, blank=True, editable=False),
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
