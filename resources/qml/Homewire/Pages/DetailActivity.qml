// Who changed it and when.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    visible: Detail.activity.length > 0
    spacing: 2

    Label {
        text: qsTr("What happened")
        isStrong: true
        font.pixelSize: Tokens.fontName
        bottomPadding: 6
        Accessible.role: Accessible.Heading
    }

    Repeater {
        model: Math.min(8, Detail.activity.length)

        Item {
            id: line

            required property int index
            readonly property var entry: Detail.activity[index] ?? ({})

            width: root.width
            height: 32
            Accessible.role: Accessible.StaticText
            Accessible.name: [entry.when, entry.text, entry.who].filter(part => part).join(", ")

            Label {
                anchors.left: parent.left
                anchors.right: who.left
                anchors.rightMargin: Tokens.spaceM
                anchors.verticalCenter: parent.verticalCenter
                text: line.entry.text ?? ""
                isDecoration: true
            }

            Label {
                id: who

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, parent.width * 0.6)
                text: [line.entry.who, line.entry.when].filter(part => part).join(" · ")
                isMuted: true
                isDecoration: true
            }
        }
    }
}
