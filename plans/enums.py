"""What a milestone measures, how long a report goes back, who takes part in a group, where a difficulty stands."""

from django.db.models import TextChoices


class Measure(TextChoices):
    EVENT = "EVENT", "Một việc làm xong (ghi ngày)"
    INVENTORIED = "INVENTORIED", "Tỷ lệ thủ tục đã thống kê đạt"
    ANNOUNCED = "ANNOUNCED", "Tỷ lệ thủ tục đã công bố"
    PUBLISHED = "PUBLISHED", "Tỷ lệ thủ tục đã công bố, công khai"
    REVIEWED = "REVIEWED", "Tỷ lệ thủ tục đã rà soát, trình phương án"
    ENFORCED = "ENFORCED", "Tỷ lệ phương án phê duyệt đã thực thi"
    CUT_NUMBER = "CUT_NUMBER", "Tỷ lệ cắt giảm số thủ tục"
    CUT_COST = "CUT_COST", "Tỷ lệ cắt giảm chi phí tuân thủ"


class PeriodKind(TextChoices):
    """How long a report goes back; a period is compared with the one before it of the same kind."""

    QUARTER = "QUARTER", "Quý"
    YEAR = "YEAR", "Năm"
    OTHER = "OTHER", "Khác"


class GroupPart(TextChoices):
    """What part somebody has in a working group."""

    LEADER = "LEADER", "Tổ trưởng"
    DEPUTY = "DEPUTY", "Tổ phó"
    SECRETARY = "SECRETARY", "Thư ký"
    MEMBER = "MEMBER", "Thành viên"


class DifficultyStatus(TextChoices):
    """Where a difficulty stands on its way from the unit that reported it to its end."""

    OPEN = "OPEN", "Chờ Văn phòng Sở"
    ANSWERED = "ANSWERED", "Đã trả lời"
    PUT = "PUT", "Đã trình Giám đốc"
    DECIDED = "DECIDED", "Giám đốc đã quyết định"
    CLOSED = "CLOSED", "Đã xong"


DIFFICULTY_TONES = {
    DifficultyStatus.OPEN: "wait",
    DifficultyStatus.ANSWERED: "info",
    DifficultyStatus.PUT: "wait",
    DifficultyStatus.DECIDED: "info",
    DifficultyStatus.CLOSED: "ok",
}
