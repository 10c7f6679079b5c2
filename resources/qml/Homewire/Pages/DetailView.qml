// Everything about one entity: its controls in full, its history, what belongs to it and its settings.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Gateways

Flickable {
    id: root

    readonly property color color: !Detail.isAvailable ? Theme.neutral : Detail.tintColor !== "" ? Theme.legible(Detail.tintColor) : Theme.color(Detail.tint)

    contentWidth: width
    contentHeight: column.implicitHeight + Tokens.spaceXl
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    T.ScrollBar.vertical: ScrollBar {}

    Connections {
        target: Detail

        function onEntityIdChanged() {
            root.contentY = 0;
        }
    }

    Column {
        id: column

        x: Tokens.spaceXl
        width: root.width - 2 * Tokens.spaceXl
        spacing: Tokens.spaceXl

        DetailHero {
            width: parent.width
            color: root.color
        }

        Button {
            visible: (Detail.tile.canAnswer ?? false) && Talk.isAvailable
            kind: "primary"
            glyph: Glyphs.answer
            text: Detail.tile.answerText ?? ""
            onClicked: Talk.answer(Detail.entityId)
        }

        Banner {
            width: parent.width
            visible: Detail.problemKind !== "" && Detail.problemText !== ""
            glyph: Detail.problemKind === "unknown" ? Glyphs.unknown : Glyphs.attention
            text: Detail.problemText
            actionText: Detail.problemKind === "unknown" ? qsTr("Dismiss") : qsTr("Try again")
            onActed: Detail.problemKind === "unknown" ? Tiles.dismissProblem(Detail.entityId) : Tiles.retry(Detail.entityId)
        }

        Loader {
            width: parent.width
            active: App.canConfigure && Detail.deviceId !== ""
            visible: active && height > 0
            sourceComponent: MergedNote {
                deviceId: Detail.deviceId
            }
        }

        DetailFeatures {
            width: parent.width
            visible: Detail.features.length > 0
            color: root.color
        }

        DetailHistory {
            width: parent.width
            visible: Detail.historyKind !== "none"
            color: root.color
        }

        DetailRelated {
            width: parent.width
            visible: Detail.related.length > 0
        }

        DetailActivity {
            width: parent.width
        }

        DetailSettings {
            width: parent.width
        }
    }
}
