"""Which way a difficulty goes, in one table."""

from departments.models import User
from departments.roles import Capability
from plans.enums import DIFFICULTY_TONES, DifficultyStatus
from plans.models import Difficulty
from tthc.workflow.models import Move
from tthc.workflow.transitions import Transition, Way, follow

S = DifficultyStatus


def unit_concerned(difficulty) -> set[User]:
    """Who reported it, whoever of the unit has spoken on it since, and the heads; active people only."""
    spoke = Move.objects.of(difficulty).filter(by__department=difficulty.department).values("by")
    people = User.objects.filter(pk__in=spoke) | User.objects.filter(pk=difficulty.created_by_id)
    return {*people.filter(is_active=True), *User.objects.holding(Capability.AGREE, difficulty.department)}


def office_of(difficulty) -> set[User]:
    return set(User.objects.holding(Capability.ANSWER, difficulty.department))


def tells_the_unit(difficulty, move) -> set[User]:
    return unit_concerned(difficulty)


def tells_the_director_and_unit(difficulty, move) -> set[User]:
    return {*User.objects.holding(Capability.DECIDE, difficulty.department), *unit_concerned(difficulty)}


def tells_the_office_and_unit(difficulty, move) -> set[User]:
    return office_of(difficulty) | unit_concerned(difficulty)


def tells_the_office(difficulty, move) -> set[User]:
    return office_of(difficulty)


def asks(sentence: str):
    """A move that must not be made without words says so in these."""
    return lambda difficulty: sentence


def obstacles_to_put(difficulty, user) -> list[str]:
    if User.objects.holding(Capability.DECIDE, difficulty.department).exists():
        return []
    return [
        "Chưa có ai giữ vai trò Lãnh đạo Sở để quyết định. "
        "Đề nghị Quản trị giao vai trò đó cho một người, rồi trình lại."
    ]


def obstacles_to_close(difficulty, user) -> list[str]:
    """The unit says whether an answer helps; after a decision Văn phòng Sở may close for it."""
    if difficulty.status == S.ANSWERED and not user.may(Capability.REPORT, difficulty.department):
        return ["Đơn vị đã báo tự đóng khi thấy câu trả lời đã đủ."]
    return []


DIFFICULTY_WAY = Way(
    name="Vướng mắc",
    statuses={status.value: (status.label, DIFFICULTY_TONES[status]) for status in S},
    holders={S.OPEN: Capability.ANSWER, S.PUT: Capability.DECIDE},
    transitions=(
        Transition(
            "answer", "Trả lời…", "Văn phòng Sở đã trả lời", frozenset({S.OPEN}), S.ANSWERED,
            Capability.ANSWER, stamps=("answered",), asks_day=True, words="Nội dung trả lời", tone="primary",
            remark_asked=asks("Chưa ghi nội dung trả lời. Ghi rõ đơn vị cần làm gì, theo quy định nào."),
            tells=tells_the_unit,
        ),
        Transition(
            "put", "Trình Giám đốc…", "Đã trình Giám đốc", frozenset({S.OPEN, S.ANSWERED}), S.PUT,
            Capability.ANSWER, stamps=("put",), asks_day=True, words="Ý kiến của Văn phòng Sở",
            remark_asked=asks("Chưa ghi ý kiến của Văn phòng Sở. Ghi phương án đề nghị Giám đốc quyết định."),
            tells=tells_the_director_and_unit, obstacles=obstacles_to_put,
        ),
        Transition(
            "decide", "Quyết định…", "Giám đốc đã quyết định", frozenset({S.PUT}), S.DECIDED,
            Capability.DECIDE, stamps=("decided",), asks_day=True, words="Nội dung quyết định", tone="primary",
            remark_asked=asks("Chưa ghi nội dung quyết định. Ghi rõ ai làm gì, đến khi nào."),
            tells=tells_the_office_and_unit,
        ),
        Transition(
            "close", "Đóng, đã giải quyết xong", "Đã đóng", frozenset({S.ANSWERED, S.DECIDED}), S.CLOSED,
            Capability.REPORT, stand_in=Capability.ANSWER, stamps=("closed",), asks_day=True, words="Kết quả", tone="primary",
            tells=tells_the_office_and_unit, obstacles=obstacles_to_close,
        ),
        Transition(
            "reopen", "Chưa xong, mở lại…", "Đơn vị đã mở lại", frozenset({S.ANSWERED, S.DECIDED, S.CLOSED}), S.OPEN,
            Capability.REPORT, clears=("answered", "put", "decided", "closed"), asks_day=True, words="Điều còn vướng", tone="danger",
            remark_asked=asks("Chưa ghi còn vướng ở đâu. Ghi rõ để Văn phòng Sở trả lời tiếp."),
            tells=tells_the_office,
        ),
    ),
)  # fmt: skip

follow(Difficulty, DIFFICULTY_WAY)
