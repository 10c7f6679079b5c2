// One entity at a glance: disc, name, state line and its first feature. One focusable item: Space does
// the main action, Enter opens the detail, the arrow keys go to the neighbour.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    required property int index
    required property string entityId
    required property string domain
    required property string name
    required property string icon
    required property string tint
    required property string tintColor
    required property string stateLine
    required property string valueText
    required property string unitText
    required property bool isOn
    required property bool isAvailable
    required property bool isPending
    required property bool isStale
    required property bool isFavorite
    required property string problemKind
    required property string problemText
    required property string ageText
    required property var badges
    required property string size
    required property string mainAction
    required property string holdText
    required property var features
    required property var trend
    required property string accessibleText
    required property string pictureUrl

    // The colour of the state; grey when nobody vouches for it.
    readonly property color color: !isAvailable ? Theme.neutral : tintColor !== "" ? Theme.legible(tintColor) : Theme.color(tint)
    readonly property bool hasProblem: problemKind !== "" && problemText !== ""
    // What may have been done is no failure: its controls stay, and the words say that it is not sure.
    readonly property bool hasFailed: hasProblem && problemKind !== "unknown"
    readonly property bool hasRow: height > Tokens.sizeTileRow + 20
    readonly property var firstFeature: features.length > 0 ? features[0] : null

    signal moveAsked(int key)
    signal menuAsked(point at)

    function activate() {
        switch (mainAction) {
        case "toggle":
            Tiles.toggle(entityId);
            break;
        case "press":
            Tiles.act(entityId, "press", {});
            break;
        case "hold":
            break;
        default:
            Detail.open(entityId);
        }
    }

    activeFocusOnTab: true
    implicitWidth: 200
    implicitHeight: Tokens.sizeTileRow

    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_Space:
            if (mainAction === "hold" && !event.isAutoRepeat)
                disc.begin();
            else if (!event.isAutoRepeat)
                activate();
            break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            Detail.open(entityId);
            break;
        case Qt.Key_Menu:
            menuAsked(Qt.point(Tokens.spaceL, height - Tokens.spaceS));
            break;
        case Qt.Key_Left:
        case Qt.Key_Right:
        case Qt.Key_Up:
        case Qt.Key_Down:
            moveAsked(event.key);
            break;
        default:
            return;
        }
        event.accepted = true;
    }
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && !event.isAutoRepeat)
            disc.cancel();
    }

    Accessible.role: mainAction === "toggle" ? Accessible.CheckBox : Accessible.Button
    Accessible.name: hasProblem ? qsTr("%1. %2").arg(accessibleText).arg(problemText) : accessibleText
    Accessible.description: mainAction === "hold" ? holdText : ""
    Accessible.focusable: true
    Accessible.checkable: mainAction === "toggle"
    Accessible.checked: mainAction === "toggle" && isOn
    Accessible.onPressAction: mainAction === "hold" ? Tiles.hold(entityId) : activate()
    Accessible.onToggleAction: activate()

    Rectangle {
        id: ground

        anchors.fill: parent
        radius: Tokens.radiusTile
        color: hover.hovered ? Theme.surfaceHover : Theme.surface
        border.width: root.hasProblem || Theme.isHighContrast ? 1 : 0
        border.color: root.hasProblem ? Theme.attention : Theme.outline
    }

    // Everything below that a tile may never need is made when it first does: a home has hundreds.
    Loader {
        anchors.fill: parent
        active: root.activeFocus && !tap.isPointing
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
        onTapped: Detail.open(root.entityId)
        onLongPressed: root.menuAsked(point.position)
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: eventPoint => root.menuAsked(eventPoint.position)
    }

    onActiveFocusChanged: if (!activeFocus) tap.isPointing = false

    Loader {
        id: picture

        readonly property bool isShown: (item as Picture)?.isShown ?? false

        anchors.fill: parent
        anchors.bottomMargin: root.features.length > 0 ? 52 : 0
        active: root.size === "2x2" && root.pictureUrl !== ""
        sourceComponent: Picture {
            source: root.pictureUrl
        }
    }

    Loader {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.rightMargin: root.hasRow ? 0 : 12
        anchors.bottomMargin: root.hasRow ? 0 : 10
        width: root.hasRow ? parent.width : Math.max(0, head.freeWidth)
        height: root.hasRow ? parent.height * 0.42 : 20
        active: root.trend.length > 3 && width > 32 && (!root.hasRow || root.firstFeature === null)
        sourceComponent: TrendLine {
            opacity: root.isAvailable ? 0.55 : 0.3
            points: root.trend
            color: root.color
        }
    }

    TileDisc {
        id: disc

        x: 2
        height: Math.min(root.height, Tokens.sizeTileRow)
        glyph: root.icon
        color: root.color
        isTinted: root.isAvailable && (root.tint !== "textMuted" || root.tintColor !== "")
        isPending: root.isPending
        mainAction: root.mainAction
        badge: root.badges.length > 0 ? root.badges[0] : null
        onTriggered: root.activate()
        onHeld: Tiles.hold(root.entityId)
    }

    TileHead {
        id: head

        anchors.left: disc.right
        anchors.leftMargin: 2
        anchors.right: parent.right
        anchors.rightMargin: 12
        height: !root.hasRow ? parent.height : root.hasFailed ? parent.height - 48 : Tokens.sizeTileRow
        name: root.name
        line: root.hasProblem ? root.problemText : disc.isHolding ? root.holdText : root.stateLine
        valueText: root.hasProblem ? "" : root.valueText
        unitText: root.unitText
        ageText: root.isAvailable && !root.isStale ? "" : root.ageText
        isWarning: root.hasProblem || root.isStale
        isMuted: root.isPending || !root.isAvailable || !root.isOn
        hasFailed: root.hasFailed
    }

    Loader {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: root.hasFailed ? 8 : 12
        anchors.rightMargin: anchors.leftMargin
        anchors.bottomMargin: 8
        active: root.hasRow && (root.hasFailed || root.firstFeature !== null)
        sourceComponent: root.hasFailed ? problemRow : featureRow
    }

    Component {
        id: problemRow

        ProblemRow {
            onRetried: Tiles.retry(root.entityId)
            onDismissed: Tiles.dismissProblem(root.entityId)
        }
    }

    Component {
        id: featureRow

        FeatureRow {
            entityId: root.entityId
            entityName: root.name
            feature: root.firstFeature
            color: root.color
            isPending: root.isPending
            isAvailable: root.isAvailable
        }
    }

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: row.active ? row.top : parent.bottom
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        active: root.size === "2x2" && !picture.isShown && !root.hasFailed
        sourceComponent: TileBody {
            domain: root.domain
            features: root.features
            color: root.color
        }
    }
}
