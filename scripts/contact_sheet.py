"""Every paper of the demonstration data as pictures, many pages on a sheet: to be looked at beside the rules.

    DEBUG=1 DATABASE_URL=… python scripts/contact_sheet.py FOLDER [--word] [--only KEY …] [--width 620]

Of each paper the subject that says most. Needs pdftoppm, and soffice for --word.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
ACROSS = 4
MOST_PAGES = 24  # of one paper; what comes after looks the same
SUBJECTS = 12  # looked through for the one that says most


def main() -> None:
    asked = arguments()
    if missing := [
        tool for tool in ["pdftoppm", *(["soffice"] if asked.word else [])] if not shutil.which(tool)
    ]:
        sys.exit(f"not installed: {', '.join(missing)}")
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tthc.settings")
    django.setup()
    asked.folder.mkdir(parents=True, exist_ok=True)
    files = list(draw_all(asked))
    if asked.word:
        files += in_office([file for file in files if file.suffix == ".docx"], asked.folder)
    for file in files:
        if file.suffix == ".pdf":
            for sheet in contact_sheets(file, asked.width):
                sys.stdout.write(f"{sheet}\n")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--word", action="store_true", help="the Word files too, by LibreOffice")
    parser.add_argument("--only", nargs="+", metavar="KEY", help="only these papers")
    parser.add_argument("--width", type=int, default=620, help="pixels of one page")
    return parser.parse_args()


def draw_all(asked: argparse.Namespace):
    """The files of all papers, in the scope of Văn phòng Sở."""
    from departments.models import User
    from departments.roles import Capability
    from papers.files import PDF, WORD, draw
    from papers.registry import PAPERS

    by = next(user for user in User.objects.filter(is_active=True) if user.holds(Capability.CHECK))
    for paper in PAPERS.values():
        if asked.only and paper.key not in asked.only:
            continue
        document = fullest(paper, by)
        if document is None:
            sys.stdout.write(f"{paper.key}: nothing to show\n")
            continue
        for kind in [PDF, WORD] if asked.word else [PDF]:
            file = asked.folder / f"{paper.key}.{kind}"
            file.write_bytes(draw(document, kind).content)
            yield file


def fullest(paper, by):
    """The document of the subject that says most; None when there is no subject."""
    from django.utils import timezone

    from papers.contents import rows_of
    from papers.making import Given, document_of, making_of, with_signer

    found = []
    for subject in paper.kind.rows(by)[:SUBJECTS]:
        if paper.fits(subject):
            given = with_signer(paper, subject, Given(timezone.localdate()), by=by)
            found.append(document_of(paper, subject, making_of(paper, subject, given, by=by)))
    return max(found, key=lambda document: len(str(rows_of(document))), default=None)


def in_office(files: list[Path], folder: Path) -> list[Path]:
    """The Word files as LibreOffice prints them: <key>-word.pdf."""
    target = folder / "word"
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", target, *files]
    subprocess.run(command, check=True, capture_output=True)
    return [(target / f"{file.stem}.pdf").rename(folder / f"{file.stem}-word.pdf") for file in files]


def contact_sheets(file: Path, width: int):
    """Pictures of the pages of a PDF, ACROSS × 3 on a sheet."""
    from PIL import Image

    stem = file.with_suffix("")
    command = [
        "pdftoppm",
        "-png",
        "-scale-to-x",
        str(width),
        "-scale-to-y",
        "-1",
        "-l",
        str(MOST_PAGES),
        file,
        stem,
    ]
    subprocess.run(command, check=True)
    pages = sorted(file.parent.glob(f"{stem.name}-[0-9]*.png"))
    pictures = [Image.open(page) for page in pages]
    for number, start in enumerate(range(0, len(pictures), ACROSS * 3), start=1):
        shown = pictures[start : start + ACROSS * 3]
        height = max(picture.height for picture in shown) + 10
        lines = -(-len(shown) // ACROSS)
        sheet = Image.new("RGB", ((width + 10) * min(len(shown), ACROSS), height * lines), "#808080")
        for place, picture in enumerate(shown):
            sheet.paste(picture, ((place % ACROSS) * (width + 10), (place // ACROSS) * height))
        target = file.parent / f"sheet-{stem.name}-{number}.png"
        sheet.save(target)
        yield target
    for page in pages:
        page.unlink()


if __name__ == "__main__":
    main()
