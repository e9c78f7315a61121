"""README says what is so: settings, statuses, moves, models, commands of make."""

import re
from pathlib import Path

from django.apps import apps

from exchange.kinds import KINDS
from plans.ways import DIFFICULTY_WAY
from procedures.ways import ANNOUNCEMENT_WAY, INVENTORY_WAY
from reviews.ways import PACKAGE_WAY
from tests.test_architecture import APPS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def names_in_code(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def test_every_setting_has_its_row():
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "tthc" / "settings.py").read_text()))
    table = README.partition("## Settings")[2]

    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == read


def test_status_diagrams_show_every_status_and_move():
    diagrams = README.partition("## Status")[2].partition("## Glossary")[0]
    missing = [
        word
        for way in (INVENTORY_WAY, ANNOUNCEMENT_WAY, PACKAGE_WAY, DIFFICULTY_WAY)
        for word in [
            *(f"{status} – {label}" for status, (label, _) in way.statuses.items()),
            *(f": {transition.key}" for transition in way.transitions),
        ]
        if word not in diagrams
    ]

    assert missing == []


def test_command_names_every_kind_of_sheet():
    named = re.search(r"import_sheet FILE --kind (\S+)", README)[1].split("|")

    assert sorted(named) == sorted(KINDS)


def test_glossary_names_every_model():
    glossary = names_in_code(README.partition("## Glossary")[2].partition("## The map")[0])
    models = {
        model.__name__
        for label in APPS
        for model in apps.get_app_config(label.rpartition(".")[2]).get_models(include_auto_created=False)
    }

    # A person is a person; no term of the office stands behind the identifier.
    assert models - {"User"} - glossary == set()


def test_every_file_named_exists():
    named = set(re.findall(r"\]\((?!http)([^)#]+)\)", README))
    # What runs makes var/; a place with <…> in it is a pattern.
    named |= set(re.findall(r"`((?!var/)[\w.-]+/[\w./-]*)`", README))

    assert {path for path in named if not (ROOT / path).exists()} == set()
