"""The programme: its plan, who carries it out and what gets in their way."""

from plans.models.difficulty import Difficulty
from plans.models.people import Training, WorkingGroup, WorkingGroupMember
from plans.models.programme import (
    Baseline,
    BaselineEntry,
    Milestone,
    Plan,
    ReportingPeriod,
    Task,
    default_counted_kinds,
)

__all__ = [
    "Baseline",
    "BaselineEntry",
    "Difficulty",
    "Milestone",
    "Plan",
    "ReportingPeriod",
    "Task",
    "Training",
    "WorkingGroup",
    "WorkingGroupMember",
    "default_counted_kinds",
]
