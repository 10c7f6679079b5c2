// Everything that rings or is being spoken with, above all else. Control and Enter takes the first.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme

Column {
    id: root

    readonly property var calls: Talk.calls
    readonly property var ringing: calls.find(call => call.isRinging) ?? null

    spacing: Tokens.spaceS

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: root.ringing !== null
        onActivated: Talk.answerCall(root.ringing.call)
    }

    Repeater {
        model: root.calls.length

        CallCard {
            required property int index

            width: root.width
            callEntry: root.calls[index] ?? ({})
        }
    }
}
