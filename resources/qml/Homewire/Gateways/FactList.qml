// Labels and values, one a line.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    // List of {label, value}.
    property var facts: []

    spacing: Tokens.spaceS

    Repeater {
        model: root.facts.length

        Item {
            id: line

            required property int index
            readonly property var fact: root.facts[index] ?? ({})

            width: root.width
            height: Math.max(name.implicitHeight, value.implicitHeight)
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2").arg(fact.label ?? "").arg(fact.value ?? "")

            Label {
                id: name

                width: parent.width * 0.4
                text: line.fact.label ?? ""
                wrapMode: Text.Wrap
                isMuted: true
                isDecoration: true
            }

            Label {
                id: value

                x: parent.width * 0.42
                width: parent.width * 0.58
                text: line.fact.value ?? ""
                wrapMode: Text.Wrap
                isDecoration: true
            }
        }
    }
}
