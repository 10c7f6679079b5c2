// What a talk button does, whatever it looks like: hold to talk, slip off to take it back, pull up to
// go on with free hands. Space does the same as a finger. The looks are its children.
import QtQuick
import Homewire.Desktop

Item {
    id: root

    // How long a finger must rest before it talks; what is said meanwhile is not lost.
    property int restMs: 0
    readonly property alias isHeld: area.isHeld
    readonly property bool isPressed: area.pressed
    readonly property bool hasKeyboard: activeFocus && !area.isPointing
    readonly property bool isHovered: area.containsMouse
    // 0 at the button, 1 where letting go would leave the hands free.
    readonly property real pull: area.pull
    readonly property bool isSlipping: area.isSlipping
    // Only a key that is held can be let go of without ending it.
    readonly property bool canPull: isHeld && Talk.mode === "hold" && !Talk.isHandsFree
    readonly property int pullDistance: 72
    readonly property int slipMargin: 32

    // A touch that was too short to talk.
    signal tapped

    function begin() {
        if (!enabled)
            return;
        if (restMs > 0 && !Talk.isHandsFree) {
            Talk.arm();
            rest.restart();
        } else {
            talk();
        }
    }

    // Where nothing needs to be held this also ends it.
    function talk() {
        area.isHeld = true;
        Talk.press("");
    }

    function end() {
        if (area.isHeld)
            Talk.letGo();
        else if (rest.running)
            tapped();
        forget();
    }

    function slip() {
        if (area.isHeld)
            Talk.cancel();
        forget();
    }

    function freeHands() {
        Talk.lockHandsFree();
        forget();
    }

    function forget() {
        rest.stop();
        area.isHeld = false;
        area.isSlipping = false;
        area.pull = 0;
    }

    enabled: Talk.canTalk
    activeFocusOnTab: true
    onActiveFocusChanged: {
        if (activeFocus) {
            Talk.arm();
        } else {
            area.isPointing = false;
            if (!area.pressed)
                end();
        }
    }

    // Escape belongs to the window otherwise.
    Keys.onShortcutOverride: event => event.accepted = area.isHeld && event.key === Qt.Key_Escape
    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_Space:
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (!event.isAutoRepeat)
                begin();
            break;
        case Qt.Key_Up:
            if (!canPull)
                return;
            freeHands();
            break;
        case Qt.Key_Escape:
            if (!area.isHeld)
                return;
            slip();
            break;
        default:
            return;
        }
        event.accepted = true;
    }
    Keys.onReleased: event => {
        if (event.key !== Qt.Key_Space && event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter)
            return;
        event.accepted = true;
        if (!event.isAutoRepeat)
            end();
    }

    Accessible.role: Accessible.Button
    Accessible.name: Talk.isHandsFree ? qsTr("Stop talking to %1").arg(Talk.channelName) : Talk.keyText
    Accessible.description: qsTr("Hold to talk. Slip off to take it back, pull up to go on with free hands.")
    Accessible.focusable: true
    // A screen reader's own "activate" cannot be held: it begins and ends.
    Accessible.onPressAction: {
        const isEnd = Talk.isHandsFree;
        Talk.press("");
        if (!isEnd)
            Talk.lockHandsFree();
    }

    Timer {
        id: rest

        interval: root.restMs
        onTriggered: root.talk()
    }

    MouseArea {
        id: area

        property bool isHeld: false
        property bool isSlipping: false
        property bool isPointing: false
        property real pull: 0

        anchors.fill: parent
        hoverEnabled: true
        preventStealing: true
        cursorShape: Qt.PointingHandCursor
        onEntered: if (root.enabled) Talk.arm()
        onPressed: {
            isPointing = true;
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.begin();
        }
        onPositionChanged: event => {
            if (!pressed || !root.canPull)
                return;
            const aside = Math.max(-event.x, event.x - width, event.y - height);
            pull = aside > root.slipMargin ? 0 : Math.max(0, Math.min(1, -event.y / root.pullDistance));
            isSlipping = aside > root.slipMargin / 2;
            if (aside > root.slipMargin)
                root.slip();
            else if (pull >= 1)
                root.freeHands();
        }
        onReleased: root.end()
        onCanceled: root.slip()
    }
}
