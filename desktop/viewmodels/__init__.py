"""What the QML module ``Homewire.Desktop`` offers: models and singletons without sockets.

They learn through ``apply(event)`` and act through :class:`desktop.viewmodels.commands.Commands`.
"""

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0
