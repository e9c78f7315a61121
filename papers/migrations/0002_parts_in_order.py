"""Prints keep their parts as a list: a database may give back the keys of an object in another order."""

from django.db import migrations, models

ARROW = " › "


def to_lists(apps, schema_editor):
    for issued in apps.get_model("papers", "IssuedPaper").objects.iterator():
        if isinstance(issued.snapshot, dict):
            issued.snapshot = [[part.split(ARROW), rows, []] for part, rows in issued.snapshot.items()]
            issued.save(update_fields=["snapshot"])


def to_objects(apps, schema_editor):
    for issued in apps.get_model("papers", "IssuedPaper").objects.iterator():
        parts: dict[str, list] = {}
        for path, rows, _ in issued.snapshot:
            parts.setdefault(ARROW.join(path), []).extend(rows)
        issued.snapshot = {part: rows for part, rows in parts.items() if rows}
        issued.save(update_fields=["snapshot"])


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        migrations.AlterField("issuedpaper", "snapshot", models.JSONField(default=list)),
        migrations.RunPython(to_lists, to_objects),
    ]
