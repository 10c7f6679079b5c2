// Coming into a home elsewhere: the owner's link, and the three words where the owner has to agree.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    readonly property bool isBusy: Joining.state === "asking" || Joining.state === "words"

    title: qsTr("Join a home")
    canGoBack: true
    maximumWidth: Tokens.sizeFormWidth
    spacing: Tokens.spaceL
    onBackAsked: {
        Joining.cancel();
        App.back();
    }

    Label {
        width: parent.width
        text: qsTr("Whoever owns the home opens “Add a phone” there and sends you the link, or shows it to you. It is good for five minutes.")
        wrapMode: Text.Wrap
        isMuted: true
    }

    Label {
        width: parent.width
        visible: Joining.address !== ""
        text: qsTr("Has the home you see here, %1, only got another address? Then enter that.").arg(Joining.address)
        wrapMode: Text.Wrap
        isMuted: true
    }

    TextField {
        id: link

        width: parent.width
        label: Joining.address !== "" ? qsTr("Link or new address") : qsTr("Link")
        isRequired: true
        placeholder: qsTr("https://…/pair#…")
        inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
        enabled: !root.isBusy
        error: Joining.errorText
        onAccepted: Joining.join(text)
    }

    Banner {
        width: parent.width
        visible: root.isBusy
        isBusy: true
        glyph: Glyphs.secret
        ink: Theme.accent
        text: Joining.state === "words" ? qsTr("The owner is asked now. Do they see these three words? %1").arg(Joining.words.join(" · ")) : qsTr("Asking the home …")
        actionText: qsTr("Cancel")
        onActed: Joining.cancel()
    }

    Button {
        kind: "primary"
        enabled: !root.isBusy && link.text.trim() !== ""
        text: qsTr("Join")
        onClicked: Joining.join(link.text)
    }
}
