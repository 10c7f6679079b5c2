/** German for the web client's own sentences. What it shares with the desktop stands in tables.
 * @type {Record<string, string>} */
export const WORDS = {
  "A device": "Ein Gerät",
  "A further device for {name}": "Ein weiteres Gerät für {name}",
  "Add a device": "Gerät hinzufügen",
  "Also when the page is closed. They pass through your browser maker's service, encrypted.":
    "Auch bei geschlossener Seite. Sie laufen verschlüsselt über den Dienst deines Browserherstellers.",
  "Android phone": "Android-Telefon",
  "Android tablet": "Android-Tablet",
  "Begin simple mode": "Einfache Ansicht beginnen",
  "Change": "Ändern",
  "Choose the tiles. To leave simple mode, hold the three dots in the corner and type a word.":
    "Wähle die Kacheln. Um die einfache Ansicht zu verlassen, halte die drei Punkte in der Ecke und tippe ein Wort.",
  "Code for the new device": "Code für das neue Gerät",
  "Code from the desktop app or the hub": "Code aus der Desktop-App oder vom Hub",
  "Compare these words with the owner's screen. They let you in there.":
    "Vergleiche diese Wörter mit dem Bildschirm, an dem das Zuhause verwaltet wird. Dort wirst du hereingelassen.",
  "Connect": "Verbinden",
  "Connect this device with the home.": "Verbinde dieses Gerät mit dem Zuhause.",
  "Connect this device – Homewire": "Gerät verbinden – Homewire",
  "Connecting …": "Wird verbunden …",
  "Copied": "Kopiert",
  "Device": "Gerät",
  "Disconnect": "Trennen",
  "Disconnect this device": "Dieses Gerät trennen",
  "Disconnect this device?": "Dieses Gerät trennen?",
  "High contrast, dark": "Hoher Kontrast, dunkel",
  "Home": "Zuhause",
  "Invite somebody": "Jemanden einladen",
  "It forgets the home. To come back it needs a new code.":
    "Es vergisst das Zuhause. Um zurückzukommen, braucht es einen neuen Code.",
  "Keep the new device at hand: the code is good for five minutes.":
    "Halte das neue Gerät bereit: Der Code gilt fünf Minuten.",
  "Keep the screen on": "Bildschirm anlassen",
  "Leave": "Verlassen",
  "Leave simple mode: press and hold": "Einfache Ansicht verlassen: gedrückt halten",
  "Leave simple mode?": "Einfache Ansicht verlassen?",
  "Like the device": "Wie das Gerät",
  "No": "Nein",
  "No scenes yet": "Noch keine Szenen",
  "Notifications": "Benachrichtigungen",
  "Off": "Aus",
  "On the new device open this address and type the code:":
    "Öffne auf dem neuen Gerät diese Adresse und gib den Code ein:",
  "One step, and this device belongs to the home.": "Ein Schritt, und dieses Gerät gehört zum Zuhause.",
  "Only the tiles you choose, very large. Leaving it takes a long press and a word.":
    "Nur die Kacheln, die du wählst, sehr groß. Verlassen nur mit langem Druck und einem Wort.",
  "Pair again": "Neu koppeln",
  "People": "Personen",
  "Protect it": "Schützen",
  "Role": "Rolle",
  "Rooms of the guest": "Räume des Gasts",
  "Save": "Speichern",
  "Saved": "Gespeichert",
  "Scenes": "Szenen",
  "Scenes and scripts of your gateways appear here by themselves.":
    "Szenen und Skripte deiner Gateways erscheinen hier von selbst.",
  "Send the link": "Link senden",
  "Set up": "Einrichten",
  "Share my location": "Meinen Standort teilen",
  "Show in simple mode": "In der einfachen Ansicht zeigen",
  "Show the code": "Code zeigen",
  "Shown in simple mode": "Wird in der einfachen Ansicht gezeigt",
  "Sign out": "Abmelden",
  "Sign out all other devices of mine": "Alle meine anderen Geräte abmelden",
  "Simple mode": "Einfache Ansicht",
  "Skip to the tiles": "Zu den Kacheln springen",
  "Take out of simple mode": "Aus der einfachen Ansicht nehmen",
  "Taken out of simple mode": "Aus der einfachen Ansicht genommen",
  "Talk": "Sprechen",
  "Talking is not there right now": "Sprechen geht gerade nicht",
  "That did not work. Look at the code once more.": "Das hat nicht geklappt. Sieh dir den Code noch einmal an.",
  "That is not the code. Tries left: {left}.": "Das ist nicht der Code. Versuche übrig: {left}.",
  "The house cannot be reached right now. It comes back by itself.":
    "Das Haus ist gerade nicht zu erreichen. Es kommt von selbst zurück.",
  "The hub does not answer. Is this device in the same network?":
    "Der Hub antwortet nicht. Ist dieses Gerät im selben Netz?",
  "The new device": "Das neue Gerät",
  "The owner of the home makes one under “Add a phone”. Scanning its picture with the camera is easier still.":
    "Wem das Zuhause gehört, macht ihn unter „Telefon hinzufügen“. Noch einfacher ist es, das Bild dazu mit der Kamera zu scannen.",
  "The word": "Das Wort",
  "This browser could not reach its notification service.":
    "Dieser Browser konnte seinen Benachrichtigungsdienst nicht erreichen.",
  "This code is no longer good. Ask the owner for a new one: they last five minutes and open one door.":
    "Dieser Code gilt nicht mehr. Bitte um einen neuen: Jeder gilt fünf Minuten und für ein Gerät.",
  "This code is no longer good. Open a new one.": "Dieser Code gilt nicht mehr. Öffne einen neuen.",
  "This computer": "Dieser Computer",
  "This connection is not protected: lights and tiles work, talking does not.":
    "Diese Verbindung ist nicht geschützt: Licht und Kacheln gehen, Sprechen nicht.",
  "This device": "Dieses Gerät",
  "This device does not tell where it is. Allow it in the browser's settings.":
    "Dieses Gerät verrät nicht, wo es ist. Erlaube es in den Einstellungen des Browsers.",
  "This device is already connected: back to the home":
    "Dieses Gerät ist schon verbunden: zurück zum Zuhause",
  "Type the word “{word}” to see everything again.": "Tippe das Wort „{word}“, um wieder alles zu sehen.",
  "Waiting for the new device …": "Warte auf das neue Gerät …",
  "Welcome home.": "Willkommen zu Hause.",
  "What is this device called?": "Wie heißt dieses Gerät?",
  "While this page is open, for a tablet on the wall.":
    "Solange diese Seite offen ist, für ein Tablet an der Wand.",
  "Whom is it for?": "Für wen ist er?",
  "Yes, the same words": "Ja, dieselben Wörter",
  "You": "Du",
  "You are here as {role}.": "Du bist hier mit der Rolle „{role}“.",
  "Your browser does not allow notifications for this page. Allow them in its settings.":
    "Dein Browser erlaubt dieser Seite keine Benachrichtigungen. Erlaube sie in seinen Einstellungen.",
  "Your family sees this name, for example “Anna's phone”.":
    "Deine Familie sieht diesen Namen, zum Beispiel „Annas Telefon“.",
  "Your home learns where this device is while the page is open. Nobody else does.":
    "Dein Zuhause erfährt, wo dieses Gerät ist, solange die Seite offen ist. Sonst niemand.",
  "family": "Familie",
  "gateway": "Gateway",
  "guest": "Gast",
  "here now": "gerade hier",
  "home": "zuhause",
  "owner": "Besitzer",
  "paused": "pausiert",
  "tester": "Tester",
  "this device": "dieses Gerät",
  "{device} wants to come in. Does it show these words?": "{device} möchte herein. Zeigt es diese Wörter?",
  "{name} is in.": "{name} ist drin.",
};
