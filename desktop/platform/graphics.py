"""Who draws: the graphics card, or Qt's software renderer where there is none worth the name.

OpenGL in software (llvmpipe in virtual machines and remote sessions) costs six to ten times the
CPU of Qt's own software renderer, so it is found out before the first window.
"""

from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

GL_RENDERER = 0x1F01
SLOW_RENDERERS = ("llvmpipe", "softpipe", "swrast", "basic render")
PLATFORMS_WITHOUT_GL = frozenset({"offscreen", "minimal", "vnc"})


def choose_renderer(*, is_software_wanted: bool) -> bool:
    """Choose who draws, before any window exists; return whether it is software."""
    is_software = is_software_wanted or not has_graphics_card()
    if is_software:
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    return is_software


def has_graphics_card() -> bool:
    """Say whether OpenGL is there and is not itself software."""
    if QGuiApplication.platformName() in PLATFORMS_WITHOUT_GL:
        return False
    surface = QOffscreenSurface()
    surface.create()
    context = QOpenGLContext()
    if not context.create() or not context.makeCurrent(surface):
        return False
    try:
        name = str(context.functions().glGetString(GL_RENDERER) or "")
    finally:
        context.doneCurrent()
    return is_fast_renderer(name)


def is_fast_renderer(name: str) -> bool:
    """Judge OpenGL's own name of who draws."""
    return bool(name) and not any(slow in name.casefold() for slow in SLOW_RENDERERS)
