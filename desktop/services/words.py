"""Words for states that more than one way out (window, command, report) has to name."""

from __future__ import annotations

from checklists.model.case import SetAsideReason

SET_ASIDE = {
    SetAsideReason.REMOVED: "现在的清单不再问",
    SetAsideReason.COMPUTED: "现在由程序计算",
    SetAsideReason.RETYPED: "答法变了",
    SetAsideReason.CHOICE: "原选项已取消",
    SetAsideReason.UNIT: "计量单位变了",
    SetAsideReason.RELOCATED: "移入或移出了明细表",
    SetAsideReason.ROWS: "现在的清单没有这一行",
}
