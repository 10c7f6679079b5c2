// Connecting a gateway or changing one: choose what it is, answer what it needs, wait with words.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    readonly property string step: !Adding.isOpen ? "choose" : Adding.doneGatewayId !== "" && !Adding.isEdit ? "done" : "form"

    title: {
        if (step === "choose")
            return qsTr("Connect a gateway");
        return Adding.isEdit ? qsTr("Settings of %1").arg(Adding.title) : Adding.typeTitle;
    }
    canGoBack: !Adding.isRunning
    onBackAsked: {
        if (step === "form" && !Adding.isEdit)
            Adding.close();
        else
            App.back();
    }

    // How it goes and went stands below what was asked: it is brought into view.
    property bool isToTell: false

    onMovementStarted: isToTell = false
    onContentHeightChanged: if (isToTell)
        contentY = Math.max(0, contentHeight - height)

    maximumWidth: step === "choose" ? Tokens.sizeFormWidth + 160 : Tokens.sizeFormWidth
    spacing: Tokens.spaceL
    onStepChanged: contentY = 0
    Component.onCompleted: Adding.enter()
    Component.onDestruction: Adding.leave()

    Connections {
        target: Adding

        function onRunChanged() {
            root.isToTell = root.step === "form" && (Adding.isRunning || Adding.errorText !== "" || Adding.trialText !== "");
            if (Adding.isEdit && Adding.doneGatewayId !== "")
                App.back();
        }
    }

    Loader {
        width: parent.width
        sourceComponent: root.step === "choose" ? choices : root.step === "done" ? added : form
    }

    Component {
        id: choices

        Column {
            spacing: Tokens.spaceXl

            FoundSection {
                width: parent.width
                visible: App.canConfigure
                hasOtherWay: true
            }

            Column {
                width: parent.width
                spacing: Tokens.spaceS

                Label {
                    text: qsTr("Add by kind and address")
                    isStrong: true
                    isMuted: true
                    Accessible.role: Accessible.Heading
                }

                TypeList {
                    width: parent.width
                    visible: Gateways.types.length > 0
                    onChosen: type => Adding.begin(type)
                }
            }

            EmptyState {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: Gateways.types.length === 0
                glyph: Glyphs.gateway
                title: qsTr("Your hub offers no gateways now")
                text: App.connectionText
            }
        }
    }

    Component {
        id: form

        GatewayForm {}
    }

    Component {
        id: added

        AddedView {}
    }
}
