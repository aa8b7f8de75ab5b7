"""Plan × entries × day → statuses. Pure: a knowledge base and a day in, values out.

`docs/progress.md` says how each kind of target is rolled up and judged, with worked examples.
"""

from minzheng_cli.progress.evaluation import Evaluation
from minzheng_cli.progress.localities import AreaTarget, Breakdown, breakdowns
from minzheng_cli.progress.missing import Due, Reminder
from minzheng_cli.progress.moment import Moment, end_of, today
from minzheng_cli.progress.rolling import Rolled, meets
from minzheng_cli.progress.status import TargetStatus, YearStatus
from minzheng_cli.progress.tasks import ReportStatus, TaskStatus

__all__ = [
    "AreaTarget",
    "Breakdown",
    "Due",
    "Evaluation",
    "Moment",
    "Reminder",
    "ReportStatus",
    "Rolled",
    "TargetStatus",
    "TaskStatus",
    "YearStatus",
    "breakdowns",
    "end_of",
    "meets",
    "today",
]
