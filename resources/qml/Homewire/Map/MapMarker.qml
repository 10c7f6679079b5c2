// Somebody or something on the map: initials or an icon, and the name; the age where it matters.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme
import Homewire.Controls
import Homewire.Talk

T.AbstractButton {
    id: control

    required property string key
    required property string name
    required property string initials
    required property string glyph
    required property bool isPerson
    required property string ageText
    required property string spoken
    required property bool isStale
    property bool isChosen: false
    // How wide the name may be.
    property int mostWords: 120

    implicitWidth: Tokens.sizeTarget
    implicitHeight: Tokens.sizeTarget
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.Button
    Accessible.name: spoken

    background: Item {
        Rectangle {
            id: ground

            anchors.centerIn: parent
            width: 40
            height: 40
            radius: 20
            color: Theme.surface
            border.width: control.isChosen ? 3 : 1
            border.color: control.isChosen ? Theme.accent : Theme.controlEdge

            FocusRing {
                isShown: control.visualFocus
                radius: ground.radius + gap + border.width
            }
        }
    }

    contentItem: Item {
        opacity: control.isStale ? 0.55 : 1

        Avatar {
            anchors.centerIn: parent
            visible: control.isPerson
            size: 34
            name: control.name
            initials: control.initials
            personId: control.key
        }

        IconDisc {
            anchors.centerIn: parent
            visible: !control.isPerson
            size: 34
            glyph: control.glyph
            color: Theme.accent
        }
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.top
        anchors.bottomMargin: -1
        width: words.width + 2 * Tokens.spaceS
        height: words.height + 4
        radius: Tokens.radiusSmall
        color: Qt.alpha(Theme.surface, 0.9)

        Column {
            id: words

            anchors.centerIn: parent

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(implicitWidth, control.mostWords)
                text: control.name
                font.pixelSize: Tokens.fontCaption
                isStrong: true
                isDecoration: true
            }

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: control.isStale || control.isChosen
                text: control.ageText
                font.pixelSize: Tokens.fontCaption
                color: control.isStale ? Theme.attention : Theme.textMuted
                isDecoration: true
            }
        }
    }
}
