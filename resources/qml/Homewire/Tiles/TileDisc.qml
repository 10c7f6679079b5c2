// The disc as a target of 44 px and more: a tap is the main action, a hold closes the ring.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property string glyph
    property string picture: ""
    required property color color
    required property bool isTinted
    required property bool isPending
    required property string mainAction
    // {kind, icon, text, tint} or null.
    required property var badge
    readonly property bool isHolding: closing.running
    property real progress: 0

    signal triggered
    signal held

    function begin() {
        if (!closing.running)
            closing.restart();
    }

    function cancel() {
        closing.stop();
        progress = 0;
    }

    implicitWidth: Tokens.sizeDisc + 16
    implicitHeight: Tokens.sizeDisc + 16
    Accessible.ignored: true

    IconDisc {
        anchors.centerIn: parent
        glyph: root.glyph
        picture: root.picture
        color: root.color
        isTinted: root.isTinted
        isPending: root.isPending
        badgeGlyph: root.badge ? root.badge.icon : ""
        badgeColor: root.badge ? Theme.color(root.badge.tint) : Theme.attention
        opacity: tap.pressed && root.mainAction !== "detail" ? 0.8 : 1
    }

    Loader {
        anchors.centerIn: parent
        active: root.progress > 0
        sourceComponent: Arc {
            width: Tokens.sizeDisc + 8
            height: width
            color: root.color
            thickness: 3
            sweepAngle: 360 * root.progress
        }
    }

    NumberAnimation {
        id: closing

        target: root
        property: "progress"
        from: 0
        to: 1
        duration: Tokens.durationHold
        onFinished: {
            root.progress = 0;
            root.held();
        }
    }

    HoverHandler {
        enabled: root.mainAction !== "detail"
        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        id: tap

        enabled: root.mainAction !== "detail"
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        onPressedChanged: {
            if (root.mainAction !== "hold")
                return;
            if (pressed)
                root.begin();
            else
                root.cancel();
        }
        onCanceled: root.cancel()
        onTapped: if (root.mainAction !== "hold") root.triggered()
    }
}
