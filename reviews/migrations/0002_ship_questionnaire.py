"""The questionnaire that is known word for word (NĐ 63/2010 Phụ lục I), and a first income rate to be confirmed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parents[1] / "data" / "nd63-phu-luc-1.json"
PUBLISHED = datetime(2022, 11, 1, tzinfo=UTC)
VALID_FROM = date(2023, 1, 1)


def ship(apps, schema_editor):
    definition = json.loads(FILE.read_text(encoding="utf-8"))
    questionnaires = apps.get_model("reviews", "Questionnaire").objects
    questionnaires.get_or_create(
        key=definition["key"],
        version=definition["version"],
        defaults={
            "title": definition["title"],
            "source": definition["source"],
            "note": definition["note"],
            "definition": definition,
            "published_at": PUBLISHED,
            "is_current": not questionnaires.filter(is_current=True).exists(),
        },
    )
    # General knowledge, not read in an official document: the office confirms it or enters its own.
    apps.get_model("reviews", "IncomeRate").objects.get_or_create(
        valid_from=VALID_FROM,
        defaults={
            "annual_income": 101_900_000,
            "source": "GDP bình quân đầu người cả nước năm 2023 (Văn phòng Sở kiểm tra lại theo số công bố)",
        },
    )


def take_back(apps, schema_editor):
    """Rows that reviews stand on are protected and stay."""
    definition = json.loads(FILE.read_text(encoding="utf-8"))
    apps.get_model("reviews", "Questionnaire").objects.filter(
        key=definition["key"], version=definition["version"], reviews__isnull=True
    ).delete()
    apps.get_model("reviews", "IncomeRate").objects.filter(valid_from=VALID_FROM).delete()


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunPython(ship, take_back)]
