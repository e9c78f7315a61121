"""Legal documents as a sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from departments.roles import Capability
from exchange.columns import column_of
from exchange.ledger import Complaint, Key, Ledger, Record
from procedures.enums import DocumentStatus
from procedures.models import LegalBasis, LegalDocument
from procedures.services import index_document, tie_documents
from tthc.core.reading import read_date
from tthc.core.sheets.columns import Column
from tthc.core.text import fold

OTHERS = "Văn bản do {unit} soạn thảo; bạn không được giao nhập văn bản của đơn vị đó."
KIND_SPELLINGS = {
    "nq": "RESOLUTION", "nd": "DECREE", "qd": "DECISION", "tt": "CIRCULAR", "ttlt": "JOINT_CIRCULAR", "ct": "DIRECTIVE",
    "quy che": "REGULATION", "quy dinh": "REGULATION", "kh": "PLAN", "cv": "OFFICIAL_LETTER", "khac": "OTHER",
    "thong bao": "OTHER", "tb": "OTHER", "bao cao": "OTHER", "bc": "OTHER", "to trinh": "OTHER", "ttr": "OTHER",
    "huong dan": "OTHER", "hd": "OTHER",
}  # fmt: skip
NO_RIGHT = "Bạn không được giao nhập văn bản."
# "15/2020/QĐ-UBND ngày 12/3/2020": official lists have both in one column.
NUMBER_AND_DAY = re.compile(
    r"(?:số:? ?)?(?P<number>\S+/\S*[^\s,;])[,;]?\s+(?:ngày )?(?P<day>\d.*)", re.IGNORECASE
)


class DocumentLedger(Ledger):
    key = "documents"
    sheet_title = "Văn bản"
    noun = "văn bản"
    model = LegalDocument
    capability = Capability.EDIT_DOCUMENTS
    unit_path = "drafting_unit"

    def columns(self) -> tuple[Column, ...]:
        return (
            column_of(
                LegalDocument,
                "number",
                required=True,
                width=20,
                example="63/2010/NĐ-CP",
                help="Như trên văn bản.",
                synonyms=(
                    "Số ký hiệu",
                    "Số, ký hiệu văn bản",
                    "Số, ký hiệu; ngày, tháng, năm ban hành văn bản",
                    "Số, ký hiệu, ngày ban hành",
                    "Số văn bản",
                    "Ký hiệu",
                    "Document No.",
                ),
            ),
            column_of(
                LegalDocument,
                "kind",
                required=True,
                width=18,
                example="Nghị định",
                spellings=KIND_SPELLINGS,
                synonyms=(
                    "Loại",
                    "Hình thức văn bản",
                    "Hình thức",
                    "Thể loại",
                    "Tên loại văn bản",
                    "Tên loại",
                    "Type",
                ),
            ),
            column_of(
                LegalDocument,
                "title",
                required=True,
                width=60,
                help="Về việc gì, không ghi lại loại và số văn bản.",
                example="Kiểm soát thủ tục hành chính",
                synonyms=(
                    "Trích yếu nội dung",
                    "Trích yếu nội dung văn bản",
                    "Tên gọi của văn bản/Trích yếu nội dung của văn bản",
                    "Tên văn bản",
                    "Nội dung",
                    "Về việc",
                    "Title",
                    "Subject",
                ),
            ),
            column_of(
                LegalDocument,
                "issuing_body",
                required=True,
                width=26,
                example="Chính phủ",
                synonyms=(
                    "Nơi ban hành",
                    "Cơ quan ban hành văn bản",
                    "CQ ban hành",
                    "Cơ quan, người ban hành",
                    "Issued by",
                ),
            ),
            column_of(
                LegalDocument,
                "issued_on",
                example="08/06/2010",
                synonyms=(
                    "Ngày văn bản",
                    "Ngày ký",
                    "Ngày tháng",
                    "Ngày, tháng",
                    "Ngày, tháng, năm ban hành",
                    "Ngày, tháng, năm",
                    "Ngày tháng văn bản",
                    "Issue date",
                ),
            ),
            column_of(
                LegalDocument,
                "effective_on",
                synonyms=("Ngày hiệu lực", "Có hiệu lực từ", "Thời điểm có hiệu lực", "Hiệu lực từ ngày"),
            ),
            column_of(
                LegalDocument,
                "expired_on",
                synonyms=("Hết hiệu lực từ", "Ngày hết hiệu lực"),
                help="Chỉ ghi khi văn bản hết hiệu lực.",
            ),
            column_of(
                LegalDocument,
                "status",
                width=16,
                synonyms=("Tình trạng hiệu lực", "Tình trạng", "Trạng thái"),
            ),
            column_of(
                LegalDocument,
                "drafting_unit",
                width=30,
                choices=self.unit_choices,
                spellings=self.unit_spellings,
                help="Đơn vị soạn thảo văn bản thì thống kê, rà soát thủ tục trong văn bản. Cơ quan khác ban hành thì để trống.",
                synonyms=(
                    "Đơn vị soạn thảo",
                    "Đơn vị chủ trì soạn thảo",
                    "Đơn vị tham mưu",
                    "Phòng soạn thảo",
                ),
            ),
        )

    def tidy(self, values: dict[str, Any]) -> None:
        """Takes number and day of one cell apart."""
        both = NUMBER_AND_DAY.fullmatch(values.get("number") or "")
        if both and not values.get("issued_on"):
            try:
                values |= {"issued_on": read_date(both["day"]), "number": both["number"]}
            except ValueError:
                return

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        number, body = values.get("number"), values.get("issuing_body")
        if not (number and body):
            return []
        return [Key(f"{fold(number)}|{fold(body)}", f"số {number} của {body}")]

    def stored(self) -> QuerySet:
        return LegalDocument.objects.filter(agency=self.room.agency).in_order()

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        columns = ("pk", "number", "issuing_body")
        for pk, number, body in LegalDocument.objects.filter(agency=self.room.agency).values_list(*columns):
            yield pk, {"number": number, "issuing_body": body}

    def label(self, values: Mapping[str, Any]) -> str:
        return " – ".join(filter(None, (values.get("number"), values.get("title"))))

    def complete(self, values: dict[str, Any]) -> None:
        if not values.get("status"):
            values["status"] = DocumentStatus.EXPIRED if values.get("expired_on") else DocumentStatus.IN_FORCE
        if self.room.department and not values.get("drafting_unit") and "drafting_unit" not in values:
            values["drafting_unit"] = self.room.department.pk

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        issued, effective = values.get("issued_on"), values.get("effective_on")
        if issued and effective and effective < issued:
            yield Complaint("effective_on", "Ngày có hiệu lực không thể trước ngày ban hành.")
        if (values.get("status") == DocumentStatus.EXPIRED) != bool(values.get("expired_on")):
            yield Complaint(
                "expired_on",
                "Văn bản hết hiệu lực phải có ngày hết hiệu lực; còn hiệu lực thì để trống ngày đó.",
            )
        unit = self.units.get(values.get("drafting_unit"))
        if not self.may(self.capability, unit):
            yield Complaint("drafting_unit", OTHERS.format(unit=unit) if unit else NO_RIGHT)
        if values.get("status") != DocumentStatus.EXPIRED:  # what is in force has somebody to review it
            yield from self.complaints_about_ended("drafting_unit", values, record, is_doubt=True)

    def obstacle(self, instance: Model) -> str:
        unit = self.units.get(instance.drafting_unit_id)
        if self.may(self.capability, unit):
            return ""
        return OTHERS.format(unit=unit) if unit else NO_RIGHT

    def build(self, instance: LegalDocument, at: datetime) -> None:
        instance.agency = self.room.agency

    def index(self, instance: LegalDocument) -> list[str]:
        index_document(instance)
        return ["folded", "sort_key"]

    def after(self, instances: list[LegalDocument]) -> None:
        tie_documents(instances, self.room.agency.pk)

    def release(self, instances: list[LegalDocument]) -> None:
        LegalBasis.objects.filter(legal_document__in=instances).update(legal_document=None)
