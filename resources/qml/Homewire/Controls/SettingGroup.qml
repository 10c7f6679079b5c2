// A card of settings under one heading.
import QtQuick
import Homewire.Theme

Column {
    id: root

    property string title: ""
    default property alias rows: rows.data

    spacing: Tokens.spaceS

    Label {
        text: root.title
        isStrong: true
        isMuted: true
        Accessible.role: Accessible.Heading
    }

    Rectangle {
        width: parent.width
        height: rows.implicitHeight
        radius: Tokens.radiusTile
        color: Theme.surface
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: Theme.outline

        Column {
            id: rows

            width: parent.width
        }
    }
}
