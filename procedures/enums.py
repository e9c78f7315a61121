"""The closed lists of the inventory form (NĐ 63/2010 Đ.8 khoản 2, amended) and of announcing and publishing."""

from django.db.models import TextChoices


class Group(TextChoices):
    """Nhóm of an internal procedure."""

    A = "A", "Nhóm A (giữa các cơ quan nhà nước)"
    B = "B", "Nhóm B (trong nội bộ một cơ quan)"


class Level(TextChoices):
    """Cấp thực hiện."""

    CENTRAL = "CENTRAL", "Trung ương"
    PROVINCE = "PROVINCE", "Cấp tỉnh"
    AGENCY = "AGENCY", "Cấp sở"
    DISTRICT = "DISTRICT", "Cấp huyện"
    COMMUNE = "COMMUNE", "Cấp xã"


class TimeUnit(TextChoices):
    """Units of time; never converted into each other: a working day is not a day."""

    HOUR = "HOUR", "giờ"
    DAY = "DAY", "ngày"
    WORKING_DAY = "WORKING_DAY", "ngày làm việc"
    MONTH = "MONTH", "tháng"


class Channel(TextChoices):
    """Cách thức thực hiện."""

    DIRECT = "DIRECT", "Trực tiếp"
    POSTAL = "POSTAL", "Dịch vụ bưu chính"
    ONLINE = "ONLINE", "Trực tuyến, trục liên thông văn bản"


class Answer(TextChoices):
    """Whether a part that exists only "if there is any" exists; an empty box is not an answer."""

    SOME = "SOME", "Có"
    NONE = "NONE", "Không có"


class DocumentKind(TextChoices):
    """Kinds of legal document."""

    LAW = "LAW", "Luật"
    ORDINANCE = "ORDINANCE", "Pháp lệnh"
    RESOLUTION = "RESOLUTION", "Nghị quyết"
    DECREE = "DECREE", "Nghị định"
    DECISION = "DECISION", "Quyết định"
    CIRCULAR = "CIRCULAR", "Thông tư"
    JOINT_CIRCULAR = "JOINT_CIRCULAR", "Thông tư liên tịch"
    DIRECTIVE = "DIRECTIVE", "Chỉ thị"
    REGULATION = "REGULATION", "Quy chế, quy định"
    PLAN = "PLAN", "Kế hoạch"
    OFFICIAL_LETTER = "OFFICIAL_LETTER", "Công văn"
    OTHER = "OTHER", "Văn bản khác"


class DocumentStatus(TextChoices):
    """Hiệu lực of a legal document."""

    IN_FORCE = "IN_FORCE", "Còn hiệu lực"
    EXPIRED = "EXPIRED", "Hết hiệu lực"


class DoubtKind(TextChoices):
    """What a reader of foreign data doubts and does not repair in silence."""

    TIME = "TIME", "Thời gian mâu thuẫn với lời ghi"
    STEPS = "STEPS", "Trình tự không tách được chắc chắn"
    NO_DOSSIER = "NO_DOSSIER", "Không có thành phần hồ sơ"
    DOSSIER_ITEM = "DOSSIER_ITEM", "Thành phần hồ sơ chưa phải tên giấy tờ"
    DUPLICATE_NAME = "DUPLICATE_NAME", "Trùng tên với thủ tục khác"
    DUPLICATE_CODE = "DUPLICATE_CODE", "Trùng mã số với thủ tục khác"
    LEGAL_BASIS = "LEGAL_BASIS", "Căn cứ pháp lý không thể đúng"
    NOT_INTERNAL = "NOT_INTERNAL", "Có thể không phải TTHC nội bộ"
    MISSING = "MISSING", "Thiếu nội dung bắt buộc"
    CHANGED_AT_SOURCE = "CHANGED_AT_SOURCE", "Nguồn đã đổi, bản ở đây giữ nguyên"


class ChangeKind(TextChoices):
    """What an announcement does with a procedure; the letter is its section in Phần I of the decision."""

    NEW = "NEW", "Mới ban hành"
    AMENDED = "AMENDED", "Sửa đổi, bổ sung"
    REPLACED = "REPLACED", "Thay thế"
    REPEALED = "REPEALED", "Bãi bỏ"

    @property
    def section(self) -> str:
        return {"NEW": "A", "AMENDED": "B", "REPLACED": "B", "REPEALED": "C"}[self.value]


class PublicationChannel(TextChoices):
    """Where a procedure has to be made public; it counts as public when all are there."""

    PROVINCE_PORTAL = "PROVINCE_PORTAL", "Cổng thông tin điện tử tỉnh"
    AGENCY_PORTAL = "AGENCY_PORTAL", "Trang thông tin điện tử Sở"
    POSTED = "POSTED", "Niêm yết tại trụ sở"


class Part(TextChoices):
    """Parts of the inventory form, in the order of the form; remarks, doubts and proposals are pinned to them."""

    GENERAL = "GENERAL", "Thông tin chung"
    STEPS = "STEPS", "Trình tự thực hiện"
    METHODS = "METHODS", "Cách thức thực hiện"
    DOSSIER = "DOSSIER", "Thành phần, số lượng hồ sơ"
    TIME_LIMIT = "TIME_LIMIT", "Thời hạn giải quyết"
    AGENCIES = "AGENCIES", "Đối tượng, cơ quan thực hiện"
    FORMS = "FORMS", "Mẫu đơn, mẫu tờ khai"
    RESULTS = "RESULTS", "Kết quả thực hiện"
    CONDITIONS = "CONDITIONS", "Yêu cầu, điều kiện"
    FEES = "FEES", "Phí, lệ phí"
    LEGAL_BASES = "LEGAL_BASES", "Căn cứ pháp lý"
    FREQUENCY = "FREQUENCY", "Tần suất, ghi chú"
