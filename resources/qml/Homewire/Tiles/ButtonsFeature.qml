// What a device can be told, as buttons. Those that need a code ask for it first.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property Feature feature
    readonly property var buttons: feature.map.buttons ?? []
    property string waitingAction: ""

    function send(action: string, code: string) {
        Tiles.press(feature.entityId, feature.id, action, code);
    }

    implicitHeight: Tokens.sizeFeatureRow

    ButtonRow {
        id: row

        width: parent.width
        buttons: root.buttons
        color: root.feature.color
        isEnabled: root.feature.isEnabled
        onChosen: action => {
            const button = root.buttons.find(candidate => candidate.action === action);
            if (button && button.needsCode) {
                root.waitingAction = action;
                codeDialog.active = true;
            } else {
                root.send(action, "");
            }
        }
    }

    Loader {
        id: codeDialog

        active: false
        sourceComponent: CodeDialog {
            title: root.feature.entityName
            isNumeric: (root.feature.map.codeFormat ?? "number") === "number"
            onEntered: code => root.send(root.waitingAction, code)
            onClosed: codeDialog.active = false
            Component.onCompleted: open()
        }
    }
}
