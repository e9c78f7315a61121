"""Forms on their way, the log of their moves, remarks pinned to their parts, notices to people."""

from tthc.workflow.models.form import Form, Subject, person, status_bound_to_stamps
from tthc.workflow.models.log import Move
from tthc.workflow.models.notice import Notice
from tthc.workflow.models.remark import Remark, RemarkSource, Reply, ReplyAct

__all__ = [
    "Form",
    "Move",
    "Notice",
    "Remark",
    "RemarkSource",
    "Reply",
    "ReplyAct",
    "Subject",
    "person",
    "status_bound_to_stamps",
]
