"""The small windows of the visit: the shortcuts, the check before leaving, a remark, a photo enlarged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from desktop.models.open_points import OpenPoint
from desktop.widgets.parts import button, column, row, text


class HelpDialog(QDialog):
    """F1: the shortcuts, in one column each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("帮助"))
        layout = column(self, margins=(24, 20, 24, 16), spacing=12)
        layout.addWidget(text(self.tr("快捷键"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for at, (keys, what) in enumerate(self._shortcuts()):
            grid.addWidget(text(keys, "strong"), at, 0)
            grid.addWidget(text(what), at, 1)
        layout.addLayout(grid)
        layout.addWidget(
            text(
                self.tr("每填一项就自动保存,断电也不会丢。金额可以写 18.6万,日期可以写 1118 或 今天。"),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(button(self.tr("知道了"), self.accept, kind="primary"), 0, Qt.AlignmentFlag.AlignRight)

    def _shortcuts(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Enter", self.tr("下一个问题(表格里:下一格,最后一格后新增一行)")),
            ("Tab / Shift+Tab", self.tr("前后移动")),
            ("1 2 3 4 / ← →", self.tr("在按钮里选择")),
            ("Ctrl+K", self.tr("输入几个字,跳到问题")),
            ("Ctrl+PageUp / PageDown", self.tr("上一节、下一节")),
            ("Ctrl+Z / Ctrl+Shift+Z", self.tr("撤销、重做")),
            ("Ctrl+V / Ctrl+D", self.tr("表格里:从 Excel 粘贴、向下填充")),
            ("Ctrl+Delete", self.tr("表格里:删除所在行")),
            ("Ctrl+Enter", self.tr("表格里:离开表格,去下一个问题")),
            ("F2", self.tr("检验、评分与额度表里:这个数怎么来的")),
            ("F6", self.tr("给当前问题加照片或文件")),
            ("F7", self.tr("给当前问题写备注")),
            ("F8", self.tr("去下一个最有用的问题")),
            ("F9", self.tr("离场检查")),
            ("Alt+←", self.tr("回到案件列表")),
        )


class LeaveDialog(QDialog):
    """The check before leaving (离场检查): what cannot be made up for once the investigators are gone."""

    def __init__(self, points: Sequence[OpenPoint], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("离场检查"))
        self.resize(620, 520 if points else 160)
        self._chosen = ""
        layout = column(self, margins=(20, 18, 20, 14), spacing=10)
        title = self.tr("可以离场:没有遗漏") if not points else self.tr("还有 {n} 处要处理").format(n=len(points))
        layout.addWidget(text(title, "title"))
        words = (
            self.tr("离开后补不了的,请现在补上;确实做不了的,写明理由。")
            if points
            else self.tr("各节都已填完,没有不合规的答案。")
        )
        layout.addWidget(text(words, "muted", wrap=True))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("要处理的问题"))
        for point in points:
            item = QListWidgetItem(point.words)
            item.setData(Qt.ItemDataRole.UserRole, point.path)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemClicked.connect(self._on_activated)
        self.list.setVisible(bool(points))
        layout.addWidget(self.list, 1)
        if not points:
            layout.addStretch(1)
        layout.addWidget(button(self.tr("关闭"), self.reject), 0, Qt.AlignmentFlag.AlignRight)

    def path(self) -> str:
        """The question that was chosen; blank where none was."""
        return self._chosen

    def _on_activated(self, item: QListWidgetItem) -> None:
        self._chosen = str(item.data(Qt.ItemDataRole.UserRole))
        self.accept()


class RemarkDialog(QDialog):
    """A remark of the investigator on one question or check."""

    def __init__(self, subject: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("备注"))
        self.resize(480, 260)
        layout = column(self, margins=(20, 18, 20, 14), spacing=10)
        layout.addWidget(text(subject, "heading", wrap=True))
        self.box = QPlainTextEdit(words)
        self.box.setAccessibleName(self.tr("备注"))
        self.box.setPlaceholderText(self.tr("写看到的事实、谁说的、凭什么"))
        layout.addWidget(self.box, 1)
        bar = row()
        bar.addStretch(1)
        bar.addWidget(button(self.tr("取消"), self.reject))
        bar.addWidget(button(self.tr("保存"), self.accept, kind="primary"))
        layout.addLayout(bar)

    def words(self) -> str:
        return self.box.toPlainText().strip()


class RemovalDialog(QDialog):
    """Asks before a file is taken out of the case: it is not kept anywhere else."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("取出文件"))
        layout = column(self, margins=(20, 18, 20, 14), spacing=10)
        layout.addWidget(text(self.tr("把“{name}”从案件中取出?").format(name=name), "heading", wrap=True))
        layout.addWidget(text(self.tr("文件取出后不能恢复;加入和取出都留在审计轨迹里。"), "muted", wrap=True))
        bar = row()
        bar.addStretch(1)
        self.keep_button = button(self.tr("保留"), self.reject)
        self.remove_button = button(self.tr("取出"), self.accept, kind="primary")
        bar.addWidget(self.keep_button)
        bar.addWidget(self.remove_button)
        layout.addLayout(bar)


class PhotoDialog(QDialog):
    """A photo at the size of the window."""

    closed = Signal()

    def __init__(self, name: str, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("照片"))
        label = QLabel()
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAccessibleName(name)
        size = parent.size() * 0.85
        label.setPixmap(
            QPixmap.fromImage(image).scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        layout = column(self, margins=(12, 12, 12, 12))
        layout.addWidget(label)
        layout.addWidget(text(name, "tiny"), 0, Qt.AlignmentFlag.AlignCenter)
