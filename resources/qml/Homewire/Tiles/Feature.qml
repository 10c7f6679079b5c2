// What an editor knows of the feature it edits.
import QtQuick
import Homewire.Theme

QtObject {
    property string entityId
    property string entityName
    // The feature map of the view model; empty when there is none.
    property var map: ({})
    property color color: Theme.accent
    property bool isPending: false
    property bool isEnabled: true
    // In the detail sheet there is room for the full form.
    property bool isFull: false

    readonly property string id: map.id ?? ""
    readonly property string label: map.label ?? ""
    // What a screen reader says, where the tile around is not in sight.
    readonly property string fullLabel: entityName === "" ? label : qsTr("%1, %2").arg(entityName).arg(label)
}
