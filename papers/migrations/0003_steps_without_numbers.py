"""Prints keep steps without their numbers, as they do rows with STT: one step less would change all that follow."""

from django.db import migrations

STEPS, NUMBERS = "Trình tự thực hiện", "Bước"


def drop_numbers(apps, schema_editor):
    for issued in apps.get_model("papers", "IssuedPaper").objects.iterator():
        snapshot = [
            [path, [_bare(row) for row in rows], [_unnumbered(names) for names in heads]]
            if path[-1] == STEPS
            else [path, rows, heads]
            for path, rows, heads in issued.snapshot
        ]
        if snapshot != issued.snapshot:
            issued.snapshot = snapshot
            issued.save(update_fields=["snapshot"])


def _bare(row):
    return row[1:] if len(row) > 1 and row[0].isdecimal() else row


def _unnumbered(names):
    return names[1:] if names[0] == NUMBERS else names


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_parts_in_order")]
    operations = [migrations.RunPython(drop_numbers, migrations.RunPython.noop)]
