"""The trail of one figure as a tree: keyboard first, what stands behind the chosen line below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from checklists.assess.explain import Explained, Explanation
from desktop.services.explained import details, headline, kind_words, value_text
from desktop.widgets.parts import button, column, row, text

_OPEN_LEVELS = 1
_WIDTH, _HEIGHT = 820, 560
_TOLD = Qt.ItemDataRole.UserRole


class ExplanationDialog(QDialog):
    """Arrows walk and unfold the tree, Esc closes."""

    def __init__(self, explained: Explained, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("这个数怎么来的"))
        self.resize(_WIDTH, _HEIGHT)
        layout = column(self, margins=(20, 16, 20, 14), spacing=10)
        layout.addWidget(text(headline(explained.figure), "heading", wrap=True))
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("项目"), self.tr("数值"), self.tr("来源")])
        self.tree.setAccessibleName(self.tr("这个数怎么来的"))
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        first = self._item(explained.figure)
        self.tree.addTopLevelItem(first)
        self.tree.expandToDepth(_OPEN_LEVELS)
        layout.addWidget(self.tree, 1)
        self.behind = text("", "", wrap=True)
        self.behind.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.behind.setMinimumHeight(96)
        self.behind.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.behind)
        foot = row()
        version = self.tr("清单 {version} · {sha}").format(version=explained.version, sha=explained.sha256[:12])
        foot.addWidget(text(version, "tiny"))
        foot.addStretch(1)
        foot.addWidget(button(self.tr("关闭"), self.accept))
        layout.addLayout(foot)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.setCurrentItem(first)
        self.tree.setFocus()

    def _item(self, each: Explanation) -> QTreeWidgetItem:
        item = QTreeWidgetItem([each.label, value_text(each), kind_words(each)])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, each.label)
        item.setData(0, _TOLD, each)
        item.addChildren([self._item(below) for below in each.inputs])
        return item

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        each = item.data(0, _TOLD) if item is not None else None
        self.behind.setText("\n".join(details(each)) if isinstance(each, Explanation) else "")
