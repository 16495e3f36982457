"""Header and footer of an open case: whose it is, that it is saved, what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame

from checklists.model.case import Case
from desktop.style.theme import set_role
from desktop.widgets.parts import button, pill, row, text


class Header(QFrame):
    back_wanted = Signal()
    photo_wanted = Signal()
    remark_wanted = Signal()
    leave_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, case: Case, checklist: str) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self.setFixedHeight(52)
        layout = row(self, margins=(12, 0, 16, 0), spacing=10)
        back = button("", self.back_wanted.emit, kind="link", icon_name="back")
        back.setToolTip(self.tr("回到案件列表  (Alt+←)"))
        back.setAccessibleName(self.tr("回到案件列表"))
        self._client = text("", "client")
        self._saved = pill(self.tr("离线可用"), "ok")
        layout.addWidget(back)
        layout.addWidget(self._client)
        layout.addWidget(pill(checklist))
        layout.addWidget(self._saved)
        layout.addStretch(1)
        people = " · ".join(person.name for person in case.investigators)
        if people:
            layout.addWidget(pill(people))
        self.languages = QComboBox()
        self.languages.setAccessibleName(self.tr("问卷的语言"))
        self.languages.setToolTip(self.tr("问卷的语言，已填的内容不变"))
        self.languages.activated.connect(lambda at: self.language_wanted.emit(str(self.languages.itemData(at))))
        self.languages.hide()
        layout.addWidget(self.languages)
        self.photo_button = button(self.tr("照片 F6"), self.photo_wanted.emit)
        self.remark_button = button(self.tr("备注 F7"), self.remark_wanted.emit)
        self.leave_button = button(self.tr("离场检查"), self.leave_wanted.emit, kind="primary")
        for each in (self.photo_button, self.remark_button, self.leave_button):
            layout.addWidget(each)

    def offer_languages(self, languages: Sequence[str], chosen: str) -> None:
        """The languages that the form speaks; nothing to choose where it is one."""
        self.languages.clear()
        for language in languages:
            self.languages.addItem(language.partition(" (")[0], language)
        self.languages.setCurrentIndex(max(0, self.languages.findData(chosen)))
        self.languages.setVisible(len(languages) > 1)

    def show_client(self, name: str) -> None:
        self._client.setText(name or self.tr("未填客户"))

    def show_saved(self, at: datetime | None, *, unsaved: int) -> None:
        """``已保存 14:32:07``, only for what the store has confirmed."""
        if unsaved:
            self._saved.setText(self.tr("● 正在保存"))
        elif at is not None:
            self._saved.setText(self.tr("● 离线 · 已保存 {at}").format(at=f"{at:%H:%M:%S}"))
        set_role(self._saved, "ok", name="tone")

    def show_unsaved(self, words: str) -> None:
        self._saved.setText(self.tr("▲ 没有保存"))
        self._saved.setToolTip(words)
        set_role(self._saved, "bad", name="tone")

    def show_sealed(self) -> None:
        self._saved.setText(self.tr("■ 已封存,不能再改"))
        set_role(self._saved, "warn", name="tone")
        for each in (self.photo_button, self.remark_button, self.leave_button):
            each.setVisible(False)

    def saved_words(self) -> str:
        return self._saved.text()


class Footer(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "footer")
        self.setFixedHeight(30)
        layout = row(self, margins=(16, 0, 16, 0), spacing=16)
        self._left = text("", "tiny")
        layout.addWidget(self._left, 1)
        layout.addWidget(text(self.tr("Ctrl+K 跳转 · Ctrl+PageUp/PageDown 换节 · Ctrl+Z 撤销 · F1 帮助"), "tiny"))

    def show_words(self, words: str) -> None:
        self._left.setText(words)
