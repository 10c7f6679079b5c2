// Something the home wants people to read: what it is, who says it, and what can be done about it.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    required property string noticeId
    required property string title
    required property string text
    required property string severityText
    required property string icon
    required property string tint
    required property string fromText
    required property bool isRead
    required property var actions
    required property string entityId
    required property bool isOfGateway
    readonly property color ink: Theme.color(tint)
    readonly property string heading: title !== "" ? title : text
    readonly property bool hasSubject: entityId !== "" || isOfGateway

    implicitHeight: Math.max(disc.height, column.implicitHeight) + 2 * Tokens.spaceM
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: isRead && !Theme.isHighContrast ? 0 : 1
    border.color: isRead ? Theme.outline : ink
    Accessible.role: Accessible.Grouping
    Accessible.name: [severityText, title, text, fromText].filter(part => part !== "").join(", ")

    IconDisc {
        id: disc

        x: Tokens.spaceM
        y: Tokens.spaceM
        size: 36
        glyph: root.icon
        color: root.isRead ? Theme.neutral : root.ink
    }

    Column {
        id: column

        anchors.left: disc.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: leave.left
        y: Tokens.spaceM
        spacing: 2

        Label {
            width: parent.width
            text: root.heading
            wrapMode: Text.Wrap
            isStrong: !root.isRead
            font.pixelSize: Tokens.fontName
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: root.title !== ""
            text: root.text
            wrapMode: Text.Wrap
            isDecoration: true
        }

        Label {
            width: parent.width
            text: root.fromText
            wrapMode: Text.Wrap
            font.pixelSize: Tokens.fontCaption
            isMuted: true
            isDecoration: true
        }

        Flow {
            width: parent.width
            topPadding: Tokens.spaceS
            spacing: Tokens.spaceS
            visible: root.actions.length > 0 || root.hasSubject

            Repeater {
                model: root.actions.length

                Button {
                    required property int index
                    readonly property var offer: root.actions[index] ?? ({})

                    width: Math.min(implicitWidth, column.width)
                    text: offer.title ?? ""
                    onClicked: Notices.act(root.noticeId, offer.id)
                }
            }

            Button {
                visible: root.hasSubject
                kind: "quiet"
                leftPadding: root.actions.length > 0 ? Tokens.spaceL : 0
                text: qsTr("Show")
                Accessible.name: qsTr("Show what it is about: %1").arg(root.heading)
                onClicked: {
                    if (root.entityId !== "")
                        Detail.open(root.entityId);
                    else
                        App.navigate("gateways");
                }
            }
        }
    }

    IconButton {
        id: leave

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceXs
        y: Tokens.spaceXs
        glyph: root.isRead ? Glyphs.remove : Glyphs.check
        iconSize: 20
        text: root.isRead ? qsTr("Remove for everybody: %1").arg(root.heading) : qsTr("Mark as read: %1").arg(root.heading)
        onClicked: {
            if (root.isRead)
                Notices.dismiss(root.noticeId);
            else
                Notices.read(root.noticeId);
        }
    }
}
