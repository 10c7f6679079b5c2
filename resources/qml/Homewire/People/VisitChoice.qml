// When a guest may come in, and for how long.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Talk

Column {
    id: root

    // {isLimited, days, from, to, lasts}; lasts is -1 for the end there is.
    property var visit: ({
            isLimited: false,
            days: [0, 1, 2, 3, 4],
            from: 8 * 60,
            to: 18 * 60,
            lasts: 7
        })

    signal chosen(var visit)

    function change(part: var) {
        chosen(Object.assign({}, visit, part));
    }

    spacing: Tokens.spaceS

    Select {
        width: Math.min(parent.width, 320)
        isFramed: true
        label: qsTr("How long?")
        current: String(root.visit.lasts)
        currentLabel: qsTr("Until then as before")
        options: People.lastChoices
        onChosen: value => root.change({
                lasts: Number(value)
            })
    }

    Row {
        spacing: Tokens.spaceS

        Toggle {
            text: qsTr("Only at certain hours")
            isOn: root.visit.isLimited
            onAsked: isOn => root.change({
                    isLimited: isOn
                })
        }

        Label {
            height: Tokens.sizeTarget
            text: qsTr("Only at certain hours")
            isDecoration: true
        }
    }

    Flow {
        width: parent.width
        visible: root.visit.isLimited
        spacing: Tokens.spaceS
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Days")

        Repeater {
            model: People.dayChoices.length

            Button {
                required property int index
                readonly property var day: People.dayChoices[index] ?? ({})
                readonly property bool isChosen: root.visit.days.includes(day.value)

                kind: isChosen ? "primary" : "plain"
                text: day.label ?? ""
                Accessible.role: Accessible.CheckBox
                Accessible.checkable: true
                Accessible.checked: isChosen
                onClicked: root.change({
                    days: isChosen ? root.visit.days.filter(each => each !== day.value) : [...root.visit.days, day.value]
                })
            }
        }
    }

    Row {
        visible: root.visit.isLimited
        spacing: Tokens.spaceS

        TimeSelect {
            label: qsTr("From")
            minute: root.visit.from
            onPicked: minute => root.change({
                    from: minute
                })
        }

        Label {
            height: Tokens.sizeTarget
            text: qsTr("until")
            isMuted: true
        }

        TimeSelect {
            label: qsTr("Until")
            minute: root.visit.to
            onPicked: minute => root.change({
                    to: minute
                })
        }
    }
}
