"""The window: Qt widgets over the services. The only package, with app.py, that knows Qt."""

import builtins

import PySide6.QtCore  # noqa: F401 - what is put right below is there from now on

# PySide puts itself before every import and reads the source of each module for whether it asks for `__feature__`,
# which none here does: a start imports a hundred modules. WORKAROUND https://bugreports.qt.io/browse/PYSIDE-2029
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
