// A person as a disc: their picture, else initials; the ground tells people apart, the letters say who.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    property string name: ""
    property string initials: ""
    // The person or their entity, by which their picture is known.
    property string personId: ""
    readonly property string picture: personId === "" ? "" : Portraits.pictures[personId] ?? ""
    property int size: 36

    readonly property var grounds: ["accent", "heat", "cool", "good", "light", "alarm"]
    readonly property int ground: {
        let sum = 0;
        for (const letter of name)
            sum += letter.charCodeAt(0);
        return sum % grounds.length;
    }

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: Theme.tint(Theme.color(grounds[ground]))
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.controlEdge
    Accessible.ignored: true

    Label {
        anchors.centerIn: parent
        text: root.initials
        font.pixelSize: Math.round(root.size * 0.38)
        isStrong: true
        isDecoration: true
    }

    Loader {
        anchors.fill: parent
        active: root.picture !== ""
        sourceComponent: Image {
            source: root.picture
            sourceSize: Qt.size(2 * root.size, 2 * root.size)
            smooth: true
        }
    }
}
