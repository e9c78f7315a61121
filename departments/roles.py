"""Who may do what: the whole table of roles and rights, on one screen.

Code asks for a capability (`user.may(Capability.CHECK, form)`), never for a role's name.
"""

from enum import IntEnum

from django.db.models import TextChoices


class Role(TextChoices):
    STAFF = "STAFF", "Chuyên viên"
    HEAD = "HEAD", "Trưởng phòng (phó trưởng phòng)"
    OFFICE = "OFFICE", "Văn phòng Sở (đầu mối kiểm soát TTHC)"
    DIRECTOR = "DIRECTOR", "Lãnh đạo Sở"
    ADMIN = "ADMIN", "Quản trị"
    OBSERVER = "OBSERVER", "Văn phòng UBND tỉnh (chỉ xem)"


class Capability(TextChoices):
    VIEW = "VIEW", "Xem biểu mẫu đã nộp lên Văn phòng Sở"
    VIEW_DRAFTS = "VIEW_DRAFTS", "Xem cả biểu mẫu đang soạn trong đơn vị"
    DRAFT = "DRAFT", "Soạn, nộp, rút biểu mẫu thống kê và rà soát"
    AGREE = "AGREE", "Đồng ý hoặc trả lại biểu mẫu của đơn vị"
    DECLARE = "DECLARE", "Khai đã thống kê đủ hoặc không có TTHC nội bộ"
    EDIT_DOCUMENTS = "EDIT_DOCUMENTS", "Nhập văn bản pháp lý"
    IMPORT = "IMPORT", "Nhập thủ tục từ tệp"
    CHECK = "CHECK", "Tiếp nhận, kiểm tra, trả lại, chấp nhận, mở lại biểu mẫu"
    ANNOUNCE = "ANNOUNCE", "Ghi quyết định công bố và công khai"
    PACKAGE = "PACKAGE", "Gom, trình phương án; ghi phê duyệt, thực thi"
    PLAN = "PLAN", "Sửa nhiệm vụ, chốt danh mục nền của kế hoạch"
    REPORT = "REPORT", "Báo vướng mắc của đơn vị, đóng hoặc mở lại khi đã được trả lời"
    ANSWER = "ANSWER", "Trả lời, tập hợp vướng mắc, trình Giám đốc"
    DECIDE = "DECIDE", "Quyết định vướng mắc được trình"
    FIGURES = "FIGURES", "Xem tiến độ, chi phí"
    MASTER_DATA = "MASTER_DATA", "Quản trị dữ liệu chung, người dùng"


class Reach(IntEnum):
    """How far a right goes: not at all, one's own unit, the whole agency, every agency."""

    NOWHERE = 0
    DEPARTMENT = 1
    AGENCY = 2
    EVERYWHERE = 3


D, A, E = Reach.DEPARTMENT, Reach.AGENCY, Reach.EVERYWHERE
C = Capability
RIGHTS: dict[Role, dict[Capability, Reach]] = {
    Role.STAFF: {
        C.VIEW: D, C.VIEW_DRAFTS: D, C.DRAFT: D, C.EDIT_DOCUMENTS: D, C.IMPORT: D, C.FIGURES: D,
        C.REPORT: D,
    },
    Role.HEAD: {
        C.VIEW: D, C.VIEW_DRAFTS: D, C.DRAFT: D, C.EDIT_DOCUMENTS: D, C.IMPORT: D, C.FIGURES: D,
        C.AGREE: D, C.DECLARE: D, C.REPORT: D,
    },
    Role.OFFICE: {
        C.VIEW: A, C.VIEW_DRAFTS: A, C.DRAFT: D, C.EDIT_DOCUMENTS: A, C.IMPORT: A, C.FIGURES: A,
        C.CHECK: A, C.ANNOUNCE: A, C.PACKAGE: A, C.PLAN: A, C.ANSWER: A,
    },
    Role.DIRECTOR: {C.VIEW: A, C.VIEW_DRAFTS: A, C.FIGURES: A, C.DECIDE: A},
    Role.ADMIN: {C.VIEW: E, C.VIEW_DRAFTS: E, C.FIGURES: E, C.MASTER_DATA: E},
    Role.OBSERVER: {C.VIEW: E, C.FIGURES: E},
}  # fmt: skip


# Rights that a head may lend to a deputy for a period.
LENDABLE = frozenset({Capability.AGREE, Capability.DECLARE})


def reach_of(role: str, capability: Capability) -> Reach:
    """How far a role's right goes; NOWHERE when it has none."""
    return RIGHTS[Role(role)].get(capability, Reach.NOWHERE) if role else Reach.NOWHERE


def roles_with(capability: Capability) -> list[Role]:
    """The roles that hold a right, however far."""
    return [role for role, rights in RIGHTS.items() if capability in rights]
