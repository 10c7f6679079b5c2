// All that looks like the same thing twice; nothing where nothing does.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    spacing: Tokens.spaceM
    Component.onDestruction: Duplicates.forget()

    Repeater {
        model: Duplicates

        DuplicateCard {
            width: root.width
        }
    }

    DoneBanner {
        width: parent.width
        text: Duplicates.doneText
        canUndo: Duplicates.canUndo
        onUndone: Duplicates.undo()
        onDismissed: Duplicates.forget()
    }

    Banner {
        width: parent.width
        visible: text !== ""
        glyph: Glyphs.attention
        text: Duplicates.errorText
        actionText: qsTr("Dismiss")
        onActed: Duplicates.forget()
    }
}
