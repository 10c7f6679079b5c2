// All controls of an entity, each with its name.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Tiles

Column {
    id: root

    required property color color

    spacing: Tokens.spaceL

    MediaCard {
        width: parent.width
        visible: Detail.domain === "media_player" && (Detail.mediaTitle !== "" || Detail.pictureUrl !== "")
    }

    Repeater {
        model: Detail.features.length

        Column {
            id: block

            required property int index
            readonly property var feature: Detail.features[index] ?? null
            readonly property string valueText: {
                if (feature === null)
                    return "";
                if (feature.kind === "range")
                    return qsTr("%1 – %2").arg(feature.lowText).arg(feature.highText);
                return feature.valueText ?? feature.currentLabel ?? "";
            }
            readonly property bool isLabelled: feature !== null && !["toggle", "media", "place", "text"].includes(feature.kind)

            width: root.width
            spacing: 2

            Item {
                width: parent.width
                height: 24
                visible: block.isLabelled

                Label {
                    anchors.left: parent.left
                    text: block.feature ? block.feature.label : ""
                    isMuted: true
                    isDecoration: true
                }

                Label {
                    anchors.right: parent.right
                    text: block.valueText
                    isStrong: true
                    isDecoration: true
                }
            }

            FeatureRow {
                width: parent.width
                isFull: true
                entityId: Detail.entityId
                entityName: Detail.name
                feature: block.feature
                color: root.color
                isPending: Detail.isPending
                isAvailable: Detail.isAvailable
            }
        }
    }
}
