// A problem that stays until it is read, with the next step beside it.
import QtQuick
import Homewire.Theme

Rectangle {
    id: root

    property string text: ""
    property string detail: ""
    property bool canRetry: false
    // How many more wait behind this one.
    property int waiting: 0
    property bool canCopy: detail !== ""

    signal dismissed
    signal retried
    signal copied

    implicitWidth: 420
    implicitHeight: column.implicitHeight + 2 * Tokens.spaceM
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: 1
    border.color: Theme.attention
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: mark

        x: Tokens.spaceL
        y: Tokens.spaceL
        glyph: Glyphs.attention
        size: 22
        color: Theme.attention
    }

    Column {
        id: column

        anchors.left: mark.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: closeButton.left
        anchors.rightMargin: Tokens.spaceXs
        y: Tokens.spaceM
        topPadding: 6

        Label {
            width: parent.width
            text: root.text
            wrapMode: Text.Wrap
            isDecoration: true
        }

        Label {
            visible: root.waiting > 0
            text: qsTr("%n more", "", root.waiting)
            font.pixelSize: Tokens.fontCaption
            isMuted: true
        }

        Row {
            visible: root.canRetry || root.canCopy

            Button {
                visible: root.canRetry
                kind: "quiet"
                leftPadding: 0
                text: qsTr("Try again")
                onClicked: root.retried()
            }

            Button {
                visible: root.canCopy
                kind: "quiet"
                leftPadding: root.canRetry ? Tokens.spaceL : 0
                text: qsTr("Copy details")
                onClicked: root.copied()
            }
        }
    }

    IconButton {
        id: closeButton

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceXs
        y: Tokens.spaceXs
        glyph: Glyphs.close
        iconSize: 20
        text: qsTr("Dismiss")
        onClicked: root.dismissed()
    }
}
