// One entity at a glance. One focusable item: Space does the main action, Enter opens the detail, the
// arrow keys go to the neighbour. It lives in a TileSlot, which is what the Tab key walks to.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme

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
    required property bool canAnswer
    required property string answerText

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

    implicitWidth: 200
    implicitHeight: Tokens.sizeTileRow

    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_Space:
            if (mainAction === "hold" && !event.isAutoRepeat)
                face.beginHold();
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
            face.cancelHold();
    }

    Accessible.role: mainAction === "toggle" ? Accessible.CheckBox : Accessible.Button
    Accessible.name: hasProblem ? qsTr("%1. %2").arg(accessibleText).arg(problemText) : accessibleText
    Accessible.description: mainAction === "hold" ? holdText : ""
    Accessible.focusable: true
    Accessible.checkable: mainAction === "toggle"
    Accessible.checked: mainAction === "toggle" && isOn
    Accessible.onPressAction: mainAction === "hold" ? Tiles.hold(entityId) : activate()
    Accessible.onToggleAction: activate()

    TileFace {
        id: face

        anchors.fill: parent
        tile: root
    }
}
