// The keys that work everywhere in the window.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop

Item {
    id: root

    signal searchAsked
    signal leaveAsked
    signal helpAsked

    Shortcut {
        sequences: ["Ctrl+K", "Ctrl+F", "/"]
        onActivated: root.searchAsked()
    }

    Shortcut {
        sequence: "Escape"
        onActivated: root.leaveAsked()
    }

    Shortcut {
        sequences: [StandardKey.HelpContents, "Ctrl+?"]
        onActivated: root.helpAsked()
    }

    Shortcut {
        sequences: [StandardKey.Back]
        onActivated: App.back()
    }

    Instantiator {
        model: 9

        Shortcut {
            required property int index

            sequence: "Alt+" + (index + 1)
            onActivated: {
                const entry = App.navigation[index];
                if (!entry)
                    return;
                if (entry.areaId !== "")
                    App.openArea(entry.areaId);
                else
                    App.navigate(entry.page);
            }
        }
    }
}
