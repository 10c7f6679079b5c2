// What a tile shows: disc, name, state line and its first feature. Made only where the tile is near the
// part of the page one sees.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property Tile tile

    // The ring of a lock begins to close.
    function beginHold() {
        disc.begin();
    }

    function cancelHold() {
        disc.cancel();
    }

    Connections {
        target: root.tile

        function onActiveFocusChanged() {
            if (!root.tile.activeFocus)
                tap.isPointing = false;
        }
    }

    Rectangle {
        id: ground

        anchors.fill: parent
        radius: Tokens.radiusTile
        color: hover.hovered ? Theme.surfaceHover : Theme.surface
        border.width: root.tile.hasProblem || Theme.isHighContrast ? 1 : 0
        border.color: root.tile.hasProblem ? Theme.attention : Theme.outline
    }

    // Everything below that a tile may never need is made when it first does: a home has hundreds.
    Loader {
        anchors.fill: parent
        active: root.tile.activeFocus && !tap.isPointing
        sourceComponent: FocusRing {
            isShown: true
            radius: ground.radius + 3
            gap: 1
        }
    }

    HoverHandler {
        id: hover
    }

    TapHandler {
        id: tap

        // A focus that came from the mouse needs no ring.
        property bool isPointing: false

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onPressedChanged: if (pressed) isPointing = true
        onTapped: Detail.open(root.tile.entityId)
        onLongPressed: root.tile.menuAsked(point.position)
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: eventPoint => root.tile.menuAsked(eventPoint.position)
    }

    Loader {
        id: picture

        readonly property bool isShown: (item as Picture)?.isShown ?? false

        anchors.fill: parent
        anchors.bottomMargin: root.tile.features.length > 0 ? 52 : 0
        active: root.tile.size === "2x2" && root.tile.pictureUrl !== ""
        sourceComponent: Picture {
            source: root.tile.pictureUrl
        }
    }

    Loader {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.rightMargin: root.tile.hasRow ? 0 : 12
        // A name of two lines pushes the value down.
        anchors.bottomMargin: root.tile.hasRow ? 0 : head.isTwoLines ? 5 : 10
        width: root.tile.hasRow ? parent.width : Math.max(0, head.freeWidth)
        height: root.tile.hasRow ? parent.height * 0.42 : head.isTwoLines ? 14 : 20
        active: root.tile.trend.length > 3 && width > 32 && (!root.tile.hasRow || root.tile.firstFeature === null)
        sourceComponent: TrendLine {
            opacity: root.tile.isAvailable ? 0.55 : 0.3
            points: root.tile.trend
            color: root.tile.color
        }
    }

    TileDisc {
        id: disc

        x: 2
        height: Math.min(root.tile.height, Tokens.sizeTileRow)
        glyph: root.tile.icon
        picture: root.tile.entityId.startsWith("person.") ? Portraits.pictures[root.tile.entityId] ?? "" : ""
        color: root.tile.color
        isTinted: root.tile.isAvailable && (root.tile.tint !== "textMuted" || root.tile.tintColor !== "")
        isPending: root.tile.isPending
        mainAction: root.tile.mainAction
        badge: root.tile.badges.length > 0 ? root.tile.badges[0] : null
        onTriggered: root.tile.activate()
        onHeld: Tiles.hold(root.tile.entityId)
    }

    TileHead {
        id: head

        anchors.left: disc.right
        anchors.leftMargin: 2
        anchors.right: answer.active ? answer.left : parent.right
        anchors.rightMargin: answer.active ? 0 : 12
        height: !root.tile.hasRow ? parent.height : root.tile.hasFailed ? parent.height - 48 : Tokens.sizeTileRow
        name: root.tile.name
        line: root.tile.hasProblem ? root.tile.problemText : disc.isHolding ? root.tile.holdText : root.tile.stateLine
        valueText: root.tile.hasProblem ? "" : root.tile.valueText
        unitText: root.tile.unitText
        ageText: root.tile.isAvailable && !root.tile.isStale ? "" : root.tile.ageText
        isWarning: root.tile.hasProblem || root.tile.isStale
        isMuted: root.tile.isPending || !root.tile.isAvailable || !root.tile.isOn
        hasFailed: root.tile.hasFailed
    }

    // A bell or a loudspeaker one can speak through.
    Loader {
        id: answer

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceXs
        y: (Math.min(parent.height, Tokens.sizeTileRow) - height) / 2
        active: root.tile.canAnswer && Talk.isAvailable
        sourceComponent: IconButton {
            glyph: Glyphs.answer
            color: Theme.good
            text: root.tile.answerText
            Accessible.name: qsTr("%1, %2").arg(root.tile.name).arg(root.tile.answerText)
            onClicked: Talk.answer(root.tile.entityId)
        }
    }

    Loader {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: root.tile.hasFailed ? 8 : 12
        anchors.rightMargin: anchors.leftMargin
        anchors.bottomMargin: 8
        active: root.tile.hasRow && (root.tile.hasFailed || root.tile.firstFeature !== null)
        sourceComponent: root.tile.hasFailed ? problemRow : featureRow
    }

    Component {
        id: problemRow

        ProblemRow {
            onRetried: Tiles.retry(root.tile.entityId)
            onDismissed: Tiles.dismissProblem(root.tile.entityId)
        }
    }

    Component {
        id: featureRow

        FeatureRow {
            entityId: root.tile.entityId
            entityName: root.tile.name
            feature: root.tile.firstFeature
            color: root.tile.color
            isPending: root.tile.isPending
            isAvailable: root.tile.isAvailable
        }
    }

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: row.active ? row.top : parent.bottom
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        active: root.tile.size === "2x2" && !picture.isShown && !root.tile.hasFailed
        sourceComponent: TileBody {
            domain: root.tile.domain
            features: root.tile.features
            color: root.tile.color
        }
    }
}
