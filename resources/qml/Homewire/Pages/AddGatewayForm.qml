// The questions of one kind of gateway, and what came of the answers.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    // {type, title, summary, icon, options}
    required property var kind
    property var answers: ({})
    property string title: ""

    readonly property bool isComplete: kind !== null && kind.options.every(option => !option.isRequired || (answers[option.name] ?? option.default ?? "") !== "")

    function answer(name: string, text: string) {
        const next = Object.assign({}, answers);
        next[name] = text;
        answers = next;
    }

    function connect_() {
        if (!isComplete || Gateways.isAdding)
            return;
        const options = {};
        for (const option of kind.options) {
            const text = (answers[option.name] ?? option.default ?? "").trim();
            if (text !== "")
                options[option.name] = text;
        }
        Gateways.add(kind.type, title.trim(), options);
    }

    spacing: Tokens.spaceL

    Label {
        width: parent.width
        text: root.kind ? root.kind.summary : ""
        wrapMode: Text.Wrap
        isMuted: true
    }

    Repeater {
        model: root.kind ? root.kind.options.length : 0

        TextField {
            required property int index
            readonly property var option: root.kind.options[index] ?? ({})

            width: root.width
            enabled: !Gateways.isAdding
            label: option.label ?? ""
            isRequired: option.isRequired === true
            isSecret: option.isSecret === true
            placeholder: option.example ?? ""
            error: Gateways.addErrorField !== "" && Gateways.addErrorField === option.name ? Gateways.addError : ""
            focus: index === 0
            Component.onCompleted: {
                text = option.default ?? "";
                if (index === 0)
                    forceActiveFocus();
            }
            onEdited: root.answer(option.name, text)
            onAccepted: root.connect_()
        }
    }

    TextField {
        width: parent.width
        enabled: !Gateways.isAdding
        label: qsTr("Your name for it")
        placeholder: root.kind ? root.kind.title : ""
        onEdited: root.title = text
        onAccepted: root.connect_()
    }

    Rectangle {
        width: parent.width
        height: problem.implicitHeight + 2 * Tokens.spaceL
        visible: Gateways.addError !== ""
        radius: Tokens.radiusControl
        color: Theme.tint(Theme.attention)
        Accessible.role: Accessible.AlertMessage
        Accessible.name: [Gateways.addError, Gateways.addRemedy].join(" ")

        Column {
            id: problem

            x: Tokens.spaceL
            y: Tokens.spaceL
            width: parent.width - 2 * Tokens.spaceL
            spacing: Tokens.spaceXs

            Label {
                width: parent.width
                text: Gateways.addError
                isStrong: true
                wrapMode: Text.Wrap
                isDecoration: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: Gateways.addRemedy
                wrapMode: Text.Wrap
                isDecoration: true
            }

            Button {
                visible: Gateways.addDetail !== ""
                kind: "quiet"
                leftPadding: 0
                glyph: Glyphs.copy
                text: qsTr("Copy details")
                onClicked: App.copy(Gateways.addDetail)
            }
        }
    }

    Banner {
        width: parent.width
        visible: Gateways.isAdding
        ink: Theme.accent
        glyph: Glyphs.gateway
        isBusy: true
        text: Gateways.addingText
        actionText: qsTr("Cancel")
        onActed: Gateways.cancelAdd()
    }

    Button {
        visible: !Gateways.isAdding
        kind: "primary"
        text: Gateways.addError !== "" ? qsTr("Try again") : qsTr("Connect")
        enabled: root.isComplete
        onClicked: root.connect_()
    }
}
