// The technical side, one step away from everybody else: device, gateway and raw attributes.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    readonly property var facts: [[qsTr("Device"), Detail.deviceName], [qsTr("Model"), [Detail.manufacturer, Detail.deviceModel].filter(part => part !== "").join(" ")], [qsTr("Gateway"), Detail.gatewayTitle], [qsTr("Entity"), Detail.entityId], ...Detail.attributes.map(attribute => [attribute.name, attribute.value])].filter(fact => fact[1] !== "")

    spacing: 6

    Repeater {
        model: root.facts.length

        Item {
            id: line

            required property int index
            readonly property var fact: root.facts[index] ?? ["", ""]

            width: root.width
            height: value.implicitHeight
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2").arg(fact[0]).arg(fact[1])

            Label {
                width: parent.width * 0.4
                text: line.fact[0]
                isMuted: true
                isDecoration: true
            }

            Label {
                id: value

                x: parent.width * 0.42
                width: parent.width * 0.58
                text: line.fact[1]
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 3
                isDecoration: true
            }
        }
    }

    Button {
        kind: "quiet"
        leftPadding: 0
        glyph: Glyphs.copy
        text: qsTr("Copy details")
        onClicked: App.copy(root.facts.map(fact => fact.join(": ")).join("\n"))
    }
}
