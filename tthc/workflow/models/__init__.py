"""Forms on their way, the log of their moves, remarks pinned to their parts, notices to people."""

from tthc.workflow.models.form import Form, Subject, person, status_bound_to_stamps
from tthc.workflow.models.log import Move
from tthc.workflow.models.notice import Notice
from tthc.workflow.models.remark import Remark, RemarkSource, Reply, ReplyAct
from tthc.workflow.models.sitting import PAUSE, Sitting

__all__ = [
    "Form",
    "Move",
    "Notice",
    "Remark",
    "RemarkSource",
    "Reply",
    "ReplyAct",
    "PAUSE",
    "Sitting",
    "Subject",
    "person",
    "status_bound_to_stamps",
]
