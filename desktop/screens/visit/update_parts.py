"""A newer checklist, as the visit shows it: the quiet banner, the dialog that says what changes, the page of answers set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.models.update_rows import Group, Line, aside_groups, change_groups, figures
from desktop.screens.ports import OpenCase, Plan, Version
from desktop.widgets.parts import button, clear, column, hairline, pill, row, surface, text

Jump = Callable[[str], None]


class UpdateBanner(QFrame):
    """One line above the questionnaire while the shelf has a newer version. Hidden otherwise, and when it is put off."""

    look_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "suggest")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = row(self, margins=(16, 6, 10, 6), spacing=12)
        self._words = text("", "", wrap=True)
        self.look = button(self.tr("看看有什么变化"), self.look_wanted.emit, kind="link")
        self.later = button(self.tr("以后再说"), self.hide, kind="link")
        layout.addWidget(self._words, 1)
        layout.addWidget(self.look)
        layout.addWidget(self.later)
        self.hide()

    def offer(self, version: Version) -> None:
        words = self.tr("清单有新版本 {version}。已填的答案会沿用,更新前先看变化,更新后可以撤销。")
        self._words.setText(words.format(version=version.version))
        self.setAccessibleName(self._words.text())
        self.show()

    def words(self) -> str:
        """What it says; blank while hidden."""
        return "" if self.isHidden() else self._words.text()


class UpdateDialog(QDialog):
    """Everything that would change, before anything is done."""

    def __init__(self, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("撤销更新") if plan.is_undo else self.tr("更新清单"))
        self.resize(760, 600)
        layout = column(self, margins=(24, 20, 24, 16), spacing=12)
        title = self.tr("撤销更新:{a} → {b}") if plan.is_undo else self.tr("清单更新:{a} → {b}")
        layout.addWidget(text(title.format(a=plan.current.version, b=plan.target.version), "title"))
        layout.addWidget(text(self._explained(plan), "muted", wrap=True))
        layout.addLayout(_figure_row(plan))
        groups = change_groups(plan.differences)
        self.groups = GroupList(groups) if groups else None
        layout.addWidget(self.groups or text(self.tr("所有答案原样沿用。"), "strong"), 1)
        bar = row()
        bar.addWidget(text(self.tr("此刻什么也没有改动。"), "tiny"), 1)
        self.cancel = button(self.tr("先不动"), self.reject)
        self.accept_button = button(
            self.tr("撤销更新") if plan.is_undo else self.tr("更新清单"), self.accept, kind="primary"
        )
        bar.addWidget(self.cancel)
        bar.addWidget(self.accept_button)
        layout.addLayout(bar)
        self.accept_button.setDefault(True)
        self.accept_button.setFocus()

    def _explained(self, plan: Plan) -> str:
        if plan.is_undo:
            return self.tr(
                "更新时的改动全部还原。更新以后答的,原清单也问到的留在原处,其余的原样保留在“不再问的回答”里。"
            )
        return self.tr("答案按题目沿用,什么也不会丢:不再问的、要重新回答的,原答都保留着。封存之前随时可以撤销更新。")


def _figure_row(plan: Plan) -> QVBoxLayout:
    holder = column()
    line = row(spacing=12)
    for what, count, tone in figures(plan.differences):
        card = surface("card")
        inside = column(card, margins=(16, 10, 16, 10), spacing=2)
        figure = text(str(count), "figure")
        figure.setProperty("tone", tone)
        inside.addWidget(figure)
        inside.addWidget(text(what, "tiny"))
        card.setAccessibleName(f"{what} {count}")
        line.addWidget(card, 1)
    holder.addLayout(line)
    return holder


class GroupList(QScrollArea):
    """Groups of lines, one card each, scrolling."""

    def __init__(self, groups: Sequence[Group], jump: Jump | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._canvas = QWidget()
        self._canvas.setProperty("kind", "canvas")
        self._column = column(self._canvas, margins=(0, 0, 8, 0), spacing=12)
        self._jump = jump
        self._groups: tuple[Group, ...] = ()
        self.setWidget(self._canvas)
        self.show_groups(groups)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Built anew only where something changed, so that it neither scrolls nor loses the keyboard."""
        if tuple(groups) == self._groups:
            return
        self._groups = tuple(groups)
        clear(self._column)
        for group in groups:
            self._column.addWidget(self._card(group))
        self._column.addStretch(1)

    def said(self) -> tuple[str, ...]:
        """Every text in it, for who cannot see it."""
        return tuple(label.text() for label in self._canvas.findChildren(QLabel))

    def _card(self, group: Group) -> QFrame:
        card = surface("card")
        layout = column(card, margins=(16, 12, 16, 12), spacing=8)
        head = row(spacing=8)
        head.addWidget(text(group.heading, "heading"))
        head.addWidget(pill(str(len(group.lines)), group.tone))
        head.addStretch(1)
        layout.addLayout(head)
        if group.hint:
            layout.addWidget(text(group.hint, "tiny", wrap=True))
        for at, line in enumerate(group.lines):
            if at:
                layout.addWidget(hairline())
            layout.addLayout(self._line(line))
        return card

    def _line(self, line: Line) -> QVBoxLayout:
        layout = column(spacing=2)
        head = row(spacing=8)
        head.addWidget(text(line.title, "strong", wrap=True), 1)
        if line.path and self._jump is not None:
            jump, path = self._jump, line.path
            head.addWidget(button(_translate("去回答"), lambda: jump(path), kind="link"))
        layout.addLayout(head)
        for words, role in ((line.where, "tiny"), (line.words, ""), (line.note, "tiny")):
            if words:
                label = text(words, role, wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                layout.addWidget(label)
        return layout


class AsidePage(QWidget):
    """The answers that the case's checklist does not take, read only, as they were given (不再问的回答)."""

    undo_wanted = Signal()
    jump_wanted = Signal(str)

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self._opened = opened
        layout = column(self, margins=(22, 16, 22, 16), spacing=12)
        layout.addWidget(text(self.tr("不再问的回答"), "title"))
        layout.addWidget(
            text(
                self.tr("清单更新后不问的、要重新回答的,原答原样保留在这里,随案件封存,报告里列明;不参与评分。"),
                "muted",
                wrap=True,
            )
        )
        bar = row(spacing=12)
        self._origin = text("", "", wrap=True)
        self.undo = button(self.tr("撤销更新"), self.undo_wanted.emit)
        bar.addWidget(self._origin, 1)
        bar.addWidget(self.undo)
        layout.addLayout(bar)
        self.list = GroupList((), self.jump_wanted.emit)
        self._none = text(self.tr("没有不再问的回答:更新前的答案全部沿用了。"), "muted")
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self.show_origin(None)
        self.refresh()

    def refresh(self) -> None:
        files: dict[str, tuple[str, ...]] = {}
        for each in self._opened.attachments():
            files[each.question] = (*files.get(each.question, ()), each.name)
        groups = aside_groups(self._opened.set_aside, self._opened.session, files)
        self._none.setVisible(not groups)
        self.list.show_groups(groups)

    def show_origin(self, version: Version | None) -> None:
        """Where the last update came from; None where there is none to undo, or not any more."""
        checklist = self._opened.checklist
        if version is not None:
            words = self.tr("清单已由 {a} 更新到 {b}。封存之前可以撤销。")
            self._origin.setText(words.format(a=version.version, b=checklist.version))
        self._origin.setVisible(version is not None)
        self.undo.setVisible(version is not None)


def _translate(words: str) -> str:
    return QCoreApplication.translate("update", words)
