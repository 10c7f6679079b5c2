// The tinted disc of a tile: what it is, how it is, and whether something asked of it is still on its way.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

Item {
    id: root

    property string glyph: ""
    // A round picture in place of the glyph.
    property string picture: ""
    property color color: Theme.neutral
    property bool isTinted: true
    property bool isPending: false
    // Up to one small mark at the corner: {icon, tint}.
    property string badgeGlyph: ""
    property color badgeColor: Theme.attention
    property int size: Tokens.sizeDisc

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: root.isTinted ? Theme.tint(root.color) : Theme.surfaceSunken
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: root.color
    }

    Icon {
        anchors.centerIn: parent
        glyph: root.glyph
        visible: root.picture === ""
        size: Math.round(root.size * 0.6)
        color: root.color
    }

    Loader {
        anchors.fill: parent
        anchors.margins: 2
        active: root.picture !== ""
        sourceComponent: Image {
            source: root.picture
            sourceSize: Qt.size(2 * root.size, 2 * root.size)
        }
    }

    Loader {
        anchors.fill: parent
        anchors.margins: -3
        active: root.isPending
        sourceComponent: PendingArc {
            color: root.color
        }
    }

    Loader {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: -4
        active: root.badgeGlyph !== ""
        sourceComponent: Rectangle {
            width: 18
            height: 18
            radius: 9
            color: Theme.surface

            Icon {
                anchors.centerIn: parent
                glyph: root.badgeGlyph
                size: 14
                color: root.badgeColor
            }
        }
    }
}
