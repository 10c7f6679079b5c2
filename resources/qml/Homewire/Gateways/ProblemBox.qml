// Why something did not work, what may help, and the technical line one tap away.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    property string text: ""
    property string remedy: ""
    property string detail: ""

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    visible: text !== ""
    radius: Tokens.radiusControl
    color: Theme.tint(Theme.attention)
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.attention
    Accessible.role: Accessible.AlertMessage
    Accessible.name: [text, remedy].join(" ")

    Column {
        id: column

        x: Tokens.spaceL
        y: Tokens.spaceL
        width: parent.width - 2 * Tokens.spaceL
        spacing: Tokens.spaceXs

        Label {
            width: parent.width
            text: root.text
            isStrong: true
            wrapMode: Text.Wrap
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.remedy
            wrapMode: Text.Wrap
            isDecoration: true
        }

        Button {
            visible: root.detail !== ""
            kind: "quiet"
            leftPadding: 0
            glyph: Glyphs.copy
            text: qsTr("Copy details")
            onClicked: App.copy(root.detail)
        }
    }
}
