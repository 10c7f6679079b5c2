// The questions about one person: another name, another role, other areas, or gone.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

Item {
    id: root

    property PersonCard person: null
    property string tokenId: ""

    function ask(card: PersonCard, what: string) {
        person = card;
        switch (what) {
        case "device":
            Pairing.open(card.role, card.personId, "", card.role === "guest" ? card.areaIds : [], card.visit);
            App.navigate("addPhone");
            break;
        case "name":
            nameField.text = card.name;
            renaming.open();
            break;
        case "role":
            roleChoice.role = card.role;
            choosingRole.open();
            break;
        case "areas":
            areaChoice.areaIds = card.areaIds;
            choosingAreas.open();
            break;
        case "visit":
            visitChoice.visit = card.visit;
            choosingVisit.open();
            break;
        case "deeds":
            Audit.show(card.personId, "");
            App.navigate("audit");
            break;
        case "remove":
            removing.open();
            break;
        }
    }

    function askSignOut(token: string, name: string) {
        tokenId = token;
        signingOut.title = qsTr("Sign out “%1”?").arg(name);
        signingOut.open();
    }

    function askSignOutOthers() {
        signingOutOthers.open();
    }

    Dialog {
        id: renaming

        title: qsTr("Another name")
        confirmText: qsTr("Save")
        onConfirmed: People.rename(root.person.personId, nameField.text.trim())

        TextField {
            id: nameField

            width: parent ? parent.width : 0
            label: qsTr("Name")
            isRequired: true
            onAccepted: {
                renaming.confirmed();
                renaming.close();
            }
        }
    }

    Dialog {
        id: choosingRole

        title: root.person ? qsTr("What may %1 do?").arg(root.person.name) : ""
        confirmText: qsTr("Save")
        onConfirmed: People.changeRole(root.person.personId, roleChoice.role)

        RoleChoice {
            id: roleChoice

            width: parent ? parent.width : 0
            onChosen: role => roleChoice.role = role
        }
    }

    Dialog {
        id: choosingAreas

        title: root.person ? qsTr("Which areas does %1 see?").arg(root.person.name) : ""
        text: qsTr("A guest without an area sees nothing.")
        confirmText: qsTr("Save")
        onConfirmed: People.setAreas(root.person.personId, areaChoice.areaIds)

        AreaChoice {
            id: areaChoice

            width: parent ? parent.width : 0
            onChosen: areaIds => areaChoice.areaIds = areaIds
        }
    }

    Dialog {
        id: choosingVisit

        title: root.person ? qsTr("When may %1 come in?").arg(root.person.name) : ""
        confirmText: qsTr("Save")
        onConfirmed: People.setVisit(root.person.personId, visitChoice.visit)

        VisitChoice {
            id: visitChoice

            width: parent ? parent.width : 0
            onChosen: visit => visitChoice.visit = visit
        }
    }

    Dialog {
        id: removing

        title: root.person ? qsTr("Remove %1?").arg(root.person.name) : ""
        text: qsTr("All their devices are signed out at once. What they said stays as long as it was to be kept.")
        confirmText: qsTr("Remove")
        isDangerous: true
        onConfirmed: People.remove(root.person.personId)
    }

    Dialog {
        id: signingOut

        text: qsTr("It needs a new code to come back.")
        confirmText: qsTr("Sign out")
        isDangerous: true
        onConfirmed: People.signOut(root.tokenId)
    }

    Dialog {
        id: signingOutOthers

        title: qsTr("Sign out all your other devices?")
        text: qsTr("Only this one stays signed in.")
        confirmText: qsTr("Sign out")
        isDangerous: true
        onConfirmed: People.signOutOthers()
    }
}
