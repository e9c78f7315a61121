"""Results of reviews as a sheet (answers, conclusion, proposal), and cost tables as one: both belong to review forms."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone

from departments.roles import Capability
from exchange.columns import column_of, number_column
from exchange.form_ledger import OTHERS, FormLedger
from exchange.kinds.answer_columns import AnswerColumns
from exchange.kinds.cost_columns import cost_sheet
from exchange.kinds.proposal_columns import proposal_sheets
from exchange.ledger import Complaint, Key, Record
from exchange.nested_sheet import NestedSheet
from procedures.models import Procedure
from procedures.portal.record import name_for_matching
from procedures.services import tie_rows
from reviews.enums import ProposalType
from reviews.forms.costs import CostsPage
from reviews.forms.proposal import ACTIONS, COMPONENTS, FIELDS
from reviews.models import Proposal, ProposalKind, Questionnaire, Review
from reviews.prefill import current_texts
from reviews.questionnaire import clean_answers
from reviews.services import lay_out_costs, store_totals, terms_of_reviews
from tthc.core.refusal import Refusal
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.text import fold
from tthc.workflow.enums import FormStatus

NOT_READY = "Không tìm thấy thủ tục này trong các thủ tục đã đạt yêu cầu thống kê. Chỉ rà soát thủ tục đã đạt; ghi lại mã, tên."
OF_SEVERAL = "Có nhiều thủ tục cùng tên, mã như vậy nên không rõ là thủ tục nào. Bắt đầu rà soát trên trang của thủ tục."
PROCEDURE, QUESTIONNAIRE = "_procedure", "_questionnaire"
WHICH = "Mã số hoặc tên thủ tục đang rà soát; không sửa tên, mã thủ tục ở đây được."
IN_PROPOSAL = ("kinds", "summary", "benefit")


class ReviewLedger(FormLedger):
    key = "reviews"
    sheet_title = "Kết quả rà soát"
    noun = "biểu mẫu rà soát"
    model = Review
    capability = Capability.DRAFT
    linked = IN_PROPOSAL
    shown = frozenset({"unit", "state", "questionnaire", "cost_current", "cost_proposed"})

    @cached_property
    def answers(self) -> AnswerColumns:
        """Of the current questionnaire, and of those that the agency's reviews were answered on."""
        answered = (
            Review.objects.filter(department__agency=self.room.agency).order_by().values("questionnaire")
        )
        its = Questionnaire.objects.filter(Q(is_current=True) | Q(pk__in=answered))
        return AnswerColumns(its.order_by("-is_current", "-pk"))

    @property
    def past(self) -> frozenset[str]:
        return frozenset(self.answers.past)

    def columns(self) -> tuple[Column, ...]:
        seen = {"help": "Chỉ để xem; sửa ở đây không có tác dụng.", "width": 14}
        return (
            number_column(),
            Column(key="code", heading="Mã số thủ tục", kind=CellKind.IDENTIFIER, width=14, help=WHICH, synonyms=("Mã số", "Mã TTHC")),
            Column(key="name", heading="Tên thủ tục", width=50, help=WHICH, synonyms=("Tên TTHC", "Thủ tục", "Tên")),
            Column(key="unit", heading="Đơn vị rà soát", **(seen | {"width": 26})),
            Column(key="state", heading="Trạng thái", **seen),
            column_of(Review, "conclusion", width=20, synonyms=("Kết luận rà soát", "Kết quả rà soát"), spellings={"giu nguyen": "KEEP", "don gian hoa": "PROPOSE"}),
            column_of(Review, "conclusion_reason", width=40, synonyms=("Lý do",)),
            Column(
                key="kinds",
                heading="Hình thức đơn giản hóa",
                kind=CellKind.CHOICES,
                choices=tuple(ProposalType.choices),
                width=26,
                synonyms=("Phương án", "Nội dung đơn giản hóa", "Phương án đơn giản hóa"),
                help="Nhiều hình thức cách nhau bằng dấu chấm phẩy.",
            ),
            Column(key="summary", heading="Nội dung phương án, lý do chung", width=40, help="Sửa gì, bỏ gì, vì sao; giữ nguyên thì để trống."),
            Column(key="benefit", heading="Lợi ích khác (không tính bằng tiền)", width=30, help="Lợi ích không nằm trong bảng chi phí."),
            Column(key="questionnaire", heading="Bộ câu hỏi", **seen),
            *self.answers.columns,
            Column(key="cost_current", heading="Chi phí hiện hành (đồng/năm)", kind=CellKind.MONEY, **seen),
            Column(key="cost_proposed", heading="Chi phí sau đơn giản hóa (đồng/năm)", kind=CellKind.MONEY, **seen),
        )  # fmt: skip

    def nested_sheets(self) -> tuple[NestedSheet, ...]:
        return proposal_sheets({"choices": self.unit_choices, "spellings": self.unit_spellings})

    # How rows are known again.

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        code, name = values.get("code"), values.get("name")
        keys = [Key(f"code {fold(code)}", f"mã số {code}", is_own=False)] if code else []
        return [*keys, Key(f"name {name_for_matching(name)}", "tên thủ tục")] if name else keys

    def stored(self) -> QuerySet:
        return (
            Review.objects.filter(department__agency=self.room.agency)
            .select_related("procedure", "department", "questionnaire")
            .prefetch_related(Prefetch("proposal", Proposal.objects.prefetch_related("kinds")))
            .order_by("procedure__sort_key", "-round", "pk")
        )

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        return self.last_of_each(is_over=False)

    def past_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        return self.last_of_each(is_over=True)

    def last_of_each(self, *, is_over: bool) -> Iterable[tuple[int, Mapping[str, Any]]]:
        """The last review of each procedure that is in force or not; of the room's unit alone, when there is one."""
        rows = Review.objects.filter(department__agency=self.room.agency)
        rows = rows.filter(procedure__repealed_on__isnull=not is_over)
        if self.room.department:
            rows = rows.filter(department=self.room.department)
        last: dict[int, tuple[int, Mapping[str, Any]]] = {}
        columns = ("pk", "procedure_id", "procedure__code", "procedure__name")
        for pk, procedure, code, name in rows.order_by("round").values_list(*columns):
            last[procedure] = (pk, {"code": code, "name": name})
        return last.values()

    @cached_property
    def not_begun(self) -> dict[int, Procedure]:
        """Accepted procedures that nobody has begun to review."""
        rows = Procedure.objects.in_force().filter(
            department__agency=self.room.agency, status=FormStatus.ACCEPTED, reviews__isnull=True
        )
        if self.room.department:
            rows = rows.filter(department=self.room.department)
        return {one.pk: one for one in rows.prefetch_related("dossier_items")}

    @cached_property
    def not_begun_by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for pk, one in self.not_begun.items():
            for key in self.keys_of({"code": one.code, "name": one.name}):
                found.setdefault(key.text, []).append(pk)
        return found

    @cached_property
    def terms(self) -> dict[str, Any] | Refusal:
        try:
            return terms_of_reviews(timezone.now())
        except Refusal as refusal:
            return refusal

    def complete(self, values: dict[str, Any]) -> None:
        """A row of a procedure that nobody reviews yet begins its review."""
        fitting = [self.not_begun_by_key.get(key.text, []) for key in self.keys_of(values)]
        values[PROCEDURE] = next((found for found in fitting if found), [])

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        if record is not None:
            yield from self.answers_astray(record.values[QUESTIONNAIRE], values)
            return
        found = values[PROCEDURE]
        if len(found) != 1:
            yield Complaint("name" if values.get("name") else "code", OF_SEVERAL if found else NOT_READY)
            return
        unit = self.units[self.not_begun[found[0]].department_id]
        if not self.may(Capability.DRAFT, unit):
            yield Complaint("name", OTHERS.format(unit=unit))
        if isinstance(self.terms, Refusal):
            yield Complaint("", str(self.terms))
        else:
            yield from self.answers_astray(self.terms["questionnaire"].pk, values)

    def answers_astray(self, questionnaire: int, values: Mapping[str, Any]) -> Iterator[Complaint]:
        return (Complaint(key, why) for key, why in self.answers.strangers(questionnaire, values))

    # Values.

    def seen_only(self, instance: Review) -> dict[str, Any]:
        return {
            "code": instance.procedure.code or "",
            "name": instance.procedure.name,
            "unit": str(instance.department),
            "state": instance.get_status_display(),
            "questionnaire": f"Phiên bản {instance.questionnaire.version}",
            "cost_current": instance.cost_current,
            "cost_proposed": instance.cost_proposed,
        }

    def values_of(self, instance: Review) -> dict[str, Any]:
        values = {"conclusion": instance.conclusion, "conclusion_reason": instance.conclusion_reason}
        proposal = getattr(instance, "proposal", None)
        values |= {
            "kinds": tuple(kind.kind for kind in proposal.kinds.all()) if proposal else (),
            "summary": proposal.summary if proposal else "",
            "benefit": proposal.benefit if proposal else "",
        }
        values[QUESTIONNAIRE] = instance.questionnaire_id
        return values | self.answers.values_of(instance.questionnaire_id, instance.answers)

    def attributes(self, values: Mapping[str, Any], instance: Review | None = None) -> dict[str, Any]:
        attributes = {key: values[key] for key in ("conclusion", "conclusion_reason") if key in values}
        if PROCEDURE in values:
            procedure = self.not_begun[values[PROCEDURE][0]]
            attributes |= {"procedure": procedure, "department_id": procedure.department_id} | self.terms
            definition = attributes["questionnaire"].definition
            answers = self.answers.answers_in(attributes["questionnaire"].pk, values)
            attributes["answers"] = clean_answers(definition, answers)
        return attributes

    def assign(self, instance: Review, values: Mapping[str, Any]) -> dict[str, Any]:
        before = super().assign(instance, values)
        if answers := self.answers.answers_in(instance.questionnaire_id, values):
            before["answers"] = instance.answers
            instance.answers = clean_answers(instance.questionnaire.definition, instance.answers | answers)
        return before

    def begun(self, instances: list[Review]) -> None:
        lay_out_costs(instances)

    def store_linked(self, name: str, chosen: Mapping[int, Any]) -> None:
        """Conclusion and answers stand in the review, the rest in its proposal, which is made when it is missing."""
        Proposal.objects.bulk_create([Proposal(review_id=pk) for pk in chosen], ignore_conflicts=True)
        proposals = {one.review_id: one for one in Proposal.objects.filter(review__in=chosen)}
        if name == "kinds":
            ProposalKind.objects.filter(proposal__review__in=chosen).delete()
            ProposalKind.objects.bulk_create(
                ProposalKind(proposal=proposals[pk], kind=kind)
                for pk, kinds in chosen.items()
                for kind in kinds
            )
            return
        for pk, words in chosen.items():
            setattr(proposals[pk], name, words)
        Proposal.objects.bulk_update(proposals.values(), [name], batch_size=500)

    def before(self, instances: Iterable[Review]) -> None:
        """Reviews without a proposal, which rows of the file may give them."""
        bare = [one.pk for one in instances if getattr(one, "proposal", None) is None]
        self.beside["without_proposal"] = bare

    def take_back(self, beside: Mapping[str, list]) -> None:
        Proposal.objects.filter(review__in=beside.get("without_proposal", ())).delete()

    def after(self, instances: list[Model]) -> None:
        """A conclusion may change what the proposal costs."""
        store_totals([one.pk for one in instances])

    def prepare_rows(self, relation: str, rows: list[Model]) -> set[str]:
        """As the page does: hiện hành out of the inventory form where it is blank, actions tied to their documents."""
        if relation == "actions":
            tie_rows(rows, self.room.agency.pk)
            return {"legal_document_id"}
        if relation == "components":
            bare = [row for row in rows if row.part and not row.current_text]
            homes = Proposal.objects.filter(pk__in={row.proposal_id for row in bare})
            procedures = dict(homes.values_list("pk", "review__procedure"))
            forms = Procedure.objects.with_parts().in_bulk(procedures.values()) if bare else {}
            texts = {pk: current_texts(form) for pk, form in forms.items()}
            for row in bare:
                row.current_text = texts[procedures[row.proposal_id]].get(row.part, "")
            return {"current_text"}
        return set()

    def reference(self, instance: Review) -> tuple[str, str]:
        return instance.procedure.code or "", instance.procedure.name

    def section_of(self, key: str) -> str:
        return SECTIONS.get(key, "")


SECTIONS = {"cost_lines": CostsPage.key, "components": COMPONENTS, "actions": ACTIONS} | {
    name: key for key, names in FIELDS.items() for name in names
}


class CostLedger(ReviewLedger):
    """The cost lines of reviews; the reviews themselves have no sheet of their own in such a file."""

    has_main = False

    def columns(self) -> tuple[Column, ...]:
        return ()

    def nested_sheets(self) -> tuple[NestedSheet, ...]:
        return (cost_sheet(),)
