"""Imports as tests need them: a file of a few documents, opened, checked or done."""

from departments.models import User
from exchange.checking import keep_plan, plan_of
from exchange.kinds import KINDS
from exchange.models import ImportSession
from exchange.services import commit, open_session
from tests.core.sheets.made import an_xlsx

HEADINGS = ["STT", "Số, ký hiệu", "Loại văn bản", "Trích yếu", "Cơ quan ban hành", "Ngày ban hành"]
GOOD = [1, "01/MH-SKHCN", "Quyết định", "Quy chế một", "Sở Thử nghiệm", "31/3/2023"]
FAULTY = [2, "02/MH-SKHCN", "Quyết định", "Quy chế hai", "Sở Thử nghiệm", "40/3/2023"]
DOUBTED = [3, "03/MH-SKHCN", "Quyết định", "Quy chế ba", "Sở Thử nghiệm", "3/4/23"]

# The same words in VNI, as files of the nineties hold them.
IN_VNI = [
    ["STT", "Soá, kyù hieäu", "Loaïi vaên baûn", "Trích yeáu", "Cô quan ban haønh"],
    [1, "01/MH-SKHCN", "Quyeát ñònh", "Quaûn lyù khoa hoïc", "Sôû Khoa hoïc vaø Coâng ngheä"],
]


def a_file(*rows: list, headings: list = HEADINGS) -> bytes:
    return an_xlsx(headings, *rows, title="Văn bản")


def opened(owner: User, raw: bytes, *, kind: str = "documents", name: str = "van-ban.xlsx") -> ImportSession:
    return open_session(
        raw,
        file_name=name,
        kind=KINDS[kind],
        agency=owner.department.agency,
        department=owner.department,
        by=owner,
    )


def checked(owner: User, *rows: list, **options) -> ImportSession:
    session = opened(owner, a_file(*rows), **options)
    keep_plan(session, plan_of(session))
    return session


def done(owner: User, *rows: list, **options) -> ImportSession:
    session = checked(owner, *rows, **options)
    commit(session, seen=session.mark, skip_faulty=True)
    return session
