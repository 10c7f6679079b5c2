<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Nothing has happened in the last two days.</source>
        <translation>In den letzten zwei Tagen ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Changed %1 by %2</source>
        <translation>Geändert %1 von %2</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>Geändert %1</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Reading what happened</source>
        <translation>Der Verlauf wird gelesen</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
</context>
<context>
    <name>AddGatewayPage</name>
    <message>
        <source>Connect a gateway</source>
        <translation>Gateway verbinden</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>Einstellungen von %1</translation>
    </message>
    <message>
        <source>Add by kind and address</source>
        <translation>Nach Art und Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Your hub offers no gateways now</source>
        <translation>Dein Hub bietet gerade keine Gateways an</translation>
    </message>
</context>
<context>
    <name>AddPhonePage</name>
    <message>
        <source>Add a phone</source>
        <translation>Telefon hinzufügen</translation>
    </message>
    <message>
        <source>Phones cannot reach this computer&apos;s home yet.</source>
        <translation>Telefone können das Zuhause auf diesem Computer noch nicht erreichen.</translation>
    </message>
    <message>
        <source>Let phones in</source>
        <translation>Telefone hereinlassen</translation>
    </message>
    <message>
        <source>It appears under People, where it can be signed out at any time.</source>
        <translation>Es steht unter Personen und kann dort jederzeit abgemeldet werden.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>Noch eines</translation>
    </message>
</context>
<context>
    <name>AddedView</name>
    <message>
        <source>%1 is connected</source>
        <translation>%1 ist verbunden</translation>
    </message>
    <message>
        <source>Ready for your device</source>
        <translation>Bereit für dein Gerät</translation>
    </message>
    <message>
        <source>It appears as soon as it dials in.</source>
        <translation>Es erscheint, sobald es sich einwählt.</translation>
    </message>
    <message>
        <source>Give them rooms</source>
        <translation>Räume zuteilen</translation>
    </message>
    <message>
        <source>Add another one</source>
        <translation>Noch eines hinzufügen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>AdmitSection</name>
    <message>
        <source>Type the code printed on the device or its box: 11 or 21 digits, or the text that begins with MT:. Put the device into pairing mode first.</source>
        <translation>Tippe den Code ab, der auf dem Gerät oder der Packung steht: 11 oder 21 Ziffern oder der Text, der mit MT: beginnt. Bringe das Gerät vorher in den Kopplungsmodus.</translation>
    </message>
    <message>
        <source>Open the network, then put the device into pairing mode as its manual says. It appears by itself.</source>
        <translation>Öffne das Netz und bringe dann das Gerät in den Kopplungsmodus, wie seine Anleitung es beschreibt. Es erscheint von selbst.</translation>
    </message>
    <message>
        <source>Pairing code</source>
        <translation>Kopplungscode</translation>
    </message>
    <message>
        <source>Install code, if it has one</source>
        <translation>Installationscode, falls es einen hat</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Add device</source>
        <translation>Gerät hinzufügen</translation>
    </message>
    <message>
        <source>Open for new devices</source>
        <translation>Für neue Geräte öffnen</translation>
    </message>
</context>
<context>
    <name>Area</name>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
</context>
<context>
    <name>AreaChips</name>
    <message>
        <source>All off</source>
        <translation>Alles aus</translation>
    </message>
    <message>
        <source>Talk here</source>
        <translation>Hier sprechen</translation>
    </message>
    <message>
        <source>Talk to %1</source>
        <translation>Mit %1 sprechen</translation>
    </message>
    <message>
        <source>Turn everything off in %1</source>
        <translation>Alles ausschalten in %1</translation>
    </message>
</context>
<context>
    <name>AreaChoice</name>
    <message>
        <source>Areas</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>AreaPage</name>
    <message>
        <source>Nothing is here yet</source>
        <translation>Hier ist noch nichts</translation>
    </message>
    <message>
        <source>Open a tile on the home page and choose this area for it.</source>
        <translation>Öffne eine Kachel auf der Startseite und wähle diesen Bereich für sie.</translation>
    </message>
</context>
<context>
    <name>AreasPage</name>
    <message>
        <source>Areas</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>ArrangePage</name>
    <message>
        <source>Devices of %1</source>
        <translation>Geräte von %1</translation>
    </message>
    <message>
        <source>Arrange devices</source>
        <translation>Geräte ordnen</translation>
    </message>
    <message>
        <source>Search these devices</source>
        <translation>Diese Geräte durchsuchen</translation>
    </message>
    <message>
        <source>Without a room: %1</source>
        <translation>Ohne Raum: %1</translation>
    </message>
    <message numerus="yes">
        <source>Follow %n suggestion(s)</source>
        <translation>
            <numerusform>%n Vorschlag annehmen</numerusform>
            <numerusform>%n Vorschläge annehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <source>Put into room …</source>
        <translation>In einen Raum …</translation>
    </message>
    <message>
        <source>Into room …</source>
        <translation>In Raum …</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>There are no devices yet</source>
        <translation>Es gibt noch keine Geräte</translation>
    </message>
    <message>
        <source>Every device has a room</source>
        <translation>Jedes Gerät hat einen Raum</translation>
    </message>
    <message>
        <source>Nothing of that name</source>
        <translation>Nichts mit diesem Namen</translation>
    </message>
    <message>
        <source>They appear here as soon as the gateway reports them.</source>
        <translation>Sie erscheinen hier, sobald das Gateway sie meldet.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>ArrangeRow</name>
    <message>
        <source>No room</source>
        <translation>Kein Raum</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 auswählen</translation>
    </message>
    <message>
        <source>The device&apos;s own name</source>
        <translation>Der eigene Name des Geräts</translation>
    </message>
    <message>
        <source>Keep the name</source>
        <translation>Namen behalten</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation>%1 (neu)</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Put %1 into %2</source>
        <translation>%1 in %2 einordnen</translation>
    </message>
    <message>
        <source>Choose room</source>
        <translation>Raum wählen</translation>
    </message>
    <message>
        <source>Room of %1: %2</source>
        <translation>Raum von %1: %2</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>Renamed to %1</source>
        <translation>Umbenannt in %1</translation>
    </message>
    <message>
        <source>It has its own name again</source>
        <translation>Es hat wieder seinen eigenen Namen</translation>
    </message>
    <message>
        <source>their rooms</source>
        <translation>ihren Räumen</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Controlled</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Devices and keys</source>
        <translation>Geräte und Schlüssel</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>Gateways</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Sharing of location</source>
        <translation>Teilen des Standorts</translation>
    </message>
    <message>
        <source>Settings of the home</source>
        <translation>Einstellungen des Zuhauses</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Nobody in particular</source>
        <translation>Niemand Bestimmtes</translation>
    </message>
    <message>
        <source>Used %1</source>
        <translation>%1 benutzt</translation>
    </message>
    <message>
        <source>Controlled %1</source>
        <translation>%1 bedient</translation>
    </message>
    <message>
        <source>Turned on %1</source>
        <translation>%1 eingeschaltet</translation>
    </message>
    <message>
        <source>Turned off %1</source>
        <translation>%1 ausgeschaltet</translation>
    </message>
    <message>
        <source>Switched %1</source>
        <translation>%1 umgeschaltet</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 geöffnet</translation>
    </message>
    <message>
        <source>Closed %1</source>
        <translation>%1 geschlossen</translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <translation>%1 angehalten</translation>
    </message>
    <message>
        <source>Locked %1</source>
        <translation>%1 verriegelt</translation>
    </message>
    <message>
        <source>Unlocked %1</source>
        <translation>%1 entriegelt</translation>
    </message>
    <message>
        <source>Pressed %1</source>
        <translation>%1 gedrückt</translation>
    </message>
    <message>
        <source>Set the temperature of %1</source>
        <translation>Temperatur von %1 eingestellt</translation>
    </message>
    <message>
        <source>Set %1</source>
        <translation>%1 eingestellt</translation>
    </message>
    <message>
        <source>Disarmed %1</source>
        <translation>%1 unscharf geschaltet</translation>
    </message>
    <message>
        <source>Armed %1</source>
        <translation>%1 scharf geschaltet</translation>
    </message>
    <message>
        <source>Added %1 to the people</source>
        <translation>%1 zu den Personen hinzugefügt</translation>
    </message>
    <message>
        <source>Changed what is known of %1</source>
        <translation>Angaben zu %1 geändert</translation>
    </message>
    <message>
        <source>Removed %1 from the people</source>
        <translation>%1 von den Personen entfernt</translation>
    </message>
    <message>
        <source>Changed the picture of %1</source>
        <translation>Bild von %1 geändert</translation>
    </message>
    <message>
        <source>Made a key: %1</source>
        <translation>Schlüssel erstellt: %1</translation>
    </message>
    <message>
        <source>Came in with a new device: %1</source>
        <translation>Mit einem neuen Gerät hereingekommen: %1</translation>
    </message>
    <message>
        <source>Signed out %1</source>
        <translation>%1 abgemeldet</translation>
    </message>
    <message>
        <source>Arranged %1</source>
        <translation>%1 eingeordnet</translation>
    </message>
    <message>
        <source>Made one device of %1</source>
        <translation>%1 zu einem Gerät vereint</translation>
    </message>
    <message>
        <source>Took %1 apart again</source>
        <translation>%1 wieder getrennt</translation>
    </message>
    <message>
        <source>Said that these are different: %1</source>
        <translation>Als verschieden bezeichnet: %1</translation>
    </message>
    <message>
        <source>Took back that these are different: %1</source>
        <translation>Nicht mehr als verschieden bezeichnet: %1</translation>
    </message>
    <message>
        <source>Added the gateway %1</source>
        <translation>Gateway %1 hinzugefügt</translation>
    </message>
    <message>
        <source>Changed the settings of %1</source>
        <translation>Einstellungen von %1 geändert</translation>
    </message>
    <message>
        <source>Paused %1</source>
        <translation>%1 pausiert</translation>
    </message>
    <message>
        <source>Let %1 go on</source>
        <translation>%1 weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Removed the gateway %1</source>
        <translation>Gateway %1 entfernt</translation>
    </message>
    <message>
        <source>Let devices into %1</source>
        <translation>Geräte in %1 hereingelassen</translation>
    </message>
    <message>
        <source>Added the place %1</source>
        <translation>Ort %1 hinzugefügt</translation>
    </message>
    <message>
        <source>Changed the place %1</source>
        <translation>Ort %1 geändert</translation>
    </message>
    <message>
        <source>Removed the place %1</source>
        <translation>Ort %1 entfernt</translation>
    </message>
    <message>
        <source>Began to share where this device is</source>
        <translation>Begonnen, den Standort dieses Geräts zu teilen</translation>
    </message>
    <message>
        <source>Stopped sharing where this device is</source>
        <translation>Aufgehört, den Standort dieses Geräts zu teilen</translation>
    </message>
    <message>
        <source>Turned on messages to closed pages</source>
        <translation>Nachrichten an geschlossene Seiten eingeschaltet</translation>
    </message>
    <message>
        <source>Turned off messages to closed pages</source>
        <translation>Nachrichten an geschlossene Seiten ausgeschaltet</translation>
    </message>
    <message>
        <source>Changed the settings of the home</source>
        <translation>Einstellungen des Zuhauses geändert</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Who did what</source>
        <translation>Wer hat was getan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Reading what was done</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Nichts getan</translation>
    </message>
    <message>
        <source>What people control and change is kept here.</source>
        <translation>Was Personen bedienen und ändern, steht hier.</translation>
    </message>
</context>
<context>
    <name>AvatarRow</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Auf Sendung</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Sprechen</translation>
    </message>
</context>
<context>
    <name>Burst</name>
    <message>
        <source>Speaking now</source>
        <translation>Spricht gerade</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
</context>
<context>
    <name>ButtonGuide</name>
    <message>
        <source>A bridge with a round button on top</source>
        <translation>Eine Bridge mit einer runden Taste oben</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for the button: %n second(s) left</source>
        <translation>
            <numerusform>Warten auf die Taste: noch %n Sekunde</numerusform>
            <numerusform>Warten auf die Taste: noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose Connect first. Then you have a minute to walk there and press it once.</source>
        <translation>Wähle zuerst „Verbinden“. Dann hast du eine Minute Zeit, hinzugehen und sie einmal zu drücken.</translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>Your microphone opens when you answer</source>
        <translation>Dein Mikrofon geht beim Annehmen auf</translation>
    </message>
    <message>
        <source>Your microphone is open</source>
        <translation>Dein Mikrofon ist offen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
</context>
<context>
    <name>ChannelList</name>
    <message>
        <source>Areas</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Doors</source>
        <translation>Türen</translation>
    </message>
    <message>
        <source>People and devices</source>
        <translation>Personen und Geräte</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
</context>
<context>
    <name>ChannelMenu</name>
    <message>
        <source>Talk to</source>
        <translation>Sprechen mit</translation>
    </message>
</context>
<context>
    <name>ChannelPicker</name>
    <message>
        <source>Talk to</source>
        <translation>Sprechen mit</translation>
    </message>
</context>
<context>
    <name>ChannelRow</name>
    <message>
        <source>%1 is talking</source>
        <translation>%1 spricht gerade</translation>
    </message>
    <message>
        <source>Listen only · %1</source>
        <translation>Nur zuhören · %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Enter your code.</source>
        <translation>Gib deinen Code ein.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>ColorWheel</name>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Hue %1 degrees, %2 % colour</source>
        <translation>Farbton %1 Grad, %2 % Farbe</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Do not reply to it</source>
        <translation>Nicht darauf antworten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>ConversationHeader</name>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Play what you missed: %1</source>
        <translation>Verpasstes abspielen: %1</translation>
    </message>
    <message>
        <source>Search what was said</source>
        <translation>Gesagtes durchsuchen</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Conversation with %1</source>
        <translation>Gespräch mit %1</translation>
    </message>
</context>
<context>
    <name>CountBadge</name>
    <message>
        <source>99+</source>
        <translation>99+</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>No area</source>
        <translation>Kein Bereich</translation>
    </message>
    <message>
        <source>Nothing was recorded yet.</source>
        <translation>Noch wurde nichts aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>DetailActivity</name>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
</context>
<context>
    <name>DetailFeatures</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>DetailHero</name>
    <message>
        <source>Remove from favourites</source>
        <translation>Aus den Favoriten nehmen</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Zu den Favoriten</translation>
    </message>
</context>
<context>
    <name>DetailHistory</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 Std.</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>History of %1</source>
        <translation>Verlauf von %1</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Der Verlauf wird gelesen</translation>
    </message>
</context>
<context>
    <name>DetailOrigin</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>Entität</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>DetailRelated</name>
    <message>
        <source>Also on %1</source>
        <translation>Auch an %1</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>Gehört dazu</translation>
    </message>
</context>
<context>
    <name>DetailSettings</name>
    <message>
        <source>No area</source>
        <translation>Kein Bereich</translation>
    </message>
    <message>
        <source>Hide settings</source>
        <translation>Einstellungen ausblenden</translation>
    </message>
    <message>
        <source>Settings and origin</source>
        <translation>Einstellungen und Herkunft</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Leave it empty to take the device&apos;s own name again.</source>
        <translation>Leer lassen, um wieder den Namen des Geräts zu nehmen.</translation>
    </message>
    <message>
        <source>Save name</source>
        <translation>Namen speichern</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>A Material Design icon by its name; empty takes the usual one.</source>
        <translation>Ein Material-Design-Symbol mit seinem englischen Namen; leer nimmt das übliche.</translation>
    </message>
    <message>
        <source>There is no icon of this name.</source>
        <translation>Ein Symbol dieses Namens gibt es nicht.</translation>
    </message>
    <message>
        <source>Hide this tile</source>
        <translation>Diese Kachel ausblenden</translation>
    </message>
</context>
<context>
    <name>DetailView</name>
    <message>
        <source>Dismiss</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out %1</source>
        <translation>%1 abmelden</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>Entitäten</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Nicht verfügbar</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <source>Comes in</source>
        <translation>Kommt herein</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>It did not answer.</source>
        <translation>Es hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>It refused our key or password.</source>
        <translation>Es hat unseren Schlüssel oder unser Passwort abgelehnt.</translation>
    </message>
    <message>
        <source>It answered in a way we do not understand.</source>
        <translation>Es hat auf eine Weise geantwortet, die wir nicht verstehen.</translation>
    </message>
    <message>
        <source>It reported too much at once.</source>
        <translation>Es hat zu viel auf einmal gemeldet.</translation>
    </message>
    <message>
        <source>The driver failed and was started again.</source>
        <translation>Der Treiber ist ausgefallen und wurde neu gestartet.</translation>
    </message>
    <message>
        <source>%1 states/s</source>
        <translation>%1 Zustände/s</translation>
    </message>
    <message>
        <source>%1 events/s</source>
        <translation>%1 Ereignisse/s</translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 Nachrichten/s</translation>
    </message>
</context>
<context>
    <name>DiagnosticsSaver</name>
    <message>
        <source>Save diagnostics file</source>
        <translation>Diagnosedatei speichern</translation>
    </message>
    <message>
        <source>JSON file (*.json)</source>
        <translation>JSON-Datei (*.json)</translation>
    </message>
</context>
<context>
    <name>DialAddress</name>
    <message>
        <source>Enter this address in the device</source>
        <translation>Gib diese Adresse im Gerät ein</translation>
    </message>
    <message>
        <source>Address to enter in the device</source>
        <translation>Adresse, die ins Gerät eingegeben wird</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>On the page of the Shelly: Settings, Outbound WebSocket, enable it, choose “No validation” unless the hub has a certificate it trusts, paste the address as server, save, and restart the device. The address holds a key: show it to nobody.</source>
        <translation>Auf der Seite des Shelly: Settings, Outbound WebSocket, einschalten, „No validation“ wählen, außer der Hub hat ein Zertifikat, dem es vertraut, die Adresse als Server einfügen, speichern und das Gerät neu starten. Die Adresse enthält einen Schlüssel: Zeige sie niemandem.</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>DoneBanner</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>DuplicateCard</name>
    <message>
        <source>This looks like the same thing twice: %1</source>
        <translation>Das sieht zweimal nach demselben Gerät aus: %1</translation>
    </message>
    <message>
        <source>This looks like the same thing twice</source>
        <translation>Das sieht zweimal nach demselben Gerät aus</translation>
    </message>
    <message>
        <source>Show as one</source>
        <translation>Als eines zeigen</translation>
    </message>
    <message>
        <source>They are different</source>
        <translation>Es sind verschiedene</translation>
    </message>
</context>
<context>
    <name>DuplicateChoice</name>
    <message>
        <source>stays</source>
        <translation>bleibt</translation>
    </message>
</context>
<context>
    <name>DuplicateSection</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>Shown as one now: %1</source>
        <translation>Wird jetzt als eines gezeigt: %1</translation>
    </message>
    <message>
        <source>They stay two. You will not be asked again.</source>
        <translation>Es bleiben zwei. Du wirst nicht wieder gefragt.</translation>
    </message>
    <message>
        <source>Shown on its own again: %1</source>
        <translation>Wird wieder einzeln gezeigt: %1</translation>
    </message>
    <message>
        <source>Both have the same network address.</source>
        <translation>Beide haben dieselbe Netzwerkadresse.</translation>
    </message>
    <message>
        <source>Both have the same radio address.</source>
        <translation>Beide haben dieselbe Funkadresse.</translation>
    </message>
    <message>
        <source>Both have the same serial number.</source>
        <translation>Beide haben dieselbe Seriennummer.</translation>
    </message>
    <message>
        <source>Both say that they are the same device.</source>
        <translation>Beide sagen, dass sie dasselbe Gerät sind.</translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Feature</name>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Swing</source>
        <translation>Schwenken</translation>
    </message>
    <message>
        <source>Humidity</source>
        <translation>Luftfeuchte</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Betriebsart</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Ein/Aus</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>Lüfter</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Slats</source>
        <translation>Lamellen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Effekt</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation>Lichtfarbe</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Now playing</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>Drücken</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Szene</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisierung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>To the dock</source>
        <translation>Zur Station</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>Finden</translation>
    </message>
    <message>
        <source>Robot</source>
        <translation>Roboter</translation>
    </message>
    <message>
        <source>Suction</source>
        <translation>Saugkraft</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verriegeln</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entriegeln</translation>
    </message>
    <message>
        <source>Open the door</source>
        <translation>Tür öffnen</translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation>Unscharf schalten</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Auslösen</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Siren</source>
        <translation>Sirene</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Date or time</source>
        <translation>Datum oder Uhrzeit</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Your home is ready for its first device</source>
        <translation>Dein Zuhause ist bereit für sein erstes Gerät</translation>
    </message>
    <message>
        <source>Bring in the rest of your home</source>
        <translation>Hol den Rest deines Zuhauses dazu</translation>
    </message>
    <message>
        <source>Connect a system you already have, such as Home Assistant, or look around in a made-up home first.</source>
        <translation>Verbinde ein System, das du schon hast, etwa Home Assistant, oder sieh dich erst in einem erfundenen Zuhause um.</translation>
    </message>
    <message>
        <source>The owner of this home can connect devices. They appear here by themselves.</source>
        <translation>Wem dieses Zuhause gehört, kann Geräte verbinden. Sie erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>Connect a system you already have, such as Home Assistant.</source>
        <translation>Verbinde ein System, das du schon hast, zum Beispiel Home Assistant.</translation>
    </message>
    <message>
        <source>Connect a gateway</source>
        <translation>Gateway verbinden</translation>
    </message>
    <message>
        <source>Join a home</source>
        <translation>Einem Zuhause beitreten</translation>
    </message>
    <message>
        <source>Show a demo home</source>
        <translation>Ein Vorführ-Zuhause zeigen</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>Ignored</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Wird verbunden …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Use the new address of %1</source>
        <translation>Die neue Adresse von %1 übernehmen</translation>
    </message>
    <message>
        <source>Give them rooms</source>
        <translation>Räume zuteilen</translation>
    </message>
    <message>
        <source>Show %1 again</source>
        <translation>%1 wieder zeigen</translation>
    </message>
    <message>
        <source>Ignore %1</source>
        <translation>%1 ausblenden</translation>
    </message>
</context>
<context>
    <name>FoundSection</name>
    <message>
        <source>Found on your network</source>
        <translation>In deinem Netzwerk gefunden</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Es wird gesucht …</translation>
    </message>
    <message>
        <source>Nothing found yet. Some systems do not announce themselves: add them by address.</source>
        <translation>Noch nichts gefunden. Manche Systeme melden sich nicht von selbst: Füge sie über ihre Adresse hinzu.</translation>
    </message>
    <message>
        <source>This hub does not look around by itself: add systems by address.</source>
        <translation>Dieser Hub sieht sich nicht selbst um: Füge Systeme über ihre Adresse hinzu.</translation>
    </message>
    <message>
        <source>The hub hears nothing on its network (%1). Add systems by address.</source>
        <translation>Der Hub hört nichts in seinem Netzwerk (%1). Füge Systeme über ihre Adresse hinzu.</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>Über Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Hide what I ignore</source>
        <translation>Ausgeblendetes nicht zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show %n ignored</source>
        <translation>
            <numerusform>%n Ausgeblendetes zeigen</numerusform>
            <numerusform>%n Ausgeblendete zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gateway</name>
    <message>
        <source>It answers: %1</source>
        <translation>Es antwortet: %1</translation>
    </message>
    <message>
        <source>It is connected. Its devices appear as they report.</source>
        <translation>Es ist verbunden. Seine Geräte erscheinen, sobald sie sich melden.</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>Verbindung mit %1 wird hergestellt …</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Wird ausprobiert …</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Waiting for it to connect</source>
        <translation>Wartet auf seine Verbindung</translation>
    </message>
    <message>
        <source>Next try %1.</source>
        <translation>Nächster Versuch %1.</translation>
    </message>
    <message>
        <source>Check its address, and that it is switched on.</source>
        <translation>Prüfe seine Adresse, und ob es eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Give it a new key or password.</source>
        <translation>Gib ihm einen neuen Schlüssel oder ein neues Passwort.</translation>
    </message>
    <message>
        <source>Press the button on it, then try again.</source>
        <translation>Drücke die Taste daran und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing to do: it is tried again by itself.</source>
        <translation>Nichts zu tun: Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Look for a newer version of Homewire.</source>
        <translation>Sieh nach einer neueren Version von Homewire.</translation>
    </message>
    <message>
        <source>Look whether the device itself is well.</source>
        <translation>Sieh nach, ob das Gerät selbst in Ordnung ist.</translation>
    </message>
    <message>
        <source>It reports too much at once; only the newest counts.</source>
        <translation>Es meldet zu viel auf einmal; nur das Neueste zählt.</translation>
    </message>
    <message>
        <source>It does not answer.</source>
        <translation>Es antwortet nicht.</translation>
    </message>
    <message>
        <source>It refuses our key or password.</source>
        <translation>Es lehnt unseren Schlüssel oder unser Passwort ab.</translation>
    </message>
    <message>
        <source>It answers in a way we do not understand.</source>
        <translation>Es antwortet auf eine Weise, die wir nicht verstehen.</translation>
    </message>
    <message>
        <source>It dials in by itself once it is set up with its key.</source>
        <translation>Es meldet sich von selbst, sobald es mit seinem Schlüssel eingerichtet ist.</translation>
    </message>
    <message>
        <source>%1 is not connected %2.</source>
        <translation>%1 ist nicht verbunden, %2.</translation>
    </message>
    <message>
        <source>Open for new devices: %1</source>
        <translation>Offen für neue Geräte: %1</translation>
    </message>
    <message>
        <source>No new device came.</source>
        <translation>Kein neues Gerät ist gekommen.</translation>
    </message>
    <message>
        <source>Letting the device in …</source>
        <translation>Das Gerät wird aufgenommen …</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Die Datei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>%1 answers at another address now.</source>
        <translation>%1 antwortet jetzt unter einer anderen Adresse.</translation>
    </message>
</context>
<context>
    <name>GatewayCard</name>
    <message>
        <source>%1, %2 %3</source>
        <translation>%1, %2 %3</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 anhalten</translation>
    </message>
</context>
<context>
    <name>GatewayForm</name>
    <message>
        <source>Press the button on the device.</source>
        <translation>Drücke die Taste am Gerät.</translation>
    </message>
    <message>
        <source>Address and other settings</source>
        <translation>Adresse und andere Einstellungen</translation>
    </message>
    <message>
        <source>Your name for it</source>
        <translation>Dein Name dafür</translation>
    </message>
    <message>
        <source>Waiting for the button …</source>
        <translation>Warten auf die Taste …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
</context>
<context>
    <name>GatewayHistory</name>
    <message>
        <source>Last failures</source>
        <translation>Letzte Fehler</translation>
    </message>
    <message>
        <source>None since the hub was started.</source>
        <translation>Keine, seit der Hub gestartet wurde.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Hide log</source>
        <translation>Protokoll verbergen</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Nothing was written down yet</source>
        <translation>Noch nichts aufgeschrieben</translation>
    </message>
</context>
<context>
    <name>GatewayPage</name>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>This gateway is not here any more</source>
        <translation>Dieses Gateway ist nicht mehr da</translation>
    </message>
    <message>
        <source>It may have been removed at another screen.</source>
        <translation>Vielleicht wurde es an einem anderen Bildschirm entfernt.</translation>
    </message>
    <message>
        <source>All gateways</source>
        <translation>Alle Gateways</translation>
    </message>
    <message>
        <source>Give a new key</source>
        <translation>Neuen Schlüssel geben</translation>
    </message>
    <message>
        <source>Check the address</source>
        <translation>Adresse prüfen</translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation>Gerät hinzufügen</translation>
    </message>
    <message>
        <source>Arrange devices</source>
        <translation>Geräte ordnen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>How it is doing</source>
        <translation>Wie es ihm geht</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>Es wird gefragt …</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Key or password</source>
        <translation>Schlüssel oder Passwort</translation>
    </message>
    <message>
        <source>kept safely, never shown</source>
        <translation>sicher verwahrt, nie gezeigt</translation>
    </message>
    <message>
        <source>Edit name, settings and key</source>
        <translation>Name, Einstellungen und Schlüssel ändern</translation>
    </message>
    <message>
        <source>Edit name and settings</source>
        <translation>Name und Einstellungen ändern</translation>
    </message>
    <message>
        <source>Save diagnostics file</source>
        <translation>Diagnosedatei speichern</translation>
    </message>
    <message>
        <source>Remove gateway</source>
        <translation>Gateway entfernen</translation>
    </message>
</context>
<context>
    <name>GatewaysPage</name>
    <message>
        <source>Gateways</source>
        <translation>Gateways</translation>
    </message>
    <message>
        <source>A gateway is a system that is already there. It brings its devices, and your commands go back through it.</source>
        <translation>Ein Gateway ist ein System, das es schon gibt. Es bringt seine Geräte mit, und deine Befehle gehen über es zurück.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a gateway</source>
        <translation>Gateway hinzufügen</translation>
    </message>
    <message>
        <source>The owner of this home can connect devices. They appear here by themselves.</source>
        <translation>Wem dieses Zuhause gehört, kann Geräte verbinden. Sie erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>More you can connect</source>
        <translation>Was du noch verbinden kannst</translation>
    </message>
    <message>
        <source>No gateway yet</source>
        <translation>Noch kein Gateway</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>All is quiet</source>
        <translation>Alles ruhig</translation>
    </message>
</context>
<context>
    <name>HearingSettings</name>
    <message>
        <source>Hearing and reading</source>
        <translation>Hören und Lesen</translation>
    </message>
    <message>
        <source>Play voices at once</source>
        <translation>Stimmen sofort abspielen</translation>
    </message>
    <message>
        <source>Off: what is said waits as a message.</source>
        <translation>Aus: Gesagtes wartet als Nachricht.</translation>
    </message>
    <message>
        <source>Show what is said as text</source>
        <translation>Gesagtes als Text zeigen</translation>
    </message>
    <message>
        <source>Where this computer stands</source>
        <translation>Wo dieser Computer steht</translation>
    </message>
    <message>
        <source>Silent when somebody speaks in the same room</source>
        <translation>Still, wenn jemand im selben Raum spricht</translation>
    </message>
    <message>
        <source>Keeps two devices in one room from echoing each other.</source>
        <translation>Verhindert ein Echo zwischen zwei Geräten in einem Raum.</translation>
    </message>
</context>
<context>
    <name>HoldButton</name>
    <message>
        <source>Press and hold</source>
        <translation>Gedrückt halten</translation>
    </message>
</context>
<context>
    <name>HomeGroup</name>
    <message>
        <source>Home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>The home in this computer</source>
        <translation>Das Zuhause auf diesem Computer</translation>
    </message>
    <message>
        <source>A home elsewhere</source>
        <translation>Ein Zuhause woanders</translation>
    </message>
    <message>
        <source>This program runs it itself.</source>
        <translation>Dieses Programm betreibt es selbst.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Show the home in this computer again</source>
        <translation>Wieder das Zuhause auf diesem Computer zeigen</translation>
    </message>
    <message>
        <source>Join a home</source>
        <translation>Einem Zuhause beitreten</translation>
    </message>
    <message>
        <source>With the link its owner gives you. This computer then shows that home.</source>
        <translation>Mit dem Link, den sein Besitzer dir gibt. Dieser Computer zeigt dann jenes Zuhause.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
</context>
<context>
    <name>HomeHeader</name>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Reading your home</source>
        <translation>Dein Zuhause wird gelesen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>Das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Show the home in this computer</source>
        <translation>Das Zuhause auf diesem Computer zeigen</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Join a home</source>
        <translation>Einem Zuhause beitreten</translation>
    </message>
    <message>
        <source>Whoever owns the home opens “Add a phone” there and sends you the link, or shows it to you. It is good for five minutes.</source>
        <translation>Wem das Zuhause gehört, der öffnet dort „Telefon hinzufügen“ und schickt dir den Link oder zeigt ihn. Er gilt fünf Minuten.</translation>
    </message>
    <message>
        <source>Has the home you see here, %1, only got another address? Then enter that.</source>
        <translation>Hat das Zuhause, das du hier siehst, %1, nur eine andere Adresse bekommen? Dann gib diese ein.</translation>
    </message>
    <message>
        <source>Link or new address</source>
        <translation>Link oder neue Adresse</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>https://…/pair#…</source>
        <translation>https://…/pair#…</translation>
    </message>
    <message>
        <source>The owner is asked now. Do they see these three words? %1</source>
        <translation>Der Besitzer wird jetzt gefragt. Sieht er diese drei Wörter? %1</translation>
    </message>
    <message>
        <source>Asking the home …</source>
        <translation>Das Zuhause wird gefragt …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
</context>
<context>
    <name>KeyPad</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) entered</source>
        <translation>
            <numerusform>%n Ziffer eingegeben</numerusform>
            <numerusform>%n Ziffern eingegeben</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete last digit</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
</context>
<context>
    <name>KeySettings</name>
    <message>
        <source>Talk</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Talk button</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Key in this window</source>
        <translation>Taste in diesem Fenster</translation>
    </message>
    <message>
        <source>Press the key you want. Esc leaves it as it is.</source>
        <translation>Drück die gewünschte Taste. Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>Does the same as the talk button, unless you are writing.</source>
        <translation>Tut dasselbe wie die Sprechtaste, außer du schreibst gerade.</translation>
    </message>
    <message>
        <source>Press a key …</source>
        <translation>Taste drücken …</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Key in this window: %1</source>
        <translation>Taste in diesem Fenster: %1</translation>
    </message>
    <message>
        <source>Key everywhere on this computer</source>
        <translation>Taste überall auf diesem Computer</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Key everywhere on this computer: %1</source>
        <translation>Taste überall auf diesem Computer: %1</translation>
    </message>
    <message>
        <source>Use no key everywhere</source>
        <translation>Überall keine Taste verwenden</translation>
    </message>
    <message>
        <source>Sounds of the talk button</source>
        <translation>Töne der Sprechtaste</translation>
    </message>
    <message>
        <source>A short sound when you may speak, when it ends and when it is not possible.</source>
        <translation>Ein kurzer Ton, wenn du sprechen darfst, wenn es endet und wenn es nicht geht.</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Microphone level</source>
        <translation>Mikrofonpegel</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>Link</name>
    <message>
        <source>Another hub answers there than the right one. Nothing was sent to it. Ask the owner for a new link.</source>
        <translation>Dort antwortet ein anderer Hub als der richtige. Ihm wurde nichts gesendet. Bitte den Besitzer um einen neuen Link.</translation>
    </message>
    <message>
        <source>This code was used already, is older than five minutes, or is not right. Ask the owner for a new link.</source>
        <translation>Dieser Code wurde schon benutzt, ist älter als fünf Minuten oder stimmt nicht. Bitte den Besitzer um einen neuen Link.</translation>
    </message>
    <message>
        <source>Nobody agreed in time. Ask the owner for a new link.</source>
        <translation>Niemand hat rechtzeitig zugestimmt. Bitte den Besitzer um einen neuen Link.</translation>
    </message>
    <message>
        <source>Nobody answers there. Are both computers on and in the same network, and are phones let in there?</source>
        <translation>Dort antwortet niemand. Sind beide Computer an und im selben Netz, und sind dort Telefone zugelassen?</translation>
    </message>
    <message>
        <source>This is no link to a home. It begins with https:// and ends with a long code; copy all of it.</source>
        <translation>Das ist kein Link zu einem Zuhause. Er beginnt mit https:// und endet mit einem langen Code; kopiere ihn ganz.</translation>
    </message>
    <message>
        <source>The hub could not do this. Ask the owner for a new link.</source>
        <translation>Der Hub konnte das nicht. Bitte den Besitzer um einen neuen Link.</translation>
    </message>
    <message>
        <source>Connecting to the hub …</source>
        <translation>Verbindung mit dem Hub wird hergestellt …</translation>
    </message>
    <message>
        <source>The home does not answer. Is its computer on, and in the same network? It is tried again and again. Where it has another address now, say so under Join.</source>
        <translation>Das Zuhause antwortet nicht. Ist sein Computer an und im selben Netz? Es wird immer wieder versucht. Hat es jetzt eine andere Adresse, gib sie unter „Beitreten“ an.</translation>
    </message>
    <message>
        <source>%1 is not connected %2. You see what was last known.</source>
        <translation>%1 ist nicht verbunden, %2. Du siehst, was zuletzt bekannt war.</translation>
    </message>
    <message>
        <source>The hub</source>
        <translation>Der Hub</translation>
    </message>
    <message>
        <source>Another hub answers here than the one you trusted, so nothing is sent to it. If the home was set up anew, ask the owner for a new link.</source>
        <translation>Hier antwortet ein anderer Hub als der, dem du vertraust; deshalb wird ihm nichts gesendet. Wurde das Zuhause neu eingerichtet, bitte den Besitzer um einen neuen Link.</translation>
    </message>
    <message>
        <source>This home&apos;s address or key is not right. Join again.</source>
        <translation>Die Adresse oder der Schlüssel dieses Zuhauses stimmt nicht. Tritt neu bei.</translation>
    </message>
    <message>
        <source>This home does not let this device in any more. Ask the owner for a new link.</source>
        <translation>Dieses Zuhause lässt dieses Gerät nicht mehr herein. Bitte den Besitzer um einen neuen Link.</translation>
    </message>
    <message>
        <source>There is no key to this home here. Ask its owner for a link.</source>
        <translation>Zu diesem Zuhause gibt es hier keinen Schlüssel. Bitte seinen Besitzer um einen Link.</translation>
    </message>
    <message>
        <source>The home could not be opened.</source>
        <translation>Das Zuhause konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The clocks of this computer and of the home differ too much. Set whichever is wrong.</source>
        <translation>Die Uhren dieses Computers und des Zuhauses weichen zu stark voneinander ab. Stelle die falsche.</translation>
    </message>
    <message>
        <source>The home and this program are too far apart. Update the older one.</source>
        <translation>Das Zuhause und dieses Programm passen nicht mehr zusammen. Aktualisiere das ältere.</translation>
    </message>
    <message>
        <source>The hub has stopped.</source>
        <translation>Der Hub ist beendet.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 – Homewire</source>
        <translation>%1 – Homewire</translation>
    </message>
    <message>
        <source>Homewire</source>
        <translation>Homewire</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Neu beitreten</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>Away</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>At home</source>
        <translation>Zu Hause</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>Ankunft</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>Aufbruch</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Battery %1</source>
        <translation>Akku %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>%1 north of home</source>
        <translation>%1 nördlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 north-east of home</source>
        <translation>%1 nordöstlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 east of home</source>
        <translation>%1 östlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 south-east of home</source>
        <translation>%1 südöstlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 south of home</source>
        <translation>%1 südlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 south-west of home</source>
        <translation>%1 südwestlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 west of home</source>
        <translation>%1 westlich von zu Hause</translation>
    </message>
    <message>
        <source>%1 north-west of home</source>
        <translation>%1 nordwestlich von zu Hause</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>School</source>
        <translation>Schule</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Friends</source>
        <translation>Freunde</translation>
    </message>
    <message>
        <source>Sport</source>
        <translation>Sport</translation>
    </message>
</context>
<context>
    <name>MapButtons</name>
    <message>
        <source>Nearer</source>
        <translation>Näher</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
</context>
<context>
    <name>MapList</name>
    <message>
        <source>Who is where</source>
        <translation>Wer wo ist</translation>
    </message>
    <message>
        <source>Nobody is on the map yet</source>
        <translation>Noch ist niemand auf der Karte</translation>
    </message>
    <message>
        <source>A phone joins when its person opens Homewire on it and turns on “Share my location” under Settings. Phones with OwnTracks come with an MQTT gateway, cars and other trackers with theirs.</source>
        <translation>Ein Handy kommt dazu, wenn sein Mensch darauf Homewire öffnet und in den Einstellungen „Meinen Standort teilen“ einschaltet. Handys mit OwnTracks kommen mit einem MQTT-Gateway, Autos und andere Tracker mit ihrem.</translation>
    </message>
    <message>
        <source>Add a phone</source>
        <translation>Handy hinzufügen</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Add a place</source>
        <translation>Ort hinzufügen</translation>
    </message>
    <message>
        <source>Say where the home is</source>
        <translation>Sagen, wo das Zuhause ist</translation>
    </message>
    <message>
        <source>Or hold a finger or the mouse button on the map.</source>
        <translation>Oder halte den Finger oder die Maustaste auf der Karte.</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>MapPerson</name>
    <message>
        <source>Back to everybody</source>
        <translation>Zurück zu allen</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Reading the way …</source>
        <translation>Der Weg wird gelesen …</translation>
    </message>
    <message>
        <source>No stay of ten minutes or longer.</source>
        <translation>Kein Aufenthalt von zehn Minuten oder länger.</translation>
    </message>
    <message>
        <source>Nothing is known of this day.</source>
        <translation>Von diesem Tag ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Where at what time</source>
        <translation>Wo zu welcher Zeit</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Aufenthalte</translation>
    </message>
</context>
<context>
    <name>MapScale</name>
    <message>
        <source>Scale: %1</source>
        <translation>Maßstab: %1</translation>
    </message>
</context>
<context>
    <name>MapSurface</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Arrow keys move it, plus and minus come nearer and go farther, 0 shows everything. The list beside it says the same in words.</source>
        <translation>Pfeiltasten verschieben sie, Plus und Minus gehen näher heran und weiter weg, 0 zeigt alles. Die Liste daneben sagt dasselbe in Worten.</translation>
    </message>
</context>
<context>
    <name>MediaFeature</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>MergedNote</name>
    <message>
        <source>Also reached through %1, as “%2”</source>
        <translation>Auch erreichbar über %1, als „%2“</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>Trennen</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>What can be done with this message</source>
        <translation>Was mit dieser Nachricht möglich ist</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>Diese Nachricht löschen?</translation>
    </message>
    <message>
        <source>It is gone for everybody, and cannot be brought back.</source>
        <translation>Sie ist für alle weg und lässt sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>What was said?</source>
        <translation>Was wurde gesagt?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>Reading what was said</source>
        <translation>Gesagtes wird gelesen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing was said here yet</source>
        <translation>Hier wurde noch nichts gesagt</translation>
    </message>
    <message>
        <source>Look for a word that was spoken or written here.</source>
        <translation>Such nach einem Wort, das hier gesagt oder geschrieben wurde.</translation>
    </message>
    <message>
        <source>Try “turn on the kitchen light” or “is the front door locked?”.</source>
        <translation>Versuch „mach das Küchenlicht an“ oder „ist die Haustür abgeschlossen?“.</translation>
    </message>
    <message>
        <source>Hold the talk button and say something, or write a line.</source>
        <translation>Halte die Sprechtaste und sag etwas, oder schreib eine Zeile.</translation>
    </message>
    <message>
        <source>Go to the newest</source>
        <translation>Zur neuesten</translation>
    </message>
</context>
<context>
    <name>MessageMenu</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Correct the text</source>
        <translation>Text berichtigen</translation>
    </message>
    <message>
        <source>Keep no longer</source>
        <translation>Nicht mehr aufheben</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>MessageMeta</name>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>New · %1</source>
        <translation>Neu · %1</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>NavEntry</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>Gateways</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Urgent</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>For your information</source>
        <translation>Zur Kenntnis</translation>
    </message>
    <message>
        <source>A gateway</source>
        <translation>Ein Gateway</translation>
    </message>
    <message>
        <source>Somebody at home</source>
        <translation>Jemand zu Hause</translation>
    </message>
    <message>
        <source>A rule of the home</source>
        <translation>Eine Regel des Hauses</translation>
    </message>
    <message>
        <source>The home</source>
        <translation>Das Haus</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show what it is about: %1</source>
        <translation>Zeigen, worum es geht: %1</translation>
    </message>
    <message>
        <source>Remove for everybody: %1</source>
        <translation>Für alle entfernen: %1</translation>
    </message>
    <message>
        <source>Mark as read: %1</source>
        <translation>Als gelesen markieren: %1</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>Alle als gelesen markieren</translation>
    </message>
</context>
<context>
    <name>NoticeToast</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>NotificationGroup</name>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Notices of the home</source>
        <translation>Hinweise des Hauses</translation>
    </message>
    <message>
        <source>Messages people write to you</source>
        <translation>Nachrichten an dich</translation>
    </message>
</context>
<context>
    <name>Option</name>
    <message>
        <source>All entities, areas and devices of a Home Assistant, live and controllable.</source>
        <translation>Alle Entitäten, Bereiche und Geräte eines Home Assistant, live und steuerbar.</translation>
    </message>
    <message>
        <source>Processor, memory, disks, network, battery, session and volume of this machine.</source>
        <translation>Prozessor, Speicher, Laufwerke, Netz, Akku, Sitzung und Lautstärke dieses Computers.</translation>
    </message>
    <message>
        <source>A light strip with WLED: colours, effects, palettes, presets and segments.</source>
        <translation>Ein Lichtstreifen mit WLED: Farben, Effekte, Paletten, Vorlagen und Abschnitte.</translation>
    </message>
    <message>
        <source>A Shelly Plus, Pro or later: switches, covers, lights, meters and buttons, at once.</source>
        <translation>Ein Shelly Plus, Pro oder neuer: Schalter, Rollläden, Lichter, Zähler und Taster, sofort.</translation>
    </message>
    <message>
        <source>Devices of an MQTT broker: Home Assistant discovery, Tasmota and OwnTracks.</source>
        <translation>Geräte eines MQTT-Brokers: Home-Assistant-Erkennung, Tasmota und OwnTracks.</translation>
    </message>
    <message>
        <source>Every Zigbee device and group of a Zigbee2MQTT, without a broker in between.</source>
        <translation>Jedes Zigbee-Gerät und jede Gruppe eines Zigbee2MQTT, ohne Broker dazwischen.</translation>
    </message>
    <message>
        <source>Every node of a Z-Wave network, through its Z-Wave JS server.</source>
        <translation>Jeder Knoten eines Z-Wave-Netzes, über dessen Z-Wave-JS-Server.</translation>
    </message>
    <message>
        <source>A device with ESPHome: everything it measures and switches, at once and encrypted.</source>
        <translation>Ein Gerät mit ESPHome: alles, was es misst und schaltet, sofort und verschlüsselt.</translation>
    </message>
    <message>
        <source>Lights, groups, sensors and buttons of a Hue Bridge.</source>
        <translation>Lichter, Gruppen, Sensoren und Taster einer Hue Bridge.</translation>
    </message>
    <message>
        <source>A Shelly that connects to this hub by itself.</source>
        <translation>Ein Shelly, der sich von selbst mit diesem Hub verbindet.</translation>
    </message>
    <message>
        <source>Every device of a Matter server.</source>
        <translation>Jedes Gerät eines Matter-Servers.</translation>
    </message>
    <message>
        <source>Shelly, dialling in</source>
        <translation>Shelly, wählt sich ein</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Enter the encryption key from the device&apos;s configuration: api, encryption, key.</source>
        <translation>Gib den Schlüssel aus der Konfiguration des Geräts ein: api, encryption, key.</translation>
    </message>
    <message>
        <source>Make a long-lived access token on your profile page of Home Assistant.</source>
        <translation>Erstelle auf deiner Profilseite in Home Assistant einen langlebigen Zugangsschlüssel.</translation>
    </message>
    <message>
        <source>Press the round button on the bridge.</source>
        <translation>Drücke die runde Taste auf der Bridge.</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Long-lived access token</source>
        <translation>Langlebiger Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Address of its frontend</source>
        <translation>Adresse der Oberfläche</translation>
    </message>
    <message>
        <source>Discovery prefix</source>
        <translation>Präfix der Erkennung</translation>
    </message>
    <message>
        <source>Encrypted: yes or no</source>
        <translation>Verschlüsselt: yes oder no</translation>
    </message>
    <message>
        <source>Frontend token, if it has one</source>
        <translation>Token der Oberfläche, falls es eines hat</translation>
    </message>
    <message>
        <source>Password, if it has one</source>
        <translation>Passwort, falls es eines hat</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Transport: tcp or websockets</source>
        <translation>Transport: tcp oder websockets</translation>
    </message>
    <message>
        <source>Application key</source>
        <translation>Anwendungsschlüssel</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Encryption key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Encryption key, if it has one</source>
        <translation>Schlüssel, falls es einen hat</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Seconds between readings</source>
        <translation>Sekunden zwischen Messungen</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Das wird gebraucht.</translation>
    </message>
    <message>
        <source>Paste the key alone, without line breaks.</source>
        <translation>Füge nur den Schlüssel ein, ohne Zeilenumbrüche.</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>Ein Port ist eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>An address looks like 192.168.1.50 or bridge.local.</source>
        <translation>Eine Adresse sieht aus wie 192.168.1.50 oder bridge.local.</translation>
    </message>
    <message>
        <source>An address looks like http://192.168.1.50:8123.</source>
        <translation>Eine Adresse sieht aus wie http://192.168.1.50:8123.</translation>
    </message>
</context>
<context>
    <name>OptionField</name>
    <message>
        <source>Leave it empty to keep the one there is.</source>
        <translation>Lass es leer, um den vorhandenen zu behalten.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Paste: %1</source>
        <translation>Einfügen: %1</translation>
    </message>
</context>
<context>
    <name>Pairing</name>
    <message>
        <source>The new device</source>
        <translation>Das neue Gerät</translation>
    </message>
    <message>
        <source>%1 is in.</source>
        <translation>%1 ist dabei.</translation>
    </message>
</context>
<context>
    <name>PairingCode</name>
    <message>
        <source>Point the phone&apos;s camera at the code</source>
        <translation>Richte die Kamera des Telefons auf den Code</translation>
    </message>
    <message>
        <source>No camera? Open this address there and type the number:</source>
        <translation>Keine Kamera? Öffne dort diese Adresse und tippe die Nummer ein:</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Good for %1 more.</source>
        <translation>Gilt noch %1.</translation>
    </message>
    <message>
        <source>The phone asks once whether it may trust this home: %1. Compare these words there: %2</source>
        <translation>Das Telefon fragt einmal, ob es diesem Zuhause trauen darf: %1. Vergleiche dort diese Wörter: %2</translation>
    </message>
    <message>
        <source>Copy the link for another computer</source>
        <translation>Link für einen anderen Computer kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PairingForm</name>
    <message>
        <source>Decide what it may do. Then a code appears that is good for a few minutes and for one device.</source>
        <translation>Entscheide, was es darf. Dann erscheint ein Code, der ein paar Minuten und für ein Gerät gilt.</translation>
    </message>
    <message>
        <source>Whose phone is it?</source>
        <translation>Wessen Telefon ist es?</translation>
    </message>
    <message>
        <source>Anna</source>
        <translation>Anna</translation>
    </message>
    <message>
        <source>Left empty, it is called as the phone calls itself.</source>
        <translation>Leer heißt es so, wie das Telefon sich nennt.</translation>
    </message>
    <message>
        <source>Which areas may the guest see?</source>
        <translation>Welche Bereiche darf der Gast sehen?</translation>
    </message>
    <message>
        <source>Making a code …</source>
        <translation>Der Code entsteht …</translation>
    </message>
    <message>
        <source>Show the code</source>
        <translation>Code zeigen</translation>
    </message>
</context>
<context>
    <name>PairingQuestion</name>
    <message>
        <source>“%1” wants to come in</source>
        <translation>„%1“ möchte herein</translation>
    </message>
    <message>
        <source>Does it show these three words?</source>
        <translation>Zeigt es diese drei Wörter?</translation>
    </message>
    <message>
        <source>These words match</source>
        <translation>Die Wörter stimmen</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>No, do not let it in</source>
        <translation>Nein, nicht hereinlassen</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Tester</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>Everything, people and gateways included.</source>
        <translation>Alles, auch Personen und Gateways.</translation>
    </message>
    <message>
        <source>Every room; nothing of how the home is set up.</source>
        <translation>Jeder Raum, aber nichts an der Einrichtung des Zuhauses.</translation>
    </message>
    <message>
        <source>Only the rooms and the hours you choose; no locks.</source>
        <translation>Nur die Räume und Zeiten, die du wählst; keine Schlösser.</translation>
    </message>
    <message>
        <source>Looks at everything and moves only what is simulated.</source>
        <translation>Sieht alles und bewegt nur, was simuliert ist.</translation>
    </message>
    <message>
        <source>Here now</source>
        <translation>Gerade hier</translation>
    </message>
    <message>
        <source>Never here yet</source>
        <translation>Noch nie hier</translation>
    </message>
    <message>
        <source>Last here %1</source>
        <translation>Zuletzt hier %1</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>No rooms</source>
        <translation>Keine Räume</translation>
    </message>
    <message>
        <source>For one day</source>
        <translation>Für einen Tag</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Für eine Woche</translation>
    </message>
    <message>
        <source>For a month</source>
        <translation>Für einen Monat</translation>
    </message>
    <message>
        <source>Without an end</source>
        <translation>Ohne Ende</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Everybody has a role. A guest sees only what you allow, and only as long as you allow it.</source>
        <translation>Alle haben eine Rolle. Ein Gast sieht nur, was du erlaubst, und nur so lange du es erlaubst.</translation>
    </message>
    <message>
        <source>Who belongs to this home. Owners can change it.</source>
        <translation>Wer zu diesem Zuhause gehört. Eigentümer können es ändern.</translation>
    </message>
    <message>
        <source>Add a phone</source>
        <translation>Telefon hinzufügen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Who did what</source>
        <translation>Wer hat was getan</translation>
    </message>
    <message>
        <source>What I did</source>
        <translation>Was ich getan habe</translation>
    </message>
    <message>
        <source>Sign out all my other devices</source>
        <translation>Alle meine anderen Geräte abmelden</translation>
    </message>
    <message>
        <source>Nobody is known here yet</source>
        <translation>Hier ist noch niemand bekannt</translation>
    </message>
    <message>
        <source>This hub knows no people</source>
        <translation>Dieser Hub kennt keine Personen</translation>
    </message>
    <message>
        <source>Add a phone, and whoever holds it becomes a person of this home.</source>
        <translation>Füg ein Telefon hinzu, und wem es gehört, gehört zu diesem Zuhause.</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (du)</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
</context>
<context>
    <name>PersonDialogs</name>
    <message>
        <source>Sign out “%1”?</source>
        <translation>„%1“ abmelden?</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>Ein anderer Name</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What may %1 do?</source>
        <translation>Was darf %1?</translation>
    </message>
    <message>
        <source>Which areas does %1 see?</source>
        <translation>Welche Bereiche sieht %1?</translation>
    </message>
    <message>
        <source>A guest without an area sees nothing.</source>
        <translation>Ein Gast ohne Bereich sieht nichts.</translation>
    </message>
    <message>
        <source>When may %1 come in?</source>
        <translation>Wann darf %1 herein?</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>All their devices are signed out at once. What they said stays as long as it was to be kept.</source>
        <translation>Alle Geräte werden sofort abgemeldet. Gesagtes bleibt so lange, wie es aufgehoben werden sollte.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>It needs a new code to come back.</source>
        <translation>Zum Zurückkommen braucht es einen neuen Code.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out all your other devices?</source>
        <translation>Alle deine anderen Geräte abmelden?</translation>
    </message>
    <message>
        <source>Only this one stays signed in.</source>
        <translation>Nur dieses bleibt angemeldet.</translation>
    </message>
</context>
<context>
    <name>PersonMenu</name>
    <message>
        <source>Add a device</source>
        <translation>Gerät hinzufügen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Change the role</source>
        <translation>Rolle ändern</translation>
    </message>
    <message>
        <source>Choose the areas</source>
        <translation>Bereiche wählen</translation>
    </message>
    <message>
        <source>Choose the hours</source>
        <translation>Zeiten wählen</translation>
    </message>
    <message>
        <source>What they did</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>PhoneSettings</name>
    <message>
        <source>Phones</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Let phones in</source>
        <translation>Telefone hereinlassen</translation>
    </message>
    <message>
        <source>Add a phone</source>
        <translation>Telefon hinzufügen</translation>
    </message>
    <message>
        <source>With a code that only that phone can read.</source>
        <translation>Mit einem Code, den nur dieses Telefon lesen kann.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>PlaceFeature</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>E</source>
        <translation>O</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Position not known</source>
        <translation>Position nicht bekannt</translation>
    </message>
    <message>
        <source>%1° %2</source>
        <translation>%1° %2</translation>
    </message>
    <message>
        <source>north</source>
        <translation>Norden</translation>
    </message>
    <message>
        <source>north-east</source>
        <translation>Nordosten</translation>
    </message>
    <message>
        <source>east</source>
        <translation>Osten</translation>
    </message>
    <message>
        <source>south-east</source>
        <translation>Südosten</translation>
    </message>
    <message>
        <source>south</source>
        <translation>Süden</translation>
    </message>
    <message>
        <source>south-west</source>
        <translation>Südwesten</translation>
    </message>
    <message>
        <source>west</source>
        <translation>Westen</translation>
    </message>
    <message>
        <source>north-west</source>
        <translation>Nordwesten</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>heading %1</source>
        <translation>Richtung %1</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Steht</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Auf der Karte zeigen</translation>
    </message>
    <message>
        <source>%1 · within %2 m</source>
        <translation>%1 · auf %2 m genau</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Point at the plot to read it</source>
        <translation>Zeige auf die Kurve, um sie abzulesen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
</context>
<context>
    <name>Plurals</name>
    <message numerus="yes">
        <source>%n light(s) on</source>
        <translation>
            <numerusform>%n Licht an</numerusform>
            <numerusform>%n Lichter an</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on</source>
        <translation>
            <numerusform>%n an</numerusform>
            <numerusform>%n an</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n Gerät</numerusform>
            <numerusform>%n Geräte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entity(s)</source>
        <translation>
            <numerusform>%n Entität</numerusform>
            <numerusform>%n Entitäten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) are in</source>
        <translation>
            <numerusform>%n Gerät ist da</numerusform>
            <numerusform>%n Geräte sind da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n-mal</numerusform>
            <numerusform>%n-mal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) are in %1 now</source>
        <translation>
            <numerusform>%n Gerät ist jetzt in %1</numerusform>
            <numerusform>%n Geräte sind jetzt in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) are in no room now</source>
        <translation>
            <numerusform>%n Gerät ist jetzt in keinem Raum</numerusform>
            <numerusform>%n Geräte sind jetzt in keinem Raum</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can hear it</source>
        <translation>
            <numerusform>%n kann es hören</numerusform>
            <numerusform>%n können es hören</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n verpasst</numerusform>
            <numerusform>%n verpasst</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new notice(s)</source>
        <translation>
            <numerusform>%n neuer Hinweis</numerusform>
            <numerusform>%n neue Hinweise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s)</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>Sent, not confirmed</source>
        <translation>Gesendet, nicht bestätigt</translation>
    </message>
    <message>
        <source>The hub</source>
        <translation>Der Hub</translation>
    </message>
    <message>
        <source>%2 is not connected. Nothing was sent.</source>
        <translation>%2 ist nicht verbunden. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The hub is not connected. Nothing was sent.</source>
        <translation>Der Hub ist nicht verbunden. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>You may not do this to %1.</source>
        <translation>Das darfst du mit %1 nicht tun.</translation>
    </message>
    <message>
        <source>%1 cannot do this.</source>
        <translation>%1 kann das nicht.</translation>
    </message>
    <message>
        <source>%1 does not accept this value.</source>
        <translation>%1 nimmt diesen Wert nicht an.</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>%1 is busy. Try again in a moment.</source>
        <translation>%1 ist beschäftigt. Versuche es gleich noch einmal.</translation>
    </message>
    <message>
        <source>It took too long to reach %1. Nothing was done.</source>
        <translation>Es dauerte zu lange, %1 zu erreichen. Es wurde nichts getan.</translation>
    </message>
    <message>
        <source>%1 did not do it. It may be switched off at the wall.</source>
        <translation>%1 hat es nicht getan. Vielleicht ist der Strom abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>ProblemBox</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
</context>
<context>
    <name>ProblemRow</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Gelesen</translation>
    </message>
</context>
<context>
    <name>PullHint</name>
    <message>
        <source>Farther off takes it back</source>
        <translation>Weiter weg nimmt es zurück</translation>
    </message>
    <message>
        <source>Pull up for free hands</source>
        <translation>Nach oben ziehen für freie Hände</translation>
    </message>
</context>
<context>
    <name>QrCode</name>
    <message>
        <source>Square code to scan with the phone&apos;s camera</source>
        <translation>Quadratischer Code für die Kamera des Telefons</translation>
    </message>
</context>
<context>
    <name>QuietRow</name>
    <message>
        <source>Quiet from</source>
        <translation>Still ab</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Still bis</translation>
    </message>
    <message>
        <source>Urgent calls get through</source>
        <translation>Dringendes kommt durch</translation>
    </message>
    <message>
        <source>Remove these quiet hours</source>
        <translation>Diese Ruhezeit entfernen</translation>
    </message>
</context>
<context>
    <name>QuietSettings</name>
    <message>
        <source>Quiet</source>
        <translation>Ruhe</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>What is said meanwhile waits as a message.</source>
        <translation>Was inzwischen gesagt wird, wartet als Nachricht.</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Every day between two times nobody is heard here.</source>
        <translation>Jeden Tag zwischen zwei Uhrzeiten ist hier niemand zu hören.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add quiet hours</source>
        <translation>Ruhezeit hinzufügen</translation>
    </message>
</context>
<context>
    <name>RangeSlider</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>The hub is not connected. Nothing was changed.</source>
        <translation>Der Hub ist nicht verbunden. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The hub did not answer in time.</source>
        <translation>Der Hub hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Only the owner of the home may change this.</source>
        <translation>Das darf nur ändern, wem das Zuhause gehört.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Es ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Something in the form is missing or not right.</source>
        <translation>Im Formular fehlt etwas oder stimmt nicht.</translation>
    </message>
    <message>
        <source>It refused the key or password.</source>
        <translation>Der Schlüssel oder das Passwort wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Something answered there, but not in the expected way.</source>
        <translation>Dort antwortete etwas, aber nicht wie erwartet.</translation>
    </message>
    <message>
        <source>Nothing answered at that address.</source>
        <translation>Unter dieser Adresse antwortet nichts.</translation>
    </message>
    <message>
        <source>The hub could not do this.</source>
        <translation>Der Hub konnte das nicht tun.</translation>
    </message>
    <message>
        <source>Try again when the hub is connected.</source>
        <translation>Versuche es noch einmal, wenn der Hub verbunden ist.</translation>
    </message>
    <message>
        <source>Look at the marked field.</source>
        <translation>Sieh dir das markierte Feld an.</translation>
    </message>
    <message>
        <source>Make a new key there, and paste it here whole.</source>
        <translation>Erstelle dort einen neuen Schlüssel und füge ihn hier vollständig ein.</translation>
    </message>
    <message>
        <source>Check that the address belongs to this kind of system.</source>
        <translation>Prüfe, ob die Adresse zu dieser Art von System gehört.</translation>
    </message>
    <message>
        <source>Check the address, and that both are on the same network and switched on.</source>
        <translation>Prüfe die Adresse und dass beide eingeschaltet und im selben Netz sind.</translation>
    </message>
</context>
<context>
    <name>RemoveQuestion</name>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>With it go %1, their places on your pages and its key. The system itself is not changed, and you can connect it again.</source>
        <translation>Damit gehen %1, ihre Plätze auf deinen Seiten und sein Schlüssel. Das System selbst wird nicht verändert, und du kannst es wieder verbinden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>RoleChoice</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
</context>
<context>
    <name>RoomMenu</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>No room</source>
        <translation>Kein Raum</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search devices</source>
        <translation>Geräte suchen</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) found</source>
        <translation>
            <numerusform>%n Gerät gefunden</numerusform>
            <numerusform>%n Geräte gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Nothing is called “%1”</source>
        <translation>Nichts heißt „%1“</translation>
    </message>
    <message>
        <source>Try a part of a name, an area such as “kitchen”, or a state such as “open”.</source>
        <translation>Versuche einen Teil des Namens, einen Bereich wie „Küche“ oder einen Zustand wie „offen“.</translation>
    </message>
</context>
<context>
    <name>SecondsLeft</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Keys are kept in this computer&apos;s keyring.</source>
        <translation>Schlüssel werden im Schlüsselbund dieses Computers verwahrt.</translation>
    </message>
    <message>
        <source>Keys are kept in the file you named, readable by you only.</source>
        <translation>Schlüssel werden in der von dir genannten Datei verwahrt, nur für dich lesbar.</translation>
    </message>
    <message>
        <source>This computer offers no keyring. Keys are kept until Homewire is closed.</source>
        <translation>Dieser Computer bietet keinen Schlüsselbund. Schlüssel werden verwahrt, bis Homewire geschlossen wird.</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Großzügig</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Always without graphics card</source>
        <translation>Immer ohne Grafikkarte</translation>
    </message>
    <message>
        <source>Drawn without the graphics card.</source>
        <translation>Ohne Grafikkarte gezeichnet.</translation>
    </message>
    <message>
        <source>Drawn by the graphics card.</source>
        <translation>Von der Grafikkarte gezeichnet.</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Phones and other computers in this network can reach this home, encrypted.</source>
        <translation>Telefone und andere Computer in diesem Netz erreichen dieses Zuhause, verschlüsselt.</translation>
    </message>
    <message>
        <source>Homewire holds your home on one wire.</source>
        <translation>Homewire hält dein Zuhause an einem Draht.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0.</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>This system shows none; you find everything in the window.</source>
        <translation>Dieses System zeigt keine; du findest alles im Fenster.</translation>
    </message>
    <message>
        <source>Shown while another window is in front. Quiet hours and “Do not disturb” hold too.</source>
        <translation>Zu sehen, während ein anderes Fenster vorn ist. Ruhezeiten und „Nicht stören“ gelten auch hier.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>High contrast has the strongest edges and words.</source>
        <translation>Hoher Kontrast hat die stärksten Kanten und Wörter.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Compact shows more tiles at once.</source>
        <translation>Kompakt zeigt mehr Kacheln auf einmal.</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Nothing slides or turns.</source>
        <translation>Nichts gleitet oder dreht sich.</translation>
    </message>
    <message>
        <source>Graphics</source>
        <translation>Grafik</translation>
    </message>
    <message>
        <source>Keys and passwords</source>
        <translation>Schlüssel und Passwörter</translation>
    </message>
    <message>
        <source>Kept safe by this computer</source>
        <translation>Sicher verwahrt von diesem Computer</translation>
    </message>
    <message>
        <source>Kept in a protected file</source>
        <translation>Verwahrt in einer geschützten Datei</translation>
    </message>
    <message>
        <source>Kept only until the app closes</source>
        <translation>Nur verwahrt, bis die App schließt</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Homewire %1</source>
        <translation>Homewire %1</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Something is wrong?</source>
        <translation>Stimmt etwas nicht?</translation>
    </message>
    <message>
        <source>Copies versions and the state of every connection, without secrets.</source>
        <translation>Kopiert Versionen und den Stand jeder Verbindung, ohne Geheimnisse.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
</context>
<context>
    <name>SheetHeader</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Ctrl+K or /</source>
        <translation>Strg+K oder /</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Go from tile to tile</source>
        <translation>Von Kachel zu Kachel gehen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Switch the tile; hold it for a lock</source>
        <translation>Die Kachel schalten; bei einem Schloss halten</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Open the tile</source>
        <translation>Die Kachel öffnen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Favourite, move or hide the tile</source>
        <translation>Kachel merken, verschieben oder ausblenden</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Go on to the next control</source>
        <translation>Weiter zum nächsten Bedienelement</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close what is open, or go back</source>
        <translation>Offenes schließen oder zurückgehen</translation>
    </message>
    <message>
        <source>Alt+1 … Alt+9</source>
        <translation>Alt+1 … Alt+9</translation>
    </message>
    <message>
        <source>Go to a place in the navigation</source>
        <translation>Zu einem Ort der Navigation gehen</translation>
    </message>
    <message>
        <source>Hold to talk, wherever you do not write</source>
        <translation>Halten zum Sprechen, wo du nicht schreibst</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Answer who rings</source>
        <translation>Annehmen, wenn es klingelt</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>Diese Liste zeigen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Homewire</source>
        <translation>Homewire</translation>
    </message>
</context>
<context>
    <name>SoundSettings</name>
    <message>
        <source>Say a sentence and hear it as the others would.</source>
        <translation>Sag einen Satz und hör ihn so, wie die anderen ihn hören.</translation>
    </message>
    <message>
        <source>Microphone and loudspeaker</source>
        <translation>Mikrofon und Lautsprecher</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Speak as you would: the bar should pass the mark.</source>
        <translation>Sprich wie sonst: Der Balken sollte über die Marke gehen.</translation>
    </message>
    <message>
        <source>The microphone is opened only while you look.</source>
        <translation>Das Mikrofon ist nur offen, solange du hinsiehst.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide the microphone level</source>
        <translation>Mikrofonpegel verbergen</translation>
    </message>
    <message>
        <source>Show the microphone level</source>
        <translation>Mikrofonpegel zeigen</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Volume of voices</source>
        <translation>Lautstärke der Stimmen</translation>
    </message>
    <message>
        <source>Hear yourself</source>
        <translation>Hör dich selbst</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Probe beenden</translation>
    </message>
    <message>
        <source>Turn other sounds down</source>
        <translation>Anderes leiser stellen</translation>
    </message>
    <message>
        <source>While somebody speaks, what else plays here is quieter.</source>
        <translation>Solange jemand spricht, ist alles andere hier leiser.</translation>
    </message>
</context>
<context>
    <name>SpeechSettings</name>
    <message>
        <source>Speech on the hub</source>
        <translation>Sprache auf dem Hub</translation>
    </message>
    <message>
        <source>Write down what is said</source>
        <translation>Gesagtes aufschreiben</translation>
    </message>
    <message>
        <source>Written down by</source>
        <translation>Aufgeschrieben von</translation>
    </message>
    <message>
        <source>Folder of the speech model</source>
        <translation>Ordner des Sprachmodells</translation>
    </message>
    <message>
        <source>On the hub&apos;s computer. Empty uses the one that came with it.</source>
        <translation>Auf dem Computer des Hubs. Leer nimmt das mitgelieferte.</translation>
    </message>
    <message>
        <source>The one that came with it</source>
        <translation>Das mitgelieferte</translation>
    </message>
    <message>
        <source>A voice may unlock doors</source>
        <translation>Eine Stimme darf Türen öffnen</translation>
    </message>
    <message>
        <source>Anybody who can be heard could say it. Better left off.</source>
        <translation>Jeder, der zu hören ist, könnte es sagen. Besser aus lassen.</translation>
    </message>
</context>
<context>
    <name>SpeedButton</name>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>Tempo: %1</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Above the horizon</source>
        <translation>Über dem Horizont</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Armed, away</source>
        <translation>Scharf, abwesend</translation>
    </message>
    <message>
        <source>Armed, partly</source>
        <translation>Teilweise scharf</translation>
    </message>
    <message>
        <source>Armed, home</source>
        <translation>Scharf, anwesend</translation>
    </message>
    <message>
        <source>Armed, night</source>
        <translation>Scharf, Nacht</translation>
    </message>
    <message>
        <source>Armed, on holiday</source>
        <translation>Scharf, Urlaub</translation>
    </message>
    <message>
        <source>Arming</source>
        <translation>Wird scharf</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Battery low</source>
        <translation>Batterie schwach</translation>
    </message>
    <message>
        <source>Battery fine</source>
        <translation>Batterie in Ordnung</translation>
    </message>
    <message>
        <source>Below the horizon</source>
        <translation>Unter dem Horizont</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Carbon monoxide</source>
        <translation>Kohlenmonoxid</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>Lädt auf</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>Saugt</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Unauffällig</translation>
    </message>
    <message>
        <source>Clear night</source>
        <translation>Klare Nacht</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Schließt</translation>
    </message>
    <message>
        <source>Cloudy</source>
        <translation>Bewölkt</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Cool</source>
        <translation>Kühlen</translation>
    </message>
    <message>
        <source>Cooling</source>
        <translation>Kühlt</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Defrosting</source>
        <translation>Taut ab</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Ausgeschaltet</translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation>Unscharf</translation>
    </message>
    <message>
        <source>Disarming</source>
        <translation>Wird unscharf</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Docked</source>
        <translation>An der Station</translation>
    </message>
    <message>
        <source>Dry</source>
        <translation>Trocken</translation>
    </message>
    <message>
        <source>Drying</source>
        <translation>Trocknet</translation>
    </message>
    <message>
        <source>Eco</source>
        <translation>Eco</translation>
    </message>
    <message>
        <source>Electric</source>
        <translation>Elektrisch</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Exceptional weather</source>
        <translation>Unwetter</translation>
    </message>
    <message>
        <source>Fan only</source>
        <translation>Nur Lüfter</translation>
    </message>
    <message>
        <source>Fog</source>
        <translation>Nebel</translation>
    </message>
    <message>
        <source>Gas</source>
        <translation>Gas</translation>
    </message>
    <message>
        <source>Hail</source>
        <translation>Hagel</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Heizen</translation>
    </message>
    <message>
        <source>Heat or cool</source>
        <translation>Heizen oder kühlen</translation>
    </message>
    <message>
        <source>Heat pump</source>
        <translation>Wärmepumpe</translation>
    </message>
    <message>
        <source>Heating</source>
        <translation>Heizt</translation>
    </message>
    <message>
        <source>High demand</source>
        <translation>Hoher Bedarf</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>Hot</source>
        <translation>Heiß</translation>
    </message>
    <message>
        <source>Humidifying</source>
        <translation>Befeuchtet</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Ruht</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>Wird installiert</translation>
    </message>
    <message>
        <source>Jammed</source>
        <translation>Klemmt</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Thunderstorm</source>
        <translation>Gewitter</translation>
    </message>
    <message>
        <source>Thunderstorm with rain</source>
        <translation>Gewitter mit Regen</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verriegelt</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>Verriegelt gerade</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>In Bewegung</translation>
    </message>
    <message>
        <source>Mowing</source>
        <translation>Mäht</translation>
    </message>
    <message>
        <source>No motion</source>
        <translation>Keine Bewegung</translation>
    </message>
    <message>
        <source>No power</source>
        <translation>Kein Strom</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Not charging</source>
        <translation>Lädt nicht</translation>
    </message>
    <message>
        <source>Not pressed yet</source>
        <translation>Noch nicht gedrückt</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>Noch nicht benutzt</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Occupied</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Öffnet</translation>
    </message>
    <message>
        <source>Partly cloudy</source>
        <translation>Teils bewölkt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Entry delay</source>
        <translation>Eintrittsfrist</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>Spielt</translation>
    </message>
    <message>
        <source>Plugged in</source>
        <translation>Eingesteckt</translation>
    </message>
    <message>
        <source>Pouring rain</source>
        <translation>Starkregen</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Preheating</source>
        <translation>Heizt vor</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>Regen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Nimmt auf</translation>
    </message>
    <message>
        <source>Returning</source>
        <translation>Kehrt zurück</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Smoke</source>
        <translation>Rauch</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>Schnee</translation>
    </message>
    <message>
        <source>Sleet</source>
        <translation>Schneeregen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Geräusch</translation>
    </message>
    <message>
        <source>Standby</source>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>Still</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Sunny</source>
        <translation>Sonnig</translation>
    </message>
    <message>
        <source>Tampering</source>
        <translation>Manipulation</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Nicht verfügbar</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Entriegelt</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>Entriegelt gerade</translation>
    </message>
    <message>
        <source>Unplugged</source>
        <translation>Ausgesteckt</translation>
    </message>
    <message>
        <source>Unsafe</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Update available</source>
        <translation>Aktualisierung verfügbar</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Vibration</source>
        <translation>Erschütterung</translation>
    </message>
    <message>
        <source>Wet</source>
        <translation>Nass</translation>
    </message>
    <message>
        <source>Windy</source>
        <translation>Windig</translation>
    </message>
    <message>
        <source>Windy and cloudy</source>
        <translation>Windig und bewölkt</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Colour %1</source>
        <translation>Farbe %1</translation>
    </message>
</context>
<context>
    <name>Talk</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Tap to talk to %1</source>
        <translation>Antippen: %1 ansprechen</translation>
    </message>
    <message>
        <source>Hold to talk to %1</source>
        <translation>Halten: %1 ansprechen</translation>
    </message>
    <message>
        <source>you are number %1 in the queue</source>
        <translation>du bist Nummer %1 in der Reihe</translation>
    </message>
    <message>
        <source>Somebody else is talking</source>
        <translation>Gerade spricht jemand anderes</translation>
    </message>
    <message>
        <source>%1 is talking</source>
        <translation>%1 spricht gerade</translation>
    </message>
    <message>
        <source>You can listen here, but not talk.</source>
        <translation>Hier kannst du zuhören, aber nicht sprechen.</translation>
    </message>
    <message>
        <source>Write to the house: this hub does not understand speech yet.</source>
        <translation>Schreib dem Haus: Dieser Hub versteht noch keine Sprache.</translation>
    </message>
    <message>
        <source>This hub has no intercom.</source>
        <translation>Dieser Hub hat keine Sprechanlage.</translation>
    </message>
    <message>
        <source>%1 is used by another program. Choose another one.</source>
        <translation>%1 wird von einem anderen Programm benutzt. Wähle eine andere Kombination.</translation>
    </message>
    <message>
        <source>until you end it</source>
        <translation>bis du es beendest</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>It is quiet time there. Only emergencies get through.</source>
        <translation>Dort ist Ruhezeit. Nur Notrufe kommen durch.</translation>
    </message>
    <message>
        <source>The owner of the home has muted you.</source>
        <translation>Der Eigentümer des Zuhauses hat dich stummgeschaltet.</translation>
    </message>
    <message>
        <source>Nobody there can hear you right now.</source>
        <translation>Dort kann dich gerade niemand hören.</translation>
    </message>
    <message>
        <source>That was often. Wait a moment and try again.</source>
        <translation>Das war oft. Warte kurz und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Your time is up. Press again to go on.</source>
        <translation>Deine Zeit ist um. Drücke noch einmal, um weiterzusprechen.</translation>
    </message>
    <message>
        <source>An emergency call took over.</source>
        <translation>Ein Notruf hat übernommen.</translation>
    </message>
    <message>
        <source>The owner of the home ended your talk.</source>
        <translation>Der Eigentümer des Zuhauses hat dein Gespräch beendet.</translation>
    </message>
    <message>
        <source>The microphone went quiet.</source>
        <translation>Das Mikrofon ist verstummt.</translation>
    </message>
    <message>
        <source>The connection to the hub was lost.</source>
        <translation>Die Verbindung zum Hub ist abgebrochen.</translation>
    </message>
    <message>
        <source>The hub did not answer.</source>
        <translation>Der Hub hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>The hub could not do this.</source>
        <translation>Der Hub konnte das nicht tun.</translation>
    </message>
    <message>
        <source>Homewire may not use the microphone. Allow it in the system&apos;s privacy settings.</source>
        <translation>Homewire darf das Mikrofon nicht benutzen. Erlaube es in den Datenschutzeinstellungen des Systems.</translation>
    </message>
    <message>
        <source>This computer has no microphone. You can still listen.</source>
        <translation>Dieser Computer hat kein Mikrofon. Zuhören geht trotzdem.</translation>
    </message>
    <message>
        <source>This computer has no loudspeaker. You can still talk.</source>
        <translation>Dieser Computer hat keinen Lautsprecher. Sprechen geht trotzdem.</translation>
    </message>
    <message>
        <source>%1 could not be opened. Another program may be using it.</source>
        <translation>%1 ließ sich nicht öffnen. Vielleicht benutzt es ein anderes Programm.</translation>
    </message>
    <message>
        <source>%1 was disconnected.</source>
        <translation>%1 wurde getrennt.</translation>
    </message>
    <message>
        <source>There is no sound on this computer.</source>
        <translation>Auf diesem Computer gibt es keinen Ton.</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>The house</source>
        <translation>Das Haus</translation>
    </message>
    <message>
        <source>Does what you say</source>
        <translation>Tut, was du sagst</translation>
    </message>
    <message>
        <source>Does what you write</source>
        <translation>Tut, was du schreibst</translation>
    </message>
    <message>
        <source>Nobody can hear it now</source>
        <translation>Niemand kann es jetzt hören</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Can hear you</source>
        <translation>Kann dich hören</translation>
    </message>
    <message>
        <source>Does not want to be disturbed</source>
        <translation>Möchte nicht gestört werden</translation>
    </message>
    <message>
        <source>Gets it as a message</source>
        <translation>Bekommt es als Nachricht</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Es wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>Nothing has been said here yet.</source>
        <translation>Hier wurde noch nichts gesagt.</translation>
    </message>
    <message>
        <source>Not connected to the hub.</source>
        <translation>Nicht mit dem Hub verbunden.</translation>
    </message>
    <message>
        <source>You can read here, but not write.</source>
        <translation>Du kannst hier lesen, aber nicht schreiben.</translation>
    </message>
    <message>
        <source>Tell the house what to do, or ask it</source>
        <translation>Sag dem Haus, was es tun soll, oder frag es</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>is speaking</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>spoken message</source>
        <translation>gesprochene Nachricht</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verpasst</translation>
    </message>
    <message>
        <source>Nobody has heard it yet</source>
        <translation>Noch niemand hat es gehört</translation>
    </message>
    <message>
        <source>Heard by %1</source>
        <translation>Gehört von %1</translation>
    </message>
    <message>
        <source>Nobody has read it yet</source>
        <translation>Noch niemand hat es gelesen</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <translation>Gelesen von %1</translation>
    </message>
    <message>
        <source>Say something …</source>
        <translation>Sag etwas …</translation>
    </message>
    <message>
        <source>This is how you sound …</source>
        <translation>So klingst du …</translation>
    </message>
    <message>
        <source>The loudspeaker does not play what it is given.</source>
        <translation>Der Lautsprecher gibt nicht wieder, was er bekommt.</translation>
    </message>
    <message>
        <source>That worked: others hear you as you just heard yourself.</source>
        <translation>Das hat geklappt: Andere hören dich so, wie du dich eben gehört hast.</translation>
    </message>
    <message>
        <source>Not a sound came from the microphone. It may be muted, or its switch is off.</source>
        <translation>Vom Mikrofon kam kein Ton. Vielleicht ist es stumm oder ausgeschaltet.</translation>
    </message>
    <message>
        <source>You are very quiet. Come closer, or turn the microphone up in the system.</source>
        <translation>Du bist sehr leise. Komm näher oder stell das Mikrofon im System lauter.</translation>
    </message>
    <message>
        <source>The microphone is too loud and rattles. Turn it down in the system.</source>
        <translation>Das Mikrofon ist zu laut und scheppert. Stell es im System leiser.</translation>
    </message>
    <message>
        <source>There was noise but no voice. Did you speak?</source>
        <translation>Da war Geräusch, aber keine Stimme. Hast du gesprochen?</translation>
    </message>
    <message>
        <source>The microphone is open but gives no sound. Try another one.</source>
        <translation>Das Mikrofon ist offen, gibt aber keinen Ton. Versuch ein anderes.</translation>
    </message>
    <message>
        <source>The microphone gives sound only now and then. Try another one.</source>
        <translation>Das Mikrofon gibt nur ab und zu Ton. Versuch ein anderes.</translation>
    </message>
    <message>
        <source>Live. Tap to stop</source>
        <translation>Auf Sendung. Antippen beendet</translation>
    </message>
    <message>
        <source>Speak to talk to %1</source>
        <translation>Sprich, %1 hört dich</translation>
    </message>
    <message>
        <source>%1 · to %2</source>
        <translation>%1 · an %2</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>You are heard while the key is down.</source>
        <translation>Du bist zu hören, solange die Taste gedrückt ist.</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>Antippen</translation>
    </message>
    <message>
        <source>One tap begins, another ends.</source>
        <translation>Einmal antippen beginnt, noch einmal beendet.</translation>
    </message>
    <message>
        <source>By voice</source>
        <translation>Mit der Stimme</translation>
    </message>
    <message>
        <source>One tap listens; from then on you are heard when you speak.</source>
        <translation>Nach dem Antippen bist du zu hören, sobald du sprichst.</translation>
    </message>
    <message>
        <source>Press a key … Escape leaves it as it was.</source>
        <translation>Taste drücken … Esc lässt alles, wie es war.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>This desktop does not let programs listen for a key while another window is in front. Give Homewire a shortcut in the system&apos;s settings instead.</source>
        <translation>Diese Arbeitsumgebung lässt Programme nicht auf Tasten hören, solange ein anderes Fenster vorn ist. Gib Homewire stattdessen in den Systemeinstellungen ein Tastenkürzel.</translation>
    </message>
    <message>
        <source>The part that listens for keys everywhere is not installed.</source>
        <translation>Der Teil, der überall auf Tasten hört, ist nicht installiert.</translation>
    </message>
    <message>
        <source>There is no keyboard to listen to here.</source>
        <translation>Hier gibt es keine Tastatur, auf die gehört werden könnte.</translation>
    </message>
    <message>
        <source>None. It works while any other program is in front.</source>
        <translation>Keine. Sie wirkt auch, wenn ein anderes Programm vorn ist.</translation>
    </message>
    <message>
        <source>Like the system (%1)</source>
        <translation>Wie das System (%1)</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>What is said is written down in this home, nowhere else.</source>
        <translation>Gesagtes wird in diesem Zuhause aufgeschrieben, sonst nirgends.</translation>
    </message>
    <message>
        <source>The owner of the home has turned this off.</source>
        <translation>Der Eigentümer des Zuhauses hat das abgeschaltet.</translation>
    </message>
    <message>
        <source>The hub has no part that understands speech.</source>
        <translation>Dem Hub fehlt der Teil, der Sprache versteht.</translation>
    </message>
    <message>
        <source>The hub has no speech model yet.</source>
        <translation>Der Hub hat noch kein Sprachmodell.</translation>
    </message>
    <message>
        <source>The hub cannot write down what is said right now.</source>
        <translation>Der Hub kann Gesagtes gerade nicht aufschreiben.</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 Stunden</translation>
    </message>
    <message>
        <source>Until I end it</source>
        <translation>Bis ich es beende</translation>
    </message>
    <message>
        <source>The chosen device is not connected. The system&apos;s own is used.</source>
        <translation>Das gewählte Gerät ist nicht angeschlossen. Es wird das des Systems verwendet.</translation>
    </message>
    <message>
        <source>Nowhere in particular</source>
        <translation>Nirgends Bestimmtes</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Talk here</source>
        <translation>Hier sprechen</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Verbunden mit %1</translation>
    </message>
    <message>
        <source>Somebody rings: %1</source>
        <translation>Es klingelt: %1</translation>
    </message>
    <message>
        <source>%1 wants to talk to you</source>
        <translation>%1 möchte mit dir sprechen</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>Nothing here could hear this.</source>
        <translation>Hier konnte das niemand hören.</translation>
    </message>
    <message>
        <source>Nobody spoke.</source>
        <translation>Niemand hat gesprochen.</translation>
    </message>
    <message>
        <source>There is no such thing here.</source>
        <translation>So etwas gibt es hier nicht.</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
        <source>That was not understood.</source>
        <translation>Das wurde nicht verstanden.</translation>
    </message>
    <message>
        <source>The first that runs</source>
        <translation>Der erste, der läuft</translation>
    </message>
</context>
<context>
    <name>TalkBar</name>
    <message>
        <source>Talk</source>
        <translation>Sprechen</translation>
    </message>
</context>
<context>
    <name>TalkKey</name>
    <message>
        <source>Stop talking to %1</source>
        <translation>Aufhören, mit %1 zu sprechen</translation>
    </message>
    <message>
        <source>Hold to talk. Slip off to take it back, pull up to go on with free hands.</source>
        <translation>Halten zum Sprechen. Wegrutschen nimmt es zurück, nach oben ziehen macht die Hände frei.</translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>Talk</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Nobody can be talked to now</source>
        <translation>Gerade kann niemand angesprochen werden</translation>
    </message>
</context>
<context>
    <name>TalkPill</name>
    <message>
        <source>Waiting for your turn</source>
        <translation>Du bist gleich dran</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Besetzt</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Listen only</source>
        <translation>Nur zuhören</translation>
    </message>
    <message>
        <source>Only in writing</source>
        <translation>Nur schriftlich</translation>
    </message>
</context>
<context>
    <name>TalkStatus</name>
    <message>
        <source>Live · %1</source>
        <translation>Auf Sendung · %1</translation>
    </message>
    <message>
        <source>Do not disturb %1</source>
        <translation>Nicht stören %1</translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation>Taste: %1</translation>
    </message>
    <message>
        <source>replay</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>Silence this</source>
        <translation>Das stumm schalten</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Gelesen</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>%1 (optional)</source>
        <translation>%1 (freiwillig)</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Battery %1 %</source>
        <translation>Batterie %1 %</translation>
    </message>
    <message>
        <source>Update available</source>
        <translation>Aktualisierung verfügbar</translation>
    </message>
    <message>
        <source>Hold to unlock</source>
        <translation>Halten zum Entriegeln</translation>
    </message>
    <message>
        <source>Hold to lock</source>
        <translation>Halten zum Verriegeln</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>TileBody</name>
    <message>
        <source>No picture yet</source>
        <translation>Noch kein Bild</translation>
    </message>
</context>
<context>
    <name>TileFace</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>TileMenu</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Aus den Favoriten nehmen</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Zu den Favoriten</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>Weiter nach vorn</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>Weiter nach hinten</translation>
    </message>
    <message>
        <source>Hide this tile</source>
        <translation>Diese Kachel ausblenden</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 Min.</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 Std.</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Gelesen</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
</context>
<context>
    <name>TypeList</name>
    <message>
        <source>Search systems, such as Hue or Zigbee</source>
        <translation>Systeme suchen, etwa Hue oder Zigbee</translation>
    </message>
    <message>
        <source>Nothing of that name. A system that speaks MQTT or is known to Home Assistant comes in through those.</source>
        <translation>Nichts mit diesem Namen. Ein System, das MQTT spricht oder Home Assistant bekannt ist, kommt über diese herein.</translation>
    </message>
</context>
<context>
    <name>UnassignedSection</name>
    <message>
        <source>Without an area</source>
        <translation>Ohne Bereich</translation>
    </message>
    <message>
        <source>Give them rooms</source>
        <translation>Räume zuteilen</translation>
    </message>
</context>
<context>
    <name>VisitChoice</name>
    <message>
        <source>How long?</source>
        <translation>Wie lange?</translation>
    </message>
    <message>
        <source>Until then as before</source>
        <translation>So lange wie bisher</translation>
    </message>
    <message>
        <source>Only at certain hours</source>
        <translation>Nur zu bestimmten Zeiten</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
</context>
<context>
    <name>WatchList</name>
    <message>
        <source>Tell me when %1 arrives or leaves</source>
        <translation>Melden, wenn %1 ankommt oder aufbricht</translation>
    </message>
    <message>
        <source>Notices about %1</source>
        <translation>Hinweise zu %1</translation>
    </message>
</context>
<context>
    <name>ZoneEditor</name>
    <message>
        <source>Home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>Where the home is</source>
        <translation>Wo das Zuhause ist</translation>
    </message>
    <message>
        <source>A new place</source>
        <translation>Ein neuer Ort</translation>
    </message>
    <message>
        <source>Change this place</source>
        <translation>Diesen Ort ändern</translation>
    </message>
    <message>
        <source>Move the map until the ring is where it belongs, or write its coordinates.</source>
        <translation>Verschiebe die Karte, bis der Ring dort ist, wo er hingehört, oder schreibe die Koordinaten.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinaten</translation>
    </message>
    <message>
        <source>Latitude and longitude, such as 52.52000, 13.40500</source>
        <translation>Breite und Länge, etwa 52.52000, 13.40500</translation>
    </message>
    <message>
        <source>These are no coordinates.</source>
        <translation>Das sind keine Koordinaten.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>Who is there is away from then on. Notices about it end.</source>
        <translation>Wer dort ist, gilt danach als unterwegs. Hinweise dazu enden.</translation>
    </message>
</context>
</TS>
