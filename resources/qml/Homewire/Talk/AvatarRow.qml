// A few people side by side, overlapping, with the number of those that do not fit.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls

Row {
    id: root

    // List of {who, initials}.
    property var people: []
    property int size: 20
    property int most: 4
    // What lies behind, so that each disc is cut out of the one before.
    property color ground: Theme.surface

    spacing: -size / 4
    Accessible.ignored: true

    Repeater {
        model: Math.min(root.most, root.people.length)

        Rectangle {
            id: cell

            required property int index
            readonly property var person: root.people[index] ?? ({})

            width: root.size + 2
            height: root.size + 2
            radius: width / 2
            color: root.ground

            Avatar {
                anchors.centerIn: parent
                size: root.size
                name: cell.person.who ?? ""
                initials: cell.person.initials ?? ""
            }
        }
    }

    Label {
        visible: root.people.length > root.most
        anchors.verticalCenter: parent.verticalCenter
        leftPadding: root.size / 4 + Tokens.spaceXs
        text: qsTr("+%1").arg(root.people.length - root.most)
        font.pixelSize: Tokens.fontCaption
        isMuted: true
        isDecoration: true
    }
}
