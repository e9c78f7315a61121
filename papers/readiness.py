"""What stands in the way of a paper, and what it will leave blank, each with the place where it is entered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Model
from django.urls import reverse

from departments.models import Agency, User
from departments.roles import Capability
from papers import kinds
from papers.letters import official
from papers.making import Given, making_of
from papers.paper import Making, Paper
from papers.registry import Passage
from papers.wording import passed_over, texts_of
from tthc.core.display import moment
from tthc.core.refusal import Refusal

AGENCY_WORDS = {"superior_body": "cơ quan chủ quản", "place_name": "địa danh", "sign_code": "ký hiệu"}
NARROWING = ("field", "group")  # of the pages of figures
BY_ADMIN = "Việc này do quản trị nhập."


@dataclass(frozen=True)
class Gap:
    """Something that the paper leaves blank, in a sentence; `url` opens where it is entered, for who may enter it."""

    sentence: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Readiness:
    """`obstacle` is why the paper cannot be made as chosen; "" when it can."""

    obstacle: str = ""
    gaps: list[Gap] = field(default_factory=list)


def readiness_of(
    paper: Paper, subject: Model, given: Given, *, by: User, address: Mapping[str, str]
) -> Readiness:
    """How a paper stands with what was chosen; choices that make no sense are for their form to tell.

    `address` bears what the page one comes from was narrowed to.
    """
    try:
        making = making_of(paper, subject, given, by=by)
    except Refusal:
        return Readiness()
    gaps = list(_gaps(paper, subject, making, by)) if paper.is_official else []
    if any(address.get(name) for name in NARROWING if name not in paper.options_asked):
        gaps.insert(
            0,
            Gap("Trang trước đang lọc theo lĩnh vực hoặc nhóm; văn bản này tính mọi lĩnh vực, cả hai nhóm."),
        )
    return Readiness(paper.obstacle(subject, making), gaps)


def _gaps(paper: Paper, subject: Model, making: Making, by: User) -> Iterator[Gap]:
    if not paper.asks_issue and not making.issue.is_complete:
        yield _of_issue(paper, subject, by)
    if paper.signs and not (making.signature.title and making.signature.name):
        yield Gap("Chưa đủ chức vụ, họ tên người ký: ghi ở dưới, lần sau phần mềm nhớ.")
    if making.agency:
        yield from _of_agency(making.agency, by)
    if any("{can_cu" in text for text in making.texts.values()):
        yield from _of_plan(paper, subject, making, by)
    yield from _of_wording(paper, subject, making, by)


def _of_issue(paper: Paper, subject: Model, by: User) -> Gap:
    """Number and day are entered where the subject is; of a plan or a group in the admin."""
    said = "Chưa có số và ngày ban hành nên bản in mang dấu DỰ THẢO. Ghi số, ngày rồi thì bản in sau mang số, ngày đó."
    if paper.kind in (kinds.PLAN, kinds.GROUP):
        page = "plans_plan" if paper.kind is kinds.PLAN else "plans_workinggroup"
        return _for_admin(said, page, subject, by)
    return Gap(said, subject.get_absolute_url(), "Mở nơi ghi")


def _of_agency(agency: Agency, by: User) -> Iterator[Gap]:
    lacking = [words for name, words in AGENCY_WORDS.items() if not getattr(agency, name)]
    if lacking:
        yield _for_admin(
            f"Chưa ghi {', '.join(lacking)} của cơ quan nên trên giấy để trống.",
            "departments_agency",
            agency,
            by,
        )


def _of_plan(paper: Paper, subject: Model, making: Making, by: User) -> Iterator[Gap]:
    """What the căn cứ take from the plan that the agency follows."""
    plan = subject if paper.kind is kinds.PLAN else official.followed_plan(making.agency)
    if plan is None:
        yield Gap(f"Cơ quan chưa có kế hoạch đang thực hiện nên căn cứ thiếu kế hoạch. {BY_ADMIN}")
    elif not plan.based_on.strip():
        yield _for_admin(
            "Kế hoạch chưa ghi thực hiện theo văn bản nào nên căn cứ thiếu văn bản của cấp trên.",
            "plans_plan",
            plan,
            by,
        )


def _of_wording(paper: Paper, subject: Model, making: Making, by: User) -> Iterator[Gap]:
    settled = paper.worded_at(subject)
    if settled and making.texts != texts_of(paper.key, paper.wording):
        yield Gap(
            f"Lời văn mẫu đã sửa sau khi trình, ban hành; văn bản in theo lời văn lúc đó ({moment(settled)})."
        )
        return
    broken = passed_over(paper.key, paper.wording)
    for slot in paper.wording:
        place = f"{reverse('admin:papers_wording_add')}?place={Passage(paper, slot).place}"
        said = ""
        if slot.key in broken:
            said = f"Bản mới nhất của lời văn “{slot.label}” có chỗ điền không dùng được, văn bản in theo bản trước đó."
        elif official.UNKNOWN in making.texts[slot.key]:
            said = f"Lời văn “{slot.label}” còn để “{official.UNKNOWN}”: viết thêm trên bản Word, hoặc sửa lời văn mẫu."
        if said:
            may = by.may(Capability.MASTER_DATA)
            yield Gap(said, place, "Sửa lời văn mẫu") if may else Gap(said)


def _for_admin(sentence: str, page: str, row: Model, by: User) -> Gap:
    if not by.may(Capability.MASTER_DATA):
        return Gap(f"{sentence} {BY_ADMIN}")
    return Gap(sentence, reverse(f"admin:{page}_change", args=[row.pk]), "Mở nơi ghi")
