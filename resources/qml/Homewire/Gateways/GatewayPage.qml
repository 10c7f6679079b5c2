// One gateway: how it is and has been, what to do about it, its devices and its settings.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    property bool isAdmitOpen: false
    property bool isSaving: false

    function edit() {
        if (Adding.beginEdit(GatewayDetail.gatewayId))
            App.navigate("addGateway");
    }

    title: GatewayDetail.isThere ? GatewayDetail.title : qsTr("Gateway")
    canGoBack: true
    onBackAsked: App.back()
    maximumWidth: Tokens.sizeFormWidth + 160
    spacing: Tokens.spaceL
    Component.onCompleted: GatewayDetail.follow(true)
    Component.onDestruction: GatewayDetail.follow(false)

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !GatewayDetail.isThere
        topPadding: 48
        glyph: Glyphs.gateway
        title: qsTr("This gateway is not here any more")
        text: qsTr("It may have been removed at another screen.")

        Button {
            text: qsTr("All gateways")
            onClicked: App.navigate("gateways")
        }
    }

    Rectangle {
        width: parent.width
        height: head.implicitHeight + 2 * Tokens.spaceL
        visible: GatewayDetail.isThere
        radius: Tokens.radiusTile
        color: Theme.surface
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: Theme.outline

        Column {
            id: head

            x: Tokens.spaceL
            y: Tokens.spaceL
            width: parent.width - 2 * Tokens.spaceL
            spacing: Tokens.spaceM

            Item {
                width: parent.width
                height: Math.max(disc.height, words.implicitHeight)

                IconDisc {
                    id: disc

                    anchors.verticalCenter: parent.verticalCenter
                    size: 56
                    glyph: GatewayDetail.icon
                    color: Theme.color(GatewayDetail.tint)
                }

                Column {
                    id: words

                    anchors.left: disc.right
                    anchors.leftMargin: Tokens.spaceM
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter

                    Label {
                        width: parent.width
                        text: GatewayDetail.stateText
                        wrapMode: Text.Wrap
                        font.pixelSize: Tokens.fontName
                        isStrong: true
                        color: GatewayDetail.tint === "good" ? Theme.text : Theme.color(GatewayDetail.tint)
                    }

                    Label {
                        width: parent.width
                        text: [GatewayDetail.typeTitle, GatewayDetail.goesText].filter(part => part !== "").join(" · ")
                        wrapMode: Text.Wrap
                        isMuted: true
                    }
                }
            }

            ProblemBox {
                width: parent.width
                text: GatewayDetail.reasonText
                detail: GatewayDetail.technicalText
            }

            Flow {
                width: parent.width
                visible: App.canConfigure
                spacing: Tokens.spaceS

                Button {
                    visible: GatewayDetail.remedyAction !== "" && GatewayDetail.hasSettings
                    kind: "primary"
                    glyph: GatewayDetail.remedyAction === "credentials" ? Glyphs.secret : Glyphs.edit
                    text: GatewayDetail.remedyAction === "credentials" ? qsTr("Give a new key") : qsTr("Check the address")
                    onClicked: root.edit()
                }

                Button {
                    visible: GatewayDetail.admits !== ""
                    glyph: Glyphs.add
                    text: qsTr("Add a device")
                    Accessible.checkable: true
                    Accessible.checked: root.isAdmitOpen
                    onClicked: root.isAdmitOpen = !root.isAdmitOpen
                }

                Button {
                    glyph: Glyphs.area
                    text: qsTr("Arrange devices")
                    onClicked: {
                        Arranging.open(GatewayDetail.gatewayId);
                        App.navigate("arrange");
                    }
                }

                Button {
                    glyph: GatewayDetail.isPaused ? Glyphs.play : Glyphs.pause
                    text: GatewayDetail.isPaused ? qsTr("Resume") : qsTr("Pause")
                    onClicked: Gateways.pause(GatewayDetail.gatewayId, !GatewayDetail.isPaused)
                }
            }

            Loader {
                width: parent.width
                active: root.isAdmitOpen && GatewayDetail.admits !== ""
                visible: active
                sourceComponent: AdmitSection {}
            }
        }
    }

    DialAddress {
        width: parent.width
        address: GatewayDetail.dialAddress
    }

    SettingGroup {
        width: parent.width
        visible: GatewayDetail.isThere
        title: qsTr("How it is doing")

        Item {
            width: parent.width
            height: facts.implicitHeight + 2 * Tokens.spaceL

            FactList {
                id: facts

                x: Tokens.spaceL
                y: Tokens.spaceL
                width: parent.width - 2 * Tokens.spaceL
                facts: GatewayDetail.facts
            }

            Label {
                anchors.centerIn: parent
                visible: GatewayDetail.facts.length === 0
                text: qsTr("Asking …")
                isMuted: true
            }
        }
    }

    SettingGroup {
        width: parent.width
        visible: GatewayDetail.isThere && App.canConfigure
        title: qsTr("Settings")

        Item {
            width: parent.width
            height: settings.implicitHeight + 2 * Tokens.spaceL

            Column {
                id: settings

                x: Tokens.spaceL
                y: Tokens.spaceL
                width: parent.width - 2 * Tokens.spaceL
                spacing: Tokens.spaceM

                FactList {
                    width: parent.width
                    facts: [
                        {
                            label: qsTr("Name"),
                            value: GatewayDetail.title
                        },
                        ...GatewayDetail.settingsFacts, ...(GatewayDetail.hasSecrets ? [
                                {
                                    label: qsTr("Key or password"),
                                    value: qsTr("kept safely, never shown")
                                }
                            ] : [])]
                }

                Button {
                    glyph: Glyphs.edit
                    text: GatewayDetail.hasSecrets ? qsTr("Edit name, settings and key") : qsTr("Edit name and settings")
                    onClicked: root.edit()
                }
            }
        }
    }

    GatewayHistory {
        width: parent.width
        visible: GatewayDetail.isThere
    }

    Flow {
        width: parent.width
        visible: GatewayDetail.isThere
        spacing: Tokens.spaceS

        Button {
            glyph: Glyphs.save
            text: qsTr("Save diagnostics file")
            onClicked: root.isSaving = true
        }

        Button {
            visible: App.canConfigure
            kind: "danger"
            glyph: Glyphs.remove
            text: qsTr("Remove gateway")
            onClicked: question.open()
        }
    }

    Label {
        width: parent.width
        visible: text !== ""
        text: GatewayDetail.fileText
        wrapMode: Text.WrapAnywhere
        isMuted: true
        Accessible.role: Accessible.AlertMessage
    }

    Loader {
        active: root.isSaving
        sourceComponent: DiagnosticsSaver {
            onEnded: root.isSaving = false
            Component.onCompleted: open()
        }
    }

    RemoveQuestion {
        id: question
    }
}
