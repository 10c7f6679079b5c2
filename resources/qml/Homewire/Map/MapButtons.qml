// Nearer, farther, everything.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    signal zoomAsked(real steps)
    signal allAsked

    implicitWidth: Tokens.sizeTarget
    implicitHeight: column.implicitHeight
    radius: Tokens.radiusControl
    color: Theme.surface
    border.width: 1
    border.color: Theme.isHighContrast ? Theme.controlEdge : Theme.outline

    Column {
        id: column

        IconButton {
            glyph: Glyphs.add
            color: Theme.text
            text: qsTr("Nearer")
            onClicked: root.zoomAsked(1)
        }

        IconButton {
            glyph: Glyphs.minus
            color: Theme.text
            text: qsTr("Farther")
            onClicked: root.zoomAsked(-1)
        }

        IconButton {
            objectName: "mapAll"
            glyph: Glyphs.mapAll
            color: Theme.text
            text: qsTr("Show everything")
            onClicked: root.allAsked()
        }
    }
}
