// Picks the small editor for one feature. The editor stays while only the values of its feature
// change, so that a finger on a slider is never interrupted by the home's answer.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

Item {
    id: root

    property string entityId
    property string entityName
    // A feature map of the view model, or null.
    property var feature: null
    property color color: Theme.accent
    property bool isPending: false
    property bool isAvailable: true
    property bool isFull: false

    readonly property string kind: feature ? feature.kind : ""
    // Files and not components of their own: a page has hundreds of rows, each with one editor.
    readonly property var editors: ({
            toggle: "ToggleFeature.qml",
            slider: "SliderFeature.qml",
            range: "RangeFeature.qml",
            stepper: "StepperFeature.qml",
            buttons: "ButtonsFeature.qml",
            options: "OptionsFeature.qml",
            color: "ColorFeature.qml",
            text: "TextFeature.qml",
            media: "MediaFeature.qml",
            place: "PlaceFeature.qml"
        })

    function edit() {
        const editor = editors[kind] ?? "";
        if (editor === "")
            loader.sourceComponent = undefined;
        else
            loader.setSource(editor, {
                feature: shared
            });
    }

    implicitHeight: kind === "" ? 0 : loader.implicitHeight
    onKindChanged: edit()

    Feature {
        id: shared

        entityId: root.entityId
        entityName: root.entityName
        map: root.feature ?? ({})
        color: root.color
        isPending: root.isPending
        isEnabled: root.isAvailable && (root.feature ?? {}).isEnabled !== false
        isFull: root.isFull
    }

    Loader {
        id: loader

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
