"""The theme keeps its promises: contrast in numbers, no font or picture from elsewhere, nothing inline."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = (ROOT / "static" / "css" / "theme.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))
TEXT_ON_GROUND = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3")
        for ground in ("paper", "ground", "line-2", "accent-weak")
    ],
    *[(tone, f"{tone}-weak") for tone in ("ok", "wait", "late", "info", "mute")],
    *[
        (tone, ground)
        for tone in ("ok", "wait", "late", "accent", "second")
        for ground in ("paper", "ground")
    ],
    ("accent", "accent-weak"),
    ("accent-ink", "accent-weak"),
    ("paper", "accent"),
    ("paper", "accent-ink"),
    ("paper", "late"),
    ("paper", "wait"),
]
SHAPES_ON_GROUND = [
    ("edge", "paper"),
    ("edge", "ground"),
    ("accent-ink", "halo"),
    ("accent-ink", "ground"),
    ("shade-1", "paper"),
    ("shade-2", "paper"),
]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    darker, lighter = sorted([luminance(TOKENS[one]), luminance(TOKENS[two])])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON_GROUND)
def test_shape_can_be_seen_on_its_ground(shape, ground):
    assert contrast(shape, ground) >= 3


def test_theme_asks_for_nothing_from_elsewhere():
    sheets = [path.read_text() for path in (ROOT / "static" / "css").glob("*.css")]

    assert [
        url
        for sheet in sheets
        for url in re.findall(r'url\((?!"data:)|@import|@font-face|https?://(?!www.w3.org)', sheet)
    ] == []


def test_templates_hold_no_inline_style_or_handler():
    faults = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in (ROOT / "templates").rglob("*.html")
        if "print" not in path.parts
        for found in re.findall(
            r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", path.read_text()
        )
    ]

    assert faults == []
