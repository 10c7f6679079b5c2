// Asks for the code of an alarm or a lock.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Controls

Dialog {
    id: root

    property bool isNumeric: true

    signal entered(string code)

    function finish(code: string) {
        entered(code);
        close();
    }

    text: qsTr("Enter your code.")

    Loader {
        width: parent ? parent.width : 0
        focus: true
        sourceComponent: root.isNumeric ? pad : field
        onLoaded: forceActiveFocus()
    }

    Component {
        id: pad

        KeyPad {
            onEntered: code => root.finish(code)
        }
    }

    Component {
        id: field

        TextField {
            label: qsTr("Code")
            isRequired: true
            isSecret: true
            onAccepted: root.finish(text)
        }
    }
}
