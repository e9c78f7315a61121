"""The closed lists of the review form, the cost table and the simplification plan."""

from django.db.models import IntegerChoices, TextChoices


class Conclusion(TextChoices):
    """Kết luận of a review."""

    KEEP = "KEEP", "Giữ nguyên"
    PROPOSE = "PROPOSE", "Có phương án đơn giản hóa"


class ProposalType(TextChoices):
    """Kinds of simplification; a plan records which of them count as a cut in number."""

    REPEAL = "REPEAL", "Bãi bỏ"
    MERGE = "MERGE", "Gộp, thay thế"
    STEPS = "STEPS", "Sửa đổi trình tự"
    DOSSIER = "DOSSIER", "Giảm thành phần hồ sơ"
    TIME = "TIME", "Rút ngắn thời hạn"
    DELEGATE = "DELEGATE", "Phân cấp, ủy quyền"
    DIGITAL = "DIGITAL", "Điện tử hóa"
    FEES = "FEES", "Giảm phí, lệ phí"
    FORMS = "FORMS", "Sửa mẫu đơn, tờ khai"
    CONDITIONS = "CONDITIONS", "Bỏ yêu cầu, điều kiện"


class Activity(IntegerChoices):
    """Activities of the compliance cost table (TT 02/2017/TT-VPCP Đ.27; layout of the table from practice)."""

    PREPARE = 1, "Chuẩn bị hồ sơ"
    SUBMIT = 2, "Nộp hồ sơ"
    FEES = 3, "Nộp phí, lệ phí, chi phí khác"
    INSPECTION = 4, "Chuẩn bị, phục vụ kiểm tra, đánh giá"
    OTHER = 5, "Công việc khác"
    RESULT = 6, "Nhận kết quả"


class Scenario(TextChoices):
    CURRENT = "CURRENT", "Hiện hành"
    PROPOSED = "PROPOSED", "Sau đơn giản hóa"


class ReviewPart(TextChoices):
    """Parts of the review form, in its order; remarks and what is missing are pinned to them."""

    ANSWERS = "ANSWERS", "Câu hỏi rà soát"
    COSTS = "COSTS", "Chi phí tuân thủ"
    PROPOSAL = "PROPOSAL", "Kết luận, phương án"


class PackageStatus(TextChoices):
    """Where a package of proposals stands on its way to the Chủ tịch UBND tỉnh."""

    DRAFT = "DRAFT", "Đang gom"
    SENT = "SENT", "Đã trình"
    APPROVED = "APPROVED", "Đã phê duyệt"
    RETURNED = "RETURNED", "Bị trả lại"
