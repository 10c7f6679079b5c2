// Microphone and loudspeaker of this computer, and trying them out.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

SettingGroup {
    id: root

    // The system is asked for its devices when somebody looks, and not before.
    property bool isNear: false
    property bool isSeen: false
    readonly property string testHint: qsTr("Say a sentence and hear it as the others would.")

    title: qsTr("Microphone and loudspeaker")
    // A microphone is never left open by a page that is not seen any more.
    Component.onDestruction: {
        TalkSettings.isMetering = false;
        if (TalkSettings.isTesting)
            TalkSettings.stopTest();
    }

    // What is only scrolled past is not looked at.
    Timer {
        interval: 200
        running: root.isNear && !root.isSeen
        onTriggered: root.isSeen = true
    }

    SettingChoice {
        width: parent.width
        title: qsTr("Microphone")
        line: root.isSeen ? TalkSettings.inputProblem : ""
        options: root.isSeen ? TalkSettings.inputs : []
        currentLabel: qsTr("Like the system")
        current: TalkSettings.inputId
        onChosen: value => TalkSettings.inputId = value
    }

    SettingRow {
        id: meterRow

        width: parent.width
        title: qsTr("Level")
        line: TalkSettings.isMetering ? qsTr("Speak as you would: the bar should pass the mark.") : qsTr("The microphone is opened only while you look.")

        Row {
            spacing: Tokens.spaceM

            LevelMeter {
                anchors.verticalCenter: parent.verticalCenter
                width: meterRow.isNarrow ? meterRow.width - 2 * Tokens.spaceL - look.width - Tokens.spaceM : 140
                visible: TalkSettings.isMetering
                level: TalkSettings.level
            }

            Button {
                id: look

                text: TalkSettings.isMetering ? qsTr("Stop") : qsTr("Show")
                Accessible.name: TalkSettings.isMetering ? qsTr("Hide the microphone level") : qsTr("Show the microphone level")
                onClicked: TalkSettings.isMetering = !TalkSettings.isMetering
            }
        }
    }

    SettingChoice {
        width: parent.width
        title: qsTr("Loudspeaker")
        line: root.isSeen ? TalkSettings.outputProblem : ""
        options: root.isSeen ? TalkSettings.outputs : []
        currentLabel: qsTr("Like the system")
        current: TalkSettings.outputId
        onChosen: value => TalkSettings.outputId = value
    }

    SettingRow {
        id: volumeRow

        width: parent.width
        title: qsTr("Volume of voices")

        Slider {
            width: volumeRow.isNarrow ? volumeRow.width - 2 * Tokens.spaceL : 240
            label: volumeRow.title
            from: 0
            to: 100
            stepSize: 1
            unit: "%"
            reported: Math.round(TalkSettings.volume * 100)
            onChanged: value => TalkSettings.volume = value / 100
        }
    }

    SettingRow {
        id: testRow

        width: parent.width
        glyph: TalkSettings.testState === "done" ? (TalkSettings.testGood ? Glyphs.check : Glyphs.attention) : ""
        color: TalkSettings.testGood ? Theme.good : Theme.attention
        title: qsTr("Hear yourself")
        line: TalkSettings.testText !== "" ? TalkSettings.testText : root.testHint

        Row {
            spacing: Tokens.spaceM

            LevelMeter {
                anchors.verticalCenter: parent.verticalCenter
                width: testRow.isNarrow ? testRow.width - 2 * Tokens.spaceL - testButton.width - Tokens.spaceM : 140
                visible: TalkSettings.testState === "recording"
                level: TalkSettings.testLevel
            }

            Button {
                id: testButton

                glyph: TalkSettings.isTesting ? Glyphs.stop : Glyphs.talk
                text: TalkSettings.isTesting ? qsTr("Stop") : TalkSettings.testState === "done" ? qsTr("Again") : qsTr("Try it")
                Accessible.name: TalkSettings.isTesting ? qsTr("Stop the test") : qsTr("Hear yourself")
                onClicked: {
                    if (TalkSettings.isTesting)
                        TalkSettings.stopTest();
                    else
                        TalkSettings.startTest();
                }
            }
        }
    }

    SettingSwitch {
        width: parent.width
        title: qsTr("Turn other sounds down")
        line: qsTr("While somebody speaks, what else plays here is quieter.")
        isOn: TalkSettings.ducking
        onAsked: isOn => TalkSettings.ducking = isOn
    }
}
