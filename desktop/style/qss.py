"""The style sheet of the whole window, made from the tokens of one theme.

Widgets say what they are by two dynamic properties: ``kind`` for surfaces and buttons, ``role`` for text. Colours stand only here
and in the few widgets that paint themselves.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from desktop.style.tokens import RADIUS_CARD, RADIUS_CONTROL, SIZE_BODY, SIZE_SMALL, SIZE_TINY, SIZE_TITLE, Theme

_SURFACES = Template("""
QWidget { color: $ink; font-size: ${small}px; }
QMainWindow, QWidget[kind="ground"] { background: $ground; }
QDialog { background: $pane; }
QWidget[kind="pane"] { background: $pane; }
QFrame[kind="header"] { background: $pane; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="footer"] { background: $pane; border: 0; border-top: 1px solid $line; }
QFrame[kind="rail"] { background: $pane; border: 0; border-right: 1px solid $line; }
QFrame[kind="insight"] { background: $pane; border: 0; border-left: 1px solid $line; }
QFrame[kind="rowpanel"] { background: transparent; border: 0; border-left: 3px solid $line; }
QFrame[kind="card"] { background: $pane; border: 1px solid $line; border-radius: ${card}px; }
QFrame[kind="suggest"] { background: $accent_wash; border: 0; border-radius: ${card}px; }
QFrame[kind="notice"] { background: $warn_wash; border: 0; border-radius: ${control}px; }
QFrame[kind="notice"][tone="bad"] { background: $bad_wash; }
QFrame[kind="notice"][tone="ok"] { background: $ok_wash; }
QFrame[kind="hairline"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="canvas"] { background: transparent; border: 0; }
QToolTip { background: $ink; color: $pane; border: 0; padding: 4px 8px; }
""")

_TEXT = Template("""
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="figure"] { font-size: 24px; font-weight: 700; }
QLabel[role="figure"][tone="ok"] { color: $ok; }
QLabel[role="figure"][tone="warn"] { color: $warn; }
QLabel[role="figure"][tone="bad"] { color: $bad; }
QLabel[role="client"] { font-size: 16px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${body}px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="muted"] { color: $ink2; }
QLabel[role="tiny"] { color: $ink2; font-size: ${tiny}px; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="accent"] { color: $accent; font-weight: 700; }
QLabel[role="pill"] { color: $ink2; font-size: ${tiny}px; background: $ground; border: 1px solid $line; border-radius: 11px; padding: 2px 10px; }
QLabel[role="strong"][tone="bad"] { color: $bad; }
QLabel[role="pill"][tone="ok"] { color: $ok; background: $ok_wash; border-color: $ok_wash; }
QLabel[role="pill"][tone="warn"] { color: $warn; background: $warn_wash; border-color: $warn_wash; }
QLabel[role="pill"][tone="bad"] { color: $bad; background: $bad_wash; border-color: $bad_wash; }
""")

_BUTTONS = Template("""
QPushButton { background: $pane; border: 1px solid $line; border-radius: ${control}px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover { background: $head; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $ink2; background: $ground; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $ground; color: $ink2; border-color: $line; font-weight: 400; }
QPushButton[kind="link"] { background: transparent; border: 0; color: $accent; padding: 2px 4px; text-align: left; }
QPushButton[kind="link"][tone="warn"] { color: $warn; }
QPushButton[kind="link"][tone="bad"] { color: $bad; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 2px; }
QPushButton[kind="segment"] { padding: 6px 14px; }
QPushButton[kind="segment"]:checked { background: $accent_wash; color: $accent; border-color: $accent; font-weight: 700; }
QPushButton[kind="segment"]:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton[kind="evidence"] { border: 1px dashed $unknown; padding: 0; min-width: 50px; max-width: 50px; min-height: 36px; max-height: 36px; }
QPushButton[kind="evidence"][filled="true"] { border: 0; min-width: 52px; max-width: 52px; min-height: 38px; max-height: 38px; }
QPushButton[kind="evidence"]:focus, QToolButton:focus { border: 2px solid $accent; }
QPushButton[kind="evidence"]:focus { min-width: 48px; max-width: 48px; min-height: 34px; max-height: 34px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${control}px; padding: 4px; }
QToolButton:hover { background: $head; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $ink2; border-radius: 8px; background: $pane; }
QRadioButton::indicator:checked { border: 1px solid $accent; background: $accent; }
QRadioButton::indicator:focus { border: 3px solid $accent; width: 10px; height: 10px; background: $accent_wash; }
QRadioButton::indicator:checked:focus { background: $accent; border: 3px solid $ink; }
QRadioButton::indicator:disabled { border-color: $unknown; }
QCheckBox, QRadioButton { background: transparent; spacing: 8px; }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $unknown; border-radius: 3px; background: $pane; }
QCheckBox::indicator:checked { border-color: $accent; image: url("$check"); }
QCheckBox::indicator:focus { border-color: $accent; }
""")

_EDITORS = Template("""
QLineEdit, QPlainTextEdit, QComboBox, QFrame[kind="field"] { background: $pane; border: 1px solid $line; border-radius: ${control}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { padding: 5px 10px; font-size: ${body}px; }
QLineEdit { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 4px 9px; }
QLineEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled, QComboBox:disabled { background: $ground; color: $ink2; }
QFrame[kind="field"][focused="true"] { border: 2px solid $accent; }
QFrame[kind="field"][closed="true"] { background: $ground; }
QFrame[kind="field"] QLineEdit, QFrame[kind="field"] QLineEdit:focus, QFrame[kind="field"] QLineEdit:read-only { border: 0; background: transparent; padding: 0; }
QComboBox { padding: 5px 10px; min-height: 22px; font-size: ${body}px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $pane; color: $ink; border: 1px solid $line; selection-background-color: $accent_wash; selection-color: $accent; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QComboBox QLineEdit:disabled { border: 0; background: transparent; padding: 0; min-height: 0; }
QTableView QLineEdit, QTableView QComboBox, QTableView QLineEdit:focus, QTableView QComboBox:focus { border: 2px solid $accent; border-radius: 0; padding: 0 6px; min-height: 0;
  font-size: ${small}px; }
""")

_TABLES = Template("""
QTableView, QTreeView, QListView { background: $pane; alternate-background-color: $pane; border: 1px solid $line; gridline-color: $line;
  selection-background-color: $accent_wash; selection-color: $ink; outline: 0; }
QTableView[kind="plain"] { border: 1px solid $pane; border-radius: ${control}px; }
QTableView:focus, QTreeView:focus { border: 1px solid $accent; }
QTableView::item { padding: 0 8px; }
QTableView::item:selected { background: $accent_wash; color: $ink; }
QTableView::item:focus { border: 2px solid $accent; }
QTableView[kind="plain"]::item, QTableView[kind="plain"]::item:focus { border: 0; border-bottom: 1px solid $line; }
QTreeView::item { min-height: 28px; padding: 0 6px; border: 0; border-bottom: 1px solid $line; }
QTreeView::item:selected { background: $accent_wash; color: $ink; }
QListView::item { min-height: 32px; padding: 0 8px; border: 0; }
QListView::item:selected { background: $accent_wash; color: $ink; }
QListView[kind="rail"] { border: 0; background: $pane; }
QHeaderView { background: $head; border: 0; }
QHeaderView::section { background: $head; color: $ink2; border: 0; border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 0 8px; min-height: 26px; }
QTableCornerButton::section { background: $head; border: 0; }
QHeaderView[kind="plain"]::section { background: $pane; border-right: 0; padding: 0 11px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $unknown; border-radius: 3px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: 0; max-height: 4px; min-height: 4px; border-radius: 2px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QMenu { background: $pane; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 20px; border-radius: 4px; }
QMenu::item:selected { background: $accent_wash; color: $accent; }
QPdfView { background: $ground; border: 0; }
""")


def stylesheet(theme: Theme, *, arrow: str = "", check: str = "") -> str:
    """The style sheet of ``theme``. ``arrow`` and ``check`` are the files of the two marks that a style sheet cannot draw."""
    values = asdict(theme) | {
        "title": SIZE_TITLE,
        "body": SIZE_BODY,
        "small": SIZE_SMALL,
        "tiny": SIZE_TINY,
        "card": RADIUS_CARD,
        "control": RADIUS_CONTROL,
        "arrow": arrow,
        "check": check,
    }
    return "".join(part.substitute(values) for part in (_SURFACES, _TEXT, _BUTTONS, _EDITORS, _TABLES))
