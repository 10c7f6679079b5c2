// A notice that came while somebody looks at another page; it is kept where notices are.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    readonly property var notice: Notices.fresh
    readonly property string words: [notice.title ?? "", notice.text ?? ""].filter(part => part !== "").join(": ")
    readonly property color ink: Theme.color(notice.tint ?? "")

    visible: words !== "" && App.page !== "activity" && App.page !== "home"
    implicitHeight: visible ? column.implicitHeight + 2 * Tokens.spaceM : 0
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: 1
    border.color: ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: [notice.severityText ?? "", words].join(", ")

    Icon {
        id: mark

        x: Tokens.spaceL
        y: Tokens.spaceL
        glyph: root.notice.icon ?? ""
        size: 22
        color: root.ink
    }

    Column {
        id: column

        anchors.left: mark.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: leave.left
        anchors.rightMargin: Tokens.spaceXs
        y: Tokens.spaceM
        topPadding: 6

        Label {
            width: parent.width
            text: root.words
            wrapMode: Text.Wrap
            maximumLineCount: 4
            isDecoration: true
        }

        Button {
            kind: "quiet"
            leftPadding: 0
            text: qsTr("Show")
            onClicked: {
                Notices.putAside();
                App.searchText = "";
                App.navigate("activity");
            }
        }
    }

    IconButton {
        id: leave

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceXs
        y: Tokens.spaceXs
        glyph: Glyphs.close
        iconSize: 20
        text: qsTr("Later")
        onClicked: Notices.putAside()
    }
}
