"""The kinds of sheet that offices fill in, each made of column objects."""

from departments.roles import Capability
from exchange.form_kind import FormKind
from exchange.kind import Kind
from exchange.kinds.departments import DepartmentLedger
from exchange.kinds.documents import DocumentLedger
from exchange.kinds.portal_list import PortalListLedger
from exchange.kinds.procedures import ProcedureLedger
from exchange.kinds.reviews import CostLedger, ReviewLedger
from exchange.kinds.tasks import TaskLedger
from exchange.kinds.users import UserLedger

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        FormKind(
            "procedures",
            "Thủ tục",
            "Mỗi dòng một thủ tục; các bước, cách thức, hồ sơ, mẫu đơn, căn cứ pháp lý ở các trang sau.",
            ProcedureLedger,
            needs_department=True,
        ),
        FormKind(
            "portal-list",
            "Danh sách của Cổng Dịch vụ công",
            "Danh sách thủ tục mà Cổng xuất ra: mã số, tên, cơ quan ban hành, cơ quan thực hiện, lĩnh vực.",
            PortalListLedger,
            needs_department=True,
        ),
        Kind(
            "documents",
            "Văn bản",
            "Mỗi dòng một văn bản: số, trích yếu, cơ quan ban hành, ngày, đơn vị soạn thảo.",
            DocumentLedger,
            needs_department=True,
        ),
        Kind(
            "departments",
            "Phòng, đơn vị",
            "Mỗi dòng một phòng, đơn vị của cơ quan, với mã, tên, thời gian hoạt động.",
            DepartmentLedger,
            Capability.MASTER_DATA,
        ),
        Kind(
            "users",
            "Người dùng",
            "Mỗi dòng một tài khoản; mật khẩu không ghi trong tệp, người mới đặt qua “Quên mật khẩu”.",
            UserLedger,
            Capability.MASTER_DATA,
        ),
        FormKind(
            "reviews",
            "Kết quả rà soát",
            "Mỗi dòng một thủ tục đã đạt yêu cầu: trả lời, kết luận, phương án; nội dung đơn giản hóa, kiến nghị thực thi ở các trang sau.",
            ReviewLedger,
        ),
        FormKind(
            "costs",
            "Bảng tính chi phí",
            "Mỗi dòng một hoạt động của bảng chi phí tuân thủ, ghi mã số hoặc tên thủ tục đang rà soát.",
            CostLedger,
        ),
        Kind(
            "tasks",
            "Nhiệm vụ",
            "Mỗi dòng một nhiệm vụ trong phụ lục của kế hoạch đang theo dõi.",
            TaskLedger,
        ),
    )
}
