// The questions of one kind of gateway, and what came of the answers.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property bool showsAll: false
    readonly property bool isByButton: Adding.guide === "button"
    readonly property int knownCount: Adding.fields.filter(field => isFolded(field)).length

    // What was found is not asked for again, and a key the button yields is asked for by nobody.
    function isFolded(field: var): bool {
        return field.isKnown === true || (isByButton && field.kind === "secret");
    }

    spacing: Tokens.spaceL
    // Whoever begins a form goes on typing.
    Component.onCompleted: {
        for (let index = 0; index < fields.count; ++index) {
            const field = fields.itemAt(index) as OptionField;
            if (field?.visible && !field.isChoice) {
                field.focusField();
                return;
            }
        }
        connectButton.forceActiveFocus(Qt.TabFocusReason);
    }

    Item {
        width: parent.width
        height: Math.max(disc.height, words.implicitHeight)

        IconDisc {
            id: disc

            anchors.verticalCenter: parent.verticalCenter
            size: 48
            glyph: Adding.icon
            color: Theme.accent
        }

        Column {
            id: words

            anchors.left: disc.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                visible: text !== ""
                text: Adding.foundText !== "" ? Adding.title : ""
                font.pixelSize: Tokens.fontName
                isStrong: true
                wrapMode: Text.Wrap
            }

            Label {
                width: parent.width
                text: Adding.foundText !== "" ? [Adding.typeTitle, Adding.foundText].join(" · ") : Adding.summary
                wrapMode: Text.Wrap
                isMuted: true
            }
        }
    }

    ButtonGuide {
        width: parent.width
        visible: root.isByButton
        text: Adding.guideText !== "" ? Adding.guideText : qsTr("Press the button on the device.")
        isWaiting: Adding.isWaitingForButton
        secondsLeft: Adding.secondsLeft
    }

    Banner {
        width: parent.width
        visible: !root.isByButton && text !== ""
        glyph: Glyphs.secret
        ink: Theme.accent
        text: Adding.guideText
    }

    Repeater {
        id: fields

        model: Adding.fields.length

        OptionField {
            required property int index

            width: root.width
            visible: root.showsAll || !root.isFolded(option)
            enabled: !Adding.isRunning
            option: Adding.fields[index] ?? ({})
            label: option.label ?? ""
            onAccepted: Adding.start()
        }
    }

    Button {
        visible: root.knownCount > 0 && !root.showsAll && !Adding.isRunning
        kind: "quiet"
        leftPadding: 0
        glyph: Glyphs.chevronDown
        text: qsTr("Address and other settings")
        onClicked: root.showsAll = true
    }

    TextField {
        width: parent.width
        visible: !Adding.isWaitingForButton
        enabled: !Adding.isRunning
        label: qsTr("Your name for it")
        isRequired: Adding.isEdit
        placeholder: Adding.typeTitle
        maximumLength: 100
        Component.onCompleted: text = Adding.title
        onEdited: Adding.rename(text)
        onAccepted: Adding.start()
    }

    ProblemBox {
        width: parent.width
        text: Adding.errorText
        remedy: Adding.remedyText
        detail: Adding.errorDetail
    }

    Banner {
        width: parent.width
        visible: Adding.trialText !== ""
        glyph: Glyphs.check
        ink: Theme.good
        text: Adding.trialText
    }

    Banner {
        width: parent.width
        visible: Adding.isRunning
        ink: Theme.accent
        glyph: Glyphs.gateway
        isBusy: true
        text: Adding.isWaitingForButton ? qsTr("Waiting for the button …") : Adding.progressText
        actionText: qsTr("Cancel")
        onActed: Adding.cancel()
    }

    Flow {
        width: parent.width
        visible: !Adding.isRunning
        spacing: Tokens.spaceM

        Button {
            id: connectButton

            kind: "primary"
            text: Adding.errorText !== "" ? qsTr("Try again") : Adding.isEdit ? qsTr("Save") : qsTr("Connect")
            onClicked: Adding.start()
        }

        Button {
            visible: !Adding.isEdit && !root.isByButton && Adding.fields.length > 0
            enabled: Adding.isComplete
            text: qsTr("Test connection")
            onClicked: Adding.tryIt()
        }
    }
}
