"""Signals (线索): what coincides in the case and with the laptop's others, what to ask, and what the investigator says to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from checklists.model import signals as model
from desktop.models.insight import Names
from desktop.style.theme import set_role
from desktop.widgets.parts import button, clear, column, hairline, row, surface, text

_TONES = {"major": "bad", "medium": "warn", "minor": ""}
_MOST_SOURCES = 3


class SignalsCard(QWidget):
    """All signals of the case below one another; each asks for its own explanation."""

    jump_wanted = Signal(str)
    remarked = Signal(str, str)
    compare_wanted = Signal()

    def __init__(self, names: Names, *, is_sealed: bool) -> None:
        super().__init__()
        self._names = names
        self._is_sealed = is_sealed
        self._blocks: dict[str, SignalBlock] = {}
        card = surface("card")
        column(self, spacing=0).addWidget(card)
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        head = row()
        head.addWidget(text(self.tr("线索:重复、雷同与不符"), "heading"))
        head.addStretch(1)
        self.again = button(self.tr("重新比对"), self.compare_wanted.emit, kind="link")
        self.again.setToolTip(self.tr("与本机其他案件再比对一次"))
        self.again.setVisible(not is_sealed)
        head.addWidget(self.again)
        layout.addLayout(head)
        self.summary = text("", "muted", wrap=True)
        layout.addWidget(self.summary)
        self._list: QVBoxLayout = column(spacing=10)
        layout.addLayout(self._list)
        self._gaps = text("", "tiny", wrap=True)
        layout.addWidget(self._gaps)

    def show_signals(self, signals: model.Signals) -> None:
        """Refills the list; an explanation that is being written stays in its field."""
        if list(self._blocks) != [each.key for each in signals.found]:
            clear(self._list)
            self._blocks = {each.key: self._block(each) for each in signals.found}
        for each in signals.found:
            self._blocks[each.key].show_signal(each)
        self.summary.setText(self._summary(signals))
        self._gaps.setText(self.tr("未能比对:") + "".join(signals.gaps) if signals.gaps else "")
        self._gaps.setVisible(bool(signals.gaps))

    def _summary(self, signals: model.Signals) -> str:
        if signals.compared is None:
            compared = self.tr("尚未与本机其他案件比对")
        else:
            compared = self.tr("已与本机其他 {n} 件案件比对").format(n=signals.compared)
        if not signals.found:
            return self.tr("{compared},没有发现线索。").format(compared=compared)
        return self.tr("{compared}。线索只说明哪里重合、不符,不是结论;核实后逐条写明。").format(compared=compared)

    def _block(self, signal: model.Signal) -> SignalBlock:
        block = SignalBlock(signal, self._names, is_sealed=self._is_sealed)
        block.jump_wanted.connect(self.jump_wanted)
        block.remarked.connect(self.remarked)
        if self._list.count():
            self._list.addWidget(hairline())
        self._list.addWidget(block)
        return block


class SignalBlock(QFrame):
    """One signal: what coincides, what to ask, where it comes from, and the explanation."""

    jump_wanted = Signal(str)
    remarked = Signal(str, str)

    def __init__(self, signal: model.Signal, names: Names, *, is_sealed: bool) -> None:
        super().__init__()
        self._subject = model.signal_subject(signal.key)
        layout = column(self, spacing=6)
        head = row()
        head.addWidget(text(signal.label, "strong", wrap=True), 1)
        self._state = text("", "pill")
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self._sentence = text("", "", wrap=True)
        self._ask = text("", "muted", wrap=True)
        layout.addWidget(self._sentence)
        layout.addWidget(self._ask)
        sources = row(spacing=12)
        for path in signal.paths[:_MOST_SOURCES]:
            go = button(names.of(path), partial(self.jump_wanted.emit, path), kind="link")
            go.setAccessibleName(self.tr("看 {what} 的来源").format(what=names.of(path)))
            sources.addWidget(go)
        sources.addStretch(1)
        layout.addLayout(sources)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(self.tr("线索说明"))
        self.words.setPlaceholderText(self.tr("问了谁、看了什么、为什么重合"))
        self.words.setFixedHeight(52)
        self.words.setTabChangesFocus(True)
        self.words.setReadOnly(is_sealed)
        self.save = button(self.tr("保存说明"), self._on_save)
        self.save.setVisible(not is_sealed)
        layout.addWidget(self.words)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_signal(self, signal: model.Signal) -> None:
        severities = {"major": self.tr("重大"), "medium": self.tr("中等"), "minor": self.tr("一般")}
        weight = severities[signal.severity]
        self._state.setText(weight if signal.is_open else self.tr("{weight} · 已说明").format(weight=weight))
        set_role(self._state, _TONES[signal.severity] if signal.is_open else "", name="tone")
        self._sentence.setText(signal.sentence)
        self._ask.setText(self.tr("怎么核:{ask}。依据:{source}").format(ask=signal.ask, source=signal.source))
        if not self.words.hasFocus():
            self.words.setPlainText(signal.remark)

    def _on_save(self) -> None:
        self.remarked.emit(self._subject, self.words.toPlainText().strip())
