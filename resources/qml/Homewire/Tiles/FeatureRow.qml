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

    implicitHeight: kind === "" ? 0 : loader.implicitHeight

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
        sourceComponent: {
            switch (root.kind) {
            case "toggle":
                return toggleEditor;
            case "slider":
                return sliderEditor;
            case "range":
                return rangeEditor;
            case "stepper":
                return stepperEditor;
            case "buttons":
                return buttonsEditor;
            case "options":
                return optionsEditor;
            case "color":
                return colorEditor;
            case "text":
                return textEditor;
            case "media":
                return mediaEditor;
            case "place":
                return placeEditor;
            default:
                return null;
            }
        }
    }

    Component {
        id: toggleEditor

        ToggleFeature {
            feature: shared
        }
    }

    Component {
        id: sliderEditor

        SliderFeature {
            feature: shared
        }
    }

    Component {
        id: rangeEditor

        RangeFeature {
            feature: shared
        }
    }

    Component {
        id: stepperEditor

        StepperFeature {
            feature: shared
        }
    }

    Component {
        id: buttonsEditor

        ButtonsFeature {
            feature: shared
        }
    }

    Component {
        id: optionsEditor

        OptionsFeature {
            feature: shared
        }
    }

    Component {
        id: colorEditor

        ColorFeature {
            feature: shared
        }
    }

    Component {
        id: textEditor

        TextFeature {
            feature: shared
        }
    }

    Component {
        id: mediaEditor

        MediaFeature {
            feature: shared
        }
    }

    Component {
        id: placeEditor

        PlaceFeature {
            feature: shared
        }
    }
}
