// The last failures and the log of a gateway, for whoever has to find out.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property bool isLogOpen: false
    readonly property var errors: GatewayDetail.errors.slice(0, 5)
    readonly property var lines: isLogOpen ? GatewayDetail.log : []

    spacing: Tokens.spaceM

    Label {
        text: qsTr("Last failures")
        isStrong: true
        isMuted: true
        Accessible.role: Accessible.Heading
    }

    Label {
        visible: root.errors.length === 0
        text: qsTr("None since the hub was started.")
        isMuted: true
    }

    Repeater {
        model: root.errors.length

        Column {
            id: failure

            required property int index
            readonly property var error: root.errors[index] ?? ({})

            width: root.width

            Label {
                width: parent.width
                text: qsTr("%1 · %2").arg(failure.error.when ?? "").arg(failure.error.text ?? "")
                wrapMode: Text.Wrap
            }

            Label {
                width: parent.width
                text: failure.error.detail ?? ""
                font.pixelSize: Tokens.fontCaption
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 3
                isMuted: true
            }
        }
    }

    Button {
        kind: "quiet"
        leftPadding: 0
        glyph: root.isLogOpen ? Glyphs.chevronDown : Glyphs.chevronRight
        text: root.isLogOpen ? qsTr("Hide log") : qsTr("Show log")
        Accessible.checkable: true
        Accessible.checked: root.isLogOpen
        onClicked: root.isLogOpen = !root.isLogOpen
    }

    Rectangle {
        width: parent.width
        height: Math.min(280, Math.max(56, list.contentHeight + 2 * Tokens.spaceM))
        visible: root.isLogOpen
        radius: Tokens.radiusControl
        color: Theme.surfaceSunken

        ListView {
            id: list

            anchors.fill: parent
            anchors.margins: Tokens.spaceM
            clip: true
            model: root.lines.length
            cacheBuffer: 0
            boundsBehavior: Flickable.StopAtBounds
            spacing: 2
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Log")

            delegate: Label {
                required property int index
                readonly property var entry: root.lines[index] ?? ({})

                width: ListView.view.width
                text: [entry.when, entry.text].join("  ")
                font.pixelSize: Tokens.fontCaption
                wrapMode: Text.WrapAnywhere
                color: entry.level === "error" ? Theme.alarm : entry.level === "warning" ? Theme.attention : Theme.text
            }
        }

        Label {
            anchors.centerIn: parent
            visible: root.lines.length === 0
            text: qsTr("Nothing was written down yet")
            isMuted: true
        }
    }
}
