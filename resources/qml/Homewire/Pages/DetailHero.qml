// The head of the detail: what it is and its state, large enough to read from the sofa.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property color color

    // At rest the state alone is the headline; everything that is not normal is said in full.
    readonly property bool isAtRest: Detail.isAvailable && !Detail.isPending && Detail.problemKind === ""
    readonly property string headline: isAtRest ? Detail.stateText : Detail.stateLine

    implicitHeight: Math.max(72, words.implicitHeight)

    IconDisc {
        id: disc

        size: 64
        anchors.verticalCenter: parent.verticalCenter
        glyph: Detail.icon
        color: root.color
        isTinted: Detail.isAvailable
        isPending: Detail.isPending
    }

    Column {
        id: words

        anchors.left: disc.right
        anchors.leftMargin: Tokens.spaceL
        anchors.right: star.left
        anchors.verticalCenter: parent.verticalCenter

        Row {
            visible: Detail.valueText !== ""
            spacing: 6

            Label {
                id: value

                text: Detail.valueText
                font.pixelSize: Tokens.fontHero
                isStrong: true
            }

            Label {
                anchors.baseline: value.baseline
                text: Detail.unitText
                font.pixelSize: Tokens.fontSection
                isMuted: true
            }
        }

        Label {
            width: parent.width
            visible: Detail.valueText === ""
            text: root.headline
            font.pixelSize: root.headline.length > 18 ? Tokens.fontSection : Tokens.fontPage
            wrapMode: Text.Wrap
            isStrong: true
            color: Detail.problemKind !== "" || Detail.isStale ? Theme.attention : Detail.isPending || !Detail.isAvailable ? Theme.textMuted : Theme.text
        }

        Label {
            width: parent.width
            visible: root.isAtRest && Detail.valueText === "" && text !== ""
            text: Detail.detailText
            font.pixelSize: Tokens.fontName
            wrapMode: Text.Wrap
        }

        Label {
            width: parent.width
            text: [Detail.areaName, Detail.ageText !== "" ? Detail.ageText : Detail.changedText].filter(part => part !== "").join(" · ")
            visible: text !== ""
            wrapMode: Text.Wrap
            color: Detail.isStale ? Theme.attention : Theme.textMuted
        }
    }

    IconButton {
        id: star

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        glyph: Detail.isFavorite ? Glyphs.star : Glyphs.starOutline
        color: Detail.isFavorite ? Theme.color("light") : Theme.textMuted
        text: Detail.isFavorite ? qsTr("Remove from favourites") : qsTr("Add to favourites")
        onClicked: Tiles.setFavorite(Detail.entityId, !Detail.isFavorite)
    }
}
