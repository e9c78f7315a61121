"""Reviews, each answered, costed and concluded by its unit and sent on its way as far as its sketch says."""

from datetime import date

from demo.answers import answers_to, on_necessity
from demo.inventory import UNFINISHED, author_of, rows_of
from demo.office_hours import Clock, first_day
from demo.people import Office
from demo.sketches import procedures
from demo.way import go_the_way, returned_remarks
from procedures.models import Procedure
from procedures.snapshots import duration
from reviews.enums import Activity, Conclusion
from reviews.models import Review
from reviews.services import ProposalDraft, save_answers, save_cost_lines, save_proposal, start_review
from tthc.core.stored_rows import RowInput
from tthc.workflow.enums import FormStatus

SURVEYED = "khảo sát tại đơn vị (minh họa)"


def write_reviews(office: Office, written: dict[str, Procedure], stage: str) -> dict[str, Review]:
    """The reviews of one stage, by the key of their sketch."""
    sketches = [
        (turn, sketch)
        for turn, sketch in enumerate(procedures())
        if sketch.get("review", {}).get("stage") == stage
    ]
    reviews = {}
    for rank, (turn, sketch) in enumerate(sketches):
        day = first_day("review_starts", stage, rank, len(sketches))
        reviews[sketch["key"]] = write_review(office, written[sketch["key"]], sketch, turn, day)
    return reviews


def write_review(office: Office, procedure: Procedure, sketch: dict, turn: int, day: date) -> Review:
    """One review from its start to where it stands now; one still being drafted has only its first answers."""
    stage, clock = sketch["review"]["stage"], Clock(day, turn)
    author = office.staff(sketch["department"])[0] if stage in UNFINISHED else author_of(office, sketch, turn)
    review = start_review(procedure, by=author, at=clock.now())
    if stage == FormStatus.DRAFT:
        save_answers(review, on_necessity(sketch, sketch["review"]), by=author, at=clock.later(1))
        return review
    limit = duration(
        procedure.time_limit_value, procedure.get_time_limit_unit_display(), procedure.time_limit_text
    )
    save_answers(review, answers_to(sketch, limit), by=author, at=clock.later(1))
    save_cost_lines(review, cost_rows(sketch), by=author, at=clock.later(1))
    save_proposal(review, proposal_of(office, sketch), by=author, at=clock.later(1))
    go_the_way(
        office,
        review,
        until=FormStatus(stage) if stage in UNFINISHED else FormStatus.ACCEPTED,
        author=author,
        clock=clock,
        remarks=returned_remarks(sketch["review"]["remarks"]),
    )
    return review


def cost_rows(sketch: dict) -> list[RowInput]:
    """One line per dossier item, then the further activities, in both scenarios."""
    lines = [
        {"activity": Activity.PREPARE, "task": item["name"]} | hours_of(item) for item in sketch["dossier"]
    ]
    for line in sketch["review"]["costs"]:
        row = {"activity": Activity(line["activity"]), "task": line["task"]} | hours_of(line)
        if "fees" in line:
            row |= {"current_fees": line["fees"], "proposed_fees": line["proposed_fees"]}
        lines.append(row)
    repeats = {
        f"{scenario}_{column}": sketch["frequency"][column]
        for scenario in ("current", "proposed")
        for column in ("times", "subjects")
    }
    return rows_of(line | repeats | {"source_note": SURVEYED} for line in lines)


def hours_of(line: dict) -> dict:
    """Hours in both scenarios; without proposed hours the line falls away."""
    dropped = line["proposed_hours"] is None
    return {
        "current_hours": line["hours"],
        "proposed_hours": 0 if dropped else line["proposed_hours"],
        "is_dropped": dropped,
    }


def proposal_of(office: Office, sketch: dict) -> ProposalDraft:
    """Conclusion and, when something is to change, the proposal."""
    review = sketch["review"]
    if not review["kinds"]:
        return ProposalDraft(conclusion=Conclusion.KEEP, conclusion_reason=f"{review['need']}.")
    unit = office.departments[sketch["department"]]
    document = office.documents[sketch["bases"][0]["document"]]
    return ProposalDraft(
        conclusion=Conclusion.PROPOSE,
        kinds=review["kinds"],
        summary=". ".join(row["reason"] for row in review["components"]) + ".",
        benefit=benefit_of(sketch),
        components=rows_of(
            {
                "part": row["part"],
                "current_text": row["current"],
                "proposed_text": row["proposed"],
                "reason": row["reason"],
            }
            for row in review["components"]
        ),
        actions=rows_of(
            {
                "document_text": str(document),
                "article": row["article"],
                "change": row["change"],
                "responsible_unit": unit,
                "due_on": date.fromisoformat(row["due_on"]),
            }
            for row in review["actions"]
        ),
    )


def benefit_of(sketch: dict) -> str:
    """What is better beside the money: how many papers of a dossier fall away."""
    fewer = sum(item["proposed_hours"] is None for item in sketch["dossier"])
    return f"Mỗi hồ sơ bớt {fewer} loại giấy tờ." if fewer else "Người làm hồ sơ bớt thời gian chờ và đi lại."
