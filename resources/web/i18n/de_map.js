/** German for the map's pages, by their context; the desktop says the same.
 * @type {import("./words.js").Shared} */
export const WORDS = {
  MapButtons: {
    "Nearer": "Näher",
    "Farther": "Weiter weg",
    "Show everything": "Alles zeigen",
  },
  MapList: {
    "Who is where": "Wer wo ist",
    "Nobody is on the map yet": "Noch ist niemand auf der Karte",
    "A phone joins when its person opens Homewire on it and turns on “Share my location” under Settings. Phones with OwnTracks come with an MQTT gateway, cars and other trackers with theirs.":
      "Ein Handy kommt dazu, wenn sein Mensch darauf Homewire öffnet und in den Einstellungen „Meinen Standort teilen“ einschaltet. Handys mit OwnTracks kommen mit einem MQTT-Gateway, Autos und andere Tracker mit ihrem.",
    "Places": "Orte",
    "Add a place": "Ort hinzufügen",
    "Say where the home is": "Sagen, wo das Zuhause ist",
    "Or hold a finger or the mouse button on the map.": "Oder halte den Finger oder die Maustaste auf der Karte.",
  },
  MapPage: {
    "Map": "Karte",
  },
  MapPerson: {
    "Back to everybody": "Zurück zu allen",
    "Day": "Tag",
    "Reading the way …": "Der Weg wird gelesen …",
    "No stay of ten minutes or longer.": "Kein Aufenthalt von zehn Minuten oder länger.",
    "Nothing is known of this day.": "Von diesem Tag ist nichts bekannt.",
    "Where at what time": "Wo zu welcher Zeit",
    "Stays": "Aufenthalte",
  },
  MapScale: {
    "Scale: %1": "Maßstab: %1",
  },
  MapSurface: {
    "Map": "Karte",
    "Arrow keys move it, plus and minus come nearer and go farther, 0 shows everything. The list beside it says the same in words.":
      "Pfeiltasten verschieben sie, Plus und Minus gehen näher heran und weiter weg, 0 zeigt alles. Die Liste daneben sagt dasselbe in Worten.",
  },
  MapStreets: {
    "Some streets could not be loaded.": "Einige Straßen ließen sich nicht laden.",
    "Kept. It shows once this page is loaded again.": "Gespeichert. Zu sehen ist es, sobald diese Seite neu geladen wird.",
    "Off, nobody outside this house learns anything. With an address, whoever runs it learns from every device that opens the map which parts of the world it shows, so also where you live.":
      "Aus erfährt niemand außerhalb dieses Hauses etwas. Mit einer Adresse erfährt, wer sie betreibt, von jedem Gerät, das die Karte öffnet, welche Teile der Welt sie zeigt, also auch, wo du wohnst.",
    "Address of the pictures, with {z}, {x} and {y}; empty for none": "Adresse der Bilder, mit {z}, {x} und {y}; leer für keine",
    "Whom they are owed to": "Wem sie zu verdanken sind",
    "Streets below the map": "Straßen unter der Karte",
  },
  PlaceMap: {
    "Show on the map": "Auf der Karte zeigen",
  },
  WatchList: {
    "Tell me when %1 arrives or leaves": "Melden, wenn %1 ankommt oder aufbricht",
    "Notices about %1": "Hinweise zu %1",
  },
  ZoneEditor: {
    "Home": "Zuhause",
    "Where the home is": "Wo das Zuhause ist",
    "A new place": "Ein neuer Ort",
    "Change this place": "Diesen Ort ändern",
    "Move the map until the ring is where it belongs, or write its coordinates.":
      "Verschiebe die Karte, bis der Ring dort ist, wo er hingehört, oder schreibe die Koordinaten.",
    "Name": "Name",
    "Icon": "Symbol",
    "Radius": "Radius",
    "Coordinates": "Koordinaten",
    "Latitude and longitude, such as 52.52000, 13.40500": "Breite und Länge, etwa 52.52000, 13.40500",
    "These are no coordinates.": "Das sind keine Koordinaten.",
    "Save": "Speichern",
    "Cancel": "Abbrechen",
    "Remove": "Entfernen",
    "Remove “%1”?": "„%1“ entfernen?",
    "Who is there is away from then on. Notices about it end.": "Wer dort ist, gilt danach als unterwegs. Hinweise dazu enden.",
  },
};
