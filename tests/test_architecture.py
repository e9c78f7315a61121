"""The house keeps its shape: floors, sizes, one gate, scopes, templates without scripts. See README, "the map"."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
# A floor may import itself and the floors before it in this list.
FLOORS = [
    "tthc.core",
    "departments",
    "tthc.workflow",
    "tthc.jobs",
    "procedures",
    "reviews",
    "plans",
    "exchange",
    "dashboards",
    "papers",
    "demo",
    "tthc",
]
APPS = FLOORS[:-1]
SPEAK_OF_ROLES = ("departments", "demo")
BEARS_STATUSES = "tthc.workflow"
MODULE_LINES = 400
VIEW_LINES = 25
# Rows of these are asked for by the subject that they belong to, through a generic key.
BELONG_TO_A_SUBJECT = {"workflow.Move", "workflow.Remark", "workflow.Sitting"}
# Plain data that everybody who is logged in may read.
OPEN_TO_ALL = {"papers.Wording", "reviews.IncomeRate", "reviews.Questionnaire"}


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    """Dotted name, file and tree of every module of the project but tests and migrations."""
    for top in ("tthc", *{floor.split(".")[0] for floor in APPS}):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path, ast.parse(path.read_text())


MODULES = list({name: (name, path, tree) for name, path, tree in modules()}.values())


def floor_of(name: str) -> int | None:
    """The floor that a dotted name stands on; None for what is not ours."""
    found = [floor for floor in FLOORS if name == floor or name.startswith(f"{floor}.")]
    return FLOORS.index(max(found, key=len)) if found else None


def imports(name: str, path: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports, in functions too; relative ones made absolute."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def test_imports_go_downwards_only():
    breaches = [
        f"{name}:{line} ({FLOORS[floor_of(name)]}) imports {imported}"
        for name, path, tree in MODULES
        for line, imported in imports(name, path, tree)
        if (floor_of(imported) is not None and floor_of(imported) > floor_of(name))
    ]

    assert breaches == []


def test_nothing_imports_the_tests():
    assert [
        f"{name}:{line}"
        for name, path, tree in MODULES
        for line, imported in imports(name, path, tree)
        if imported.startswith("tests.")
    ] == []


def test_only_the_gate_moves_a_status():
    breaches = []
    for name, _, tree in MODULES:
        if name.startswith(BEARS_STATUSES):
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            assigned = any(
                isinstance(target, ast.Attribute) and target.attr == "status" for target in targets
            )
            updated = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("update", "bulk_update")
                and any(keyword.arg == "status" for keyword in node.keywords)
            )
            if assigned or updated:
                breaches.append(f"{name}:{node.lineno}")

    assert breaches == []


def test_rights_are_asked_by_capability_never_by_role():
    assert [
        f"{name}:{line}"
        for name, path, tree in MODULES
        for line, imported in imports(name, path, tree)
        if imported == "departments.roles.Role" and not name.startswith(SPEAK_OF_ROLES)
    ] == []


def test_services_know_no_request():
    breaches = [
        f"{name}:{node.lineno} {node.name}"
        for name, _, tree in MODULES
        if re.search(r"\.(services|queries|rules|models|querysets)\b", name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "request" in [argument.arg for argument in node.args.args]
    ]

    assert breaches == []


def test_modules_are_short():
    lengths = {name: len(path.read_text().splitlines()) for name, path, _ in MODULES}

    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_views_are_short():
    long = {
        f"{name}.{node.name}": node.end_lineno - node.lineno + 1
        for name, _, tree in MODULES
        if re.search(r"\.views\b", name)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > VIEW_LINES
    }

    assert long == {}


def test_files_bear_a_noun_of_the_office():
    nameless = {"utils", "helpers", "misc", "mixins", "common", "signals"}

    assert [name for name, _, _ in MODULES if name.rpartition(".")[2] in nameless] == []


def test_templates_have_no_inline_script_or_style():
    """The content security policy would stop them; documents for print are rendered without a browser."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style\b|\sstyle=\"|\son[a-z]+=\"",
        re.IGNORECASE,
    )
    breaches = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "print" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if inline.search(line)
    ]

    assert breaches == []


def belongs_to_another(model) -> bool:
    """Whether its rows cannot be without a row of another model of ours, through which they are reached.

    Agencies and units do not count: everything is somewhere in an agency.
    """
    return any(
        field.concrete
        and (field.many_to_one or field.one_to_one)
        and not field.null
        and field.related_model._meta.app_label not in ("departments", "contenttypes")
        for field in model._meta.get_fields()
    )


def test_models_that_users_see_have_a_scope():
    ours = [model for label in APPS for model in apps.get_app_config(label.rpartition(".")[2]).get_models()]
    without = {
        model._meta.label
        for model in ours
        if not hasattr(model._default_manager, "visible_to") and not belongs_to_another(model)
    }

    assert without - BELONG_TO_A_SUBJECT - OPEN_TO_ALL == set()
