// One who is tracked: where they are, where they were on a day, and what to be told of.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Talk

Column {
    id: root

    readonly property var person: HomeMap.selected
    // Where they were at the time the slider stands at.
    readonly property var moment: slider.isUsed ? HomeMap.moment(slider.value) : { isKnown: false }

    signal backAsked
    signal shown(real x, real y)

    spacing: Tokens.spaceM

    function focusFirst(reason: int) {
        back.forceActiveFocus(reason);
    }

    Connections {
        target: HomeMap

        function onRouteChanged() {
            // Nobody's way has no moment: that of the one before would stay on the map.
            if (HomeMap.route.length === 0)
                slider.isUsed = false;
        }

        function onRouteRead() {
            slider.isUsed = false;
            slider.value = 1;
        }
    }

    Item {
        width: parent.width
        height: Math.max(avatar.height, words.implicitHeight)

        IconButton {
            id: back

            anchors.verticalCenter: parent.verticalCenter
            glyph: Glyphs.back
            text: qsTr("Back to everybody")
            onClicked: root.backAsked()
        }

        Avatar {
            id: avatar

            anchors.left: back.right
            anchors.leftMargin: Tokens.spaceXs
            anchors.verticalCenter: parent.verticalCenter
            size: 48
            visible: root.person.isPerson ?? false
            name: root.person.name ?? ""
            initials: root.person.initials ?? ""
            personId: root.person.key ?? ""
        }

        IconDisc {
            anchors.fill: avatar
            size: 48
            visible: !avatar.visible
            glyph: root.person.symbol ?? ""
            color: Theme.accent
        }

        Column {
            id: words

            anchors.left: avatar.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2

            Label {
                width: parent.width
                text: root.person.name ?? ""
                font.pixelSize: Tokens.fontSection
                isStrong: true
                Accessible.role: Accessible.Heading
            }

            Label {
                width: parent.width
                text: root.person.placeText ?? ""
                wrapMode: Text.Wrap
                isStrong: true
                color: (root.person.isHome ?? false) ? Theme.good : Theme.text
            }

            Label {
                width: parent.width
                text: root.person.lineText ?? ""
                wrapMode: Text.Wrap
                isMuted: true
                color: (root.person.isStale ?? false) ? Theme.attention : Theme.textMuted
            }
        }
    }

    Item {
        width: parent.width
        height: day.height

        Label {
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Day")
            isStrong: true
            isMuted: true
        }

        Select {
            id: day

            anchors.right: parent.right
            width: Math.min(220, parent.width - 80)
            label: qsTr("Day")
            options: HomeMap.dayChoices
            current: HomeMap.day
            isFramed: true
            onChosen: value => HomeMap.showDay(value)
        }
    }

    Label {
        width: parent.width
        visible: HomeMap.isReading || HomeMap.stays.length === 0
        text: HomeMap.isReading ? qsTr("Reading the way …") : HomeMap.route.length > 0 ? qsTr("No stay of ten minutes or longer.") : qsTr("Nothing is known of this day.")
        wrapMode: Text.Wrap
        isMuted: true
    }

    Column {
        width: parent.width
        visible: HomeMap.route.length > 2

        Item {
            width: parent.width
            height: 24

            Label {
                anchors.left: parent.left
                text: slider.isUsed ? root.moment.text : qsTr("Where at what time")
                isMuted: true
                isDecoration: true
            }

            Label {
                anchors.right: parent.right
                text: HomeMap.wayText
                isStrong: true
                Accessible.name: qsTr("%1 in all").arg(HomeMap.wayText)
            }
        }

        Slider {
            id: slider

            property bool isUsed: false

            width: parent.width
            from: 0
            to: 1
            stepSize: 1 / 288
            reported: 1
            label: qsTr("Where at what time")
            valueText: root.moment.text ?? ""
            onChanged: {
                isUsed = true;
                if (root.moment.isKnown)
                    root.shown(root.moment.x, root.moment.y);
            }
        }
    }

    Column {
        width: parent.width
        visible: HomeMap.stays.length > 0

        Label {
            text: qsTr("Stays")
            isStrong: true
            isMuted: true
            Accessible.role: Accessible.Heading
        }

        Repeater {
            model: HomeMap.stays.length

            StayRow {
                required property int index
                readonly property var stay: HomeMap.stays[index] ?? ({})

                width: root.width
                timeText: stay.timeText ?? ""
                placeText: stay.placeText ?? ""
                onClicked: root.shown(stay.x, stay.y)
            }
        }
    }

    WatchList {
        width: parent.width
        visible: HomeMap.canWatch && HomeMap.watchRows.length > 0
        name: root.person.name ?? ""
    }
}
