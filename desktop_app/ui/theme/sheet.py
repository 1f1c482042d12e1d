"""The style sheet, with the palette's names where colours stand (`@ink`).

An 8-pixel grid; corners of 6 to 8 pixels; borders only where space will not do. What has the focus has a ring in the
accent's colour: a border that is there from the start and only changes its colour, so that nothing moves.
"""

SHEET = """
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMainWindow, QDialog { background: @chrome; }
QToolTip { background: @raised; color: @ink; border: 1px solid @line; padding: 4px 8px; }

QFrame[role="bar"] { background: @chrome; border: none; }
QFrame[role="bar"][active="true"] { border-bottom: 2px solid @accent; }
QFrame[role="pane"] { background: @chrome; border: none; }
QFrame[role="pane"][over="true"] { border-left: 1px solid @line; }
QFrame[role="page"] { background: @paper; border: none; }
QFrame[role="card"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[role="card"]:focus { border: 1px solid @accent; }
QFrame[role="card"][active="true"] { border: 2px solid @accent; }
QFrame[role="line"] { background: @line; border: none; }

QLabel[role="heading"] { color: @muted; font-size: 11px; font-weight: 600; letter-spacing: 0.6px; }
QLabel[role="title"] { color: @ink; font-size: 20px; font-weight: 600; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="key"] {
    color: @muted; background: @chrome; border: 1px solid @line; border-radius: 4px; padding: 1px 6px; font-size: 11px;
}
QLabel[role="on-accent"] { color: @on_accent; font-weight: 600; }
QLabel[role="tag"] { color: @accent; background: @tint; border-radius: 9px; padding: 2px 8px; font-size: 11px; }

QToolButton { color: @ink; border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @pressed; }
QToolButton:checked { background: @tint; color: @accent; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @muted; }
QToolButton::menu-indicator { image: none; width: 0px; }
QToolButton[role="tool"] { padding: 5px; }

QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton {
    color: @ink; background: @raised; border: 1px solid @line; border-radius: 6px; padding: 6px 14px; min-height: 18px;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @pressed; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: transparent; }
QPushButton:default, QPushButton[role="primary"] {
    color: @on_accent; background: @accent; border-color: @accent; font-weight: 600;
}
QPushButton:default:disabled { color: @muted; background: transparent; border-color: @line; }
QPushButton:default:hover, QPushButton[role="primary"]:hover { background: @accent_over; }
QPushButton:default:focus, QPushButton[role="primary"]:focus { border: 2px solid @ink; padding: 5px 13px; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover { background: @hover; }
QPushButton[role="quiet"]:focus { border-color: @accent; }
QPushButton[role="room"] {
    color: @muted; background: transparent; border-color: transparent; border-radius: 8px; padding: 6px 18px;
}
QPushButton[role="room"]:hover { color: @ink; background: @hover; }
QPushButton[role="room"]:checked { color: @ink; background: @raised; border-color: @line; }
QPushButton[role="room"]:focus { border-color: @accent; }
QPushButton[role="chip"] { color: @muted; background: transparent; border-radius: 13px; padding: 3px 12px; }
QPushButton[role="chip"]:hover { color: @ink; }
QPushButton[role="chip"]:checked { color: @accent; background: @tint; border-color: @tint; font-weight: 600; }
QPushButton[role="chip"]:focus { border-color: @accent; }
QPushButton[role="pill"] {
    color: @accent; background: @tint; border-color: @tint; border-radius: 13px; padding: 3px 11px;
}
QPushButton[role="pill"]:hover, QPushButton[role="pill"]:focus { border-color: @accent; }

QLineEdit, QPlainTextEdit, QTextEdit[role="note"] {
    color: @ink; background: @raised; border: 1px solid @line; border-radius: 6px; padding: 5px 8px;
    selection-background-color: @selection; selection-color: @ink; placeholder-text-color: @muted;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit[role="note"]:focus { border: 1px solid @accent; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent; padding: 0; }
QLineEdit:disabled { color: @muted; background: transparent; }
QLineEdit[role="search"] { border-radius: 8px; padding: 6px 8px; }
QLineEdit[role="search"]:focus { border: 2px solid @accent; padding: 5px 7px; }

QComboBox, QAbstractSpinBox { min-height: 26px; }
QComboBox QAbstractItemView {
    background: @raised; border: 1px solid @line; padding: 4px; selection-background-color: @tint;
    selection-color: @ink; outline: none;
}

QMenuBar { background: @chrome; color: @ink; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 6px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; color: @ink; border: 1px solid @line; padding: 6px; }
QMenu::item { background: transparent; padding: 6px 28px 6px 14px; border-radius: 6px; }
QMenu::item:selected { background: @tint; color: @ink; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 6px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked {
    background: @tint; border: 1px solid @accent; border-radius: 5px; margin-left: 4px; padding: 3px;
}

QAbstractItemView { background: transparent; color: @ink; border: none; outline: none; placeholder-text-color: @muted; }
QAbstractItemView:window { background: @raised; border: 1px solid @line; }
QListView, QTreeView, QTableView { selection-background-color: @tint; selection-color: @ink; }
QListView::item, QTreeView::item { padding: 6px 8px; border: 1px solid transparent; border-radius: 6px; }
QListView[role="popup"] { background: @raised; border: 1px solid @line; padding: 2px; }
QListView::item:hover, QTreeView::item:hover { background: @hover; }
QListView::item:selected, QTreeView::item:selected { background: @tint; color: @accent; }
QListView::item:focus, QTreeView::item:focus { border: 1px solid @accent; }
QHeaderView::section { background: transparent; color: @muted; border: none; padding: 6px 8px; font-size: 11px; }
QTableView { gridline-color: @line; border: 1px solid transparent; border-radius: 6px; }
QTableView:focus { border-color: @accent; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @handle_over; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QCheckBox, QRadioButton { color: @ink; spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox:disabled, QRadioButton:disabled { color: @muted; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 12px; height: 12px; border: 1px solid @muted; border-radius: 3px; background: @raised;
}
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked { border-color: @accent; background: @accent; image: url("@tick"); }
QRadioButton::indicator:checked { border: 4px solid @accent; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; background: transparent; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: @muted; }
QTabBar::tab { background: transparent; color: @muted; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabWidget::pane { border: none; }
QProgressBar { background: @track; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QStatusBar { background: @chrome; color: @muted; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; font-size: 12px; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: @accent; }
"""
