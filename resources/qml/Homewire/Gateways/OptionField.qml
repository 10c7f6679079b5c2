// One answer of the form: the right keyboard for it, pasted as a whole, and said at once what is wrong.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    // See GatewayForm.fields of the view model.
    required property var option
    required property string label

    signal accepted

    function focusField() {
        field.forceActiveFocus(Qt.TabFocusReason);
    }

    readonly property bool isChoice: option.kind === "choice"
    readonly property int keyboard: {
        switch (option.kind) {
        case "port":
            return Qt.ImhDigitsOnly;
        case "host":
        case "url":
            return Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase;
        case "secret":
            return Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase;
        default:
            return Qt.ImhNoPredictiveText;
        }
    }

    spacing: 6

    Label {
        visible: root.isChoice
        text: root.label
        isStrong: true
        isDecoration: true
    }

    Select {
        width: parent.width
        visible: root.isChoice
        isFramed: true
        label: root.label
        options: root.option.choices ?? []
        current: root.option.text ?? ""
        onChosen: value => Adding.answer(root.option.name, value)
    }

    Item {
        width: parent.width
        height: field.implicitHeight
        visible: !root.isChoice

        TextField {
            id: field

            width: parent.width
            label: root.label
            isRequired: root.option.isRequired === true || root.option.isKept === true
            isSecret: root.option.kind === "secret"
            placeholder: root.option.isKept === true ? "••••••••" : root.option.example ?? ""
            hint: root.option.isKept === true ? qsTr("Leave it empty to keep the one there is.") : ""
            error: root.option.error ?? ""
            inputMethodHints: root.keyboard
            maximumLength: 8192
            Component.onCompleted: text = root.option.text ?? ""
            onEdited: Adding.answer(root.option.name, text)
            onAccepted: root.accepted()

            Connections {
                target: field.field

                function onActiveFocusChanged() {
                    if (!field.field.activeFocus && field.text !== "")
                        Adding.check(root.option.name);
                }
            }

            Connections {
                target: Adding

                function onFieldCorrected(name, text) {
                    if (name === root.option.name)
                        field.text = text;
                }
            }
        }

        // Keys are long and nobody types them.
        Button {
            anchors.right: parent.right
            y: -12
            visible: field.isSecret && field.text === ""
            kind: "quiet"
            glyph: Glyphs.paste
            text: qsTr("Paste")
            Accessible.name: qsTr("Paste: %1").arg(root.label)
            onClicked: {
                (field.field as T.TextField).paste();
                Adding.answer(root.option.name, field.text);
            }
        }
    }
}
