// What was found on the network by itself. Searches for as long as it is shown, and says so.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    // The page has another way to add by address in plain sight.
    property bool hasOtherWay: false

    signal addressAsked

    spacing: Tokens.spaceS
    Component.onCompleted: FoundGateways.watch()
    Component.onDestruction: FoundGateways.unwatch()

    Item {
        width: parent.width
        height: Math.max(heading.implicitHeight, 24)

        Label {
            id: heading

            width: parent.width - (search.visible ? search.width + Tokens.spaceS : 0)
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Found on your network")
            wrapMode: Text.Wrap
            isStrong: true
            isMuted: true
            Accessible.role: Accessible.Heading
        }

        Row {
            id: search

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: FoundGateways.isSearching
            spacing: Tokens.spaceS

            PendingArc {
                anchors.verticalCenter: parent.verticalCenter
                width: 16
                height: 16
                color: Theme.accent
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Searching …")
                isMuted: true
                font.pixelSize: Tokens.fontCaption
            }
        }
    }

    Repeater {
        model: FoundGateways

        FoundRow {
            width: root.width
        }
    }

    Rectangle {
        width: parent.width
        height: Math.max(64, nothing.implicitHeight + 2 * Tokens.spaceL)
        visible: FoundGateways.count === 0
        radius: Tokens.radiusTile
        color: "transparent"
        border.width: 1
        border.color: Theme.outline

        Icon {
            id: mark

            x: Tokens.spaceL
            anchors.verticalCenter: parent.verticalCenter
            glyph: Glyphs.found
            color: Theme.textMuted
        }

        Label {
            id: nothing

            anchors.left: mark.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: addressButton.visible ? addressButton.left : parent.right
            anchors.rightMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            text: FoundGateways.problemText !== "" ? qsTr("The hub hears nothing on its network (%1). Add systems by address.").arg(FoundGateways.problemText) : FoundGateways.isAvailable ? qsTr("Nothing found yet. Some systems do not announce themselves: add them by address.") : qsTr("This hub does not look around by itself: add systems by address.")
            wrapMode: Text.Wrap
            isMuted: true
        }

        Button {
            id: addressButton

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.hasOtherWay && root.width > 420
            kind: "quiet"
            text: qsTr("Add by address")
            onClicked: root.addressAsked()
        }
    }

    Button {
        visible: FoundGateways.ignoredCount > 0
        kind: "quiet"
        leftPadding: 0
        text: FoundGateways.showsIgnored ? qsTr("Hide what I ignore") : qsTr("Show %n ignored", "", FoundGateways.ignoredCount)
        onClicked: FoundGateways.showsIgnored = !FoundGateways.showsIgnored
    }
}
