"""An empty QML window drawn in software: what no app of this kind can be without."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from tests.bench.processes import say

_WINDOW = b"""
import QtQuick
import QtQuick.Controls.Basic
ApplicationWindow { width: 1280; height: 800; visible: true; Button { text: "One" } }
"""

if __name__ == "__main__":
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    app = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(_WINDOW)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.grabWindow()
    say("drawn")
    app.exec()
