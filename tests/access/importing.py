"""Taking procedures of the national portal in."""

from procedures.importing import confirm_import, preview_import, start_import
from procedures.models import ImportBatch
from tests.access.table import World, get, nothing, post
from tests.procedures.portal_records import a_file, a_record


def own_upload(world: World) -> dict:
    """A file that chuyên viên of the unit has uploaded; not even the unit's other people see it."""
    owner = world.people["staff_own"]
    return {"pk": start_import(a_file(a_record()), file_name="a.json", department=world.own, by=owner).pk}


def own_outcome(world: World) -> dict:
    """The same, confirmed."""
    owner = world.people["staff_own"]
    upload = own_upload(world)
    batch = ImportBatch.objects.get(**upload)
    confirm_import(batch, by=owner, seen=preview_import(batch)[1].mark)
    return upload


ROWS = [
    #                                                       anon  staff     head      off dir adm obs
    get("procedures:portal_import", nothing,               "302 | 200 200 | 200 200 | 200 403 403 403"),
    post("procedures:portal_import", nothing,              "302 | 200 200 | 200 200 | 200 403 403 403"),
    get("procedures:portal_import_preview", own_upload,    "302 | 200 404 | 404 404 | 404 404 404 404"),
    get("procedures:portal_import_preview", own_outcome,   "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("procedures:portal_import_preview", own_upload,   "302 | 302 404 | 404 404 | 404 404 404 404"),
]  # fmt: skip
