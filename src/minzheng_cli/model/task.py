"""`tasks.yaml`: groups, tasks and measures, in the notice's order and words."""

from typing import Annotated

from pydantic import Field, StrictInt

from minzheng_cli.model.base import Day, Flag, MeasureId, Part, Passage, TaskId, Text


class Group(Part):
    """One of the plan's groups of tasks (任务分组)."""

    number: Annotated[StrictInt, Field(ge=1, description="分组序号，与原文（一）（二）一致", examples=[1])]
    title: Annotated[
        Passage, Field(description="分组标题，原文照录", examples=["健全农村基层社会治理体系，协同推进治理有效"])
    ]


class Measure(Part):
    """One sentence of a task (举措)."""

    id: Annotated[MeasureId, Field(description="举措编号：任务编号加句序")]
    text: Annotated[
        Passage, Field(description="一句原文，含句末标点", examples=["完善村务公开制度，丰富公开内容、形式。"])
    ]


class Task(Part):
    """One task (任务) with its owners (责任处室) and units (责任单位), as its assignment words them."""

    id: Annotated[TaskId, Field(description="任务编号：T加原文序号")]
    group: Annotated[StrictInt, Field(ge=1, description="所属分组序号", examples=[2])]
    title: Annotated[Passage, Field(description="任务标题，原文照录", examples=["深化基层民主自治实践"])]
    owners: Annotated[
        tuple[Text, ...], Field(description="责任处室，用规范名称；原文没有分工的先不写", examples=[["社会救助处"]])
    ] = ()
    shared: Annotated[Flag, Field(description="原文写“分别负责”时为true：几个处室不分主次", examples=[True])] = False
    units: Annotated[tuple[Text, ...], Field(description="责任单位", examples=[["各地民政部门"]])] = ()
    assignment: Annotated[
        Passage | None,
        Field(
            description="责任分工原文，含括号；原文没有分工的不写",
            examples=["（责任处室：厅社会救助处，责任单位：各地民政部门）"],
        ),
    ] = None
    also_assigned: Annotated[
        tuple[Passage, ...],
        Field(
            description="责任分工的其余各处，原文照录：一项任务的分工分写在几处时，第一处以外的都写在这里",
            examples=[["（责任单位：市教育局、市科学技术局）"]],
        ),
    ] = ()
    deadline: Annotated[
        Passage | None,
        Field(description="任务的完成时限，原文照录；没有的不写", examples=["2023年6月底前"]),
    ] = None
    due: Annotated[
        Day | None,
        Field(description="完成时限写明的日子；“长期坚持”之类没有写明的不写", examples=["2023-06-30"]),
    ] = None
    basis: Annotated[
        Text | None,
        Field(
            description="责任处室、责任单位不是原文写的，写明依据：哪个文件",
            examples=["2023年6月1日印发的任务分工表"],
        ),
    ] = None
    measures: Annotated[tuple[Measure, ...], Field(min_length=1, description="举措，一句一条")]

    @property
    def assigning(self) -> tuple[str, ...]:
        """The words that assign the task, place by place; none where another paper (`basis`) does."""
        return (self.assignment, *self.also_assigned) if self.assignment else self.also_assigned

    @property
    def number(self) -> int:
        """The plan's own number of the task: 6 for T6."""
        return int(self.id[1:])


class TasksFile(Part):
    """All of `tasks.yaml`."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1, description="任务分组")]
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, description="任务")]
