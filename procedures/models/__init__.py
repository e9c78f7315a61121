"""What: legal documents, procedures and their parts, announcing and publishing."""

from procedures.models.announcement import Announcement, AnnouncementRow, AnnouncementStatus, Publication
from procedures.models.batch import ImportBatch
from procedures.models.document import Field, LegalDocument
from procedures.models.inventory import Declaration, DeclarationKind, Doubt
from procedures.models.parts import DossierItem, FormTemplate, LegalBasis, Method, Step
from procedures.models.procedure import Procedure

__all__ = [
    "Announcement",
    "AnnouncementRow",
    "AnnouncementStatus",
    "Declaration",
    "DeclarationKind",
    "DossierItem",
    "Doubt",
    "Field",
    "FormTemplate",
    "ImportBatch",
    "LegalBasis",
    "LegalDocument",
    "Method",
    "Procedure",
    "Publication",
    "Step",
]
