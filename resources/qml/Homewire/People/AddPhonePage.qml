// Letting another phone or computer in: first what it may do, then the code that only it can read.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    readonly property string step: ["open", "asking", "paired"].includes(Pairing.state) ? Pairing.state : "form"

    title: qsTr("Add a phone")
    canGoBack: true
    maximumWidth: Tokens.sizeFormWidth + 160
    spacing: Tokens.spaceL
    onBackAsked: {
        Pairing.cancel();
        App.back();
    }
    // A code that nobody sees is not left open.
    Component.onDestruction: Pairing.cancel()

    Banner {
        width: parent.width
        visible: !Pairing.isReachable
        glyph: Glyphs.attention
        text: Settings.letsPhonesIn && Settings.needsRestart ? Settings.restartText : qsTr("Phones cannot reach this computer's home yet.")
        actionText: Settings.letsPhonesIn ? "" : qsTr("Let phones in")
        onActed: Settings.letsPhonesIn = true
    }

    Loader {
        width: parent.width
        sourceComponent: {
            switch (root.step) {
            case "open":
                return code;
            case "asking":
                return question;
            case "paired":
                return success;
            default:
                return form;
            }
        }
    }

    Component {
        id: form

        PairingForm {}
    }

    Component {
        id: code

        PairingCode {}
    }

    Component {
        id: question

        PairingQuestion {}
    }

    Component {
        id: success

        EmptyState {
            topPadding: 48
            glyph: Glyphs.check
            title: Pairing.pairedText
            text: qsTr("It appears under People, where it can be signed out at any time.")

            Button {
                kind: "primary"
                text: qsTr("Done")
                onClicked: App.navigate("people")
            }

            Button {
                text: qsTr("Add another")
                onClicked: Pairing.cancel()
            }
        }
    }
}
