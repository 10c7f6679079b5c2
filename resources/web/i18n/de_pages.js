/** German for the words of controls and pages, by their context; where the desktop has the same page it
 * says the same.
 * @type {import("./words.js").Shared} */
export const WORDS = {
  ActivityPage: {
    "Activity": "Verlauf",
    "Reading what happened": "Der Verlauf wird gelesen",
    "Nothing has happened yet": "Noch ist nichts geschehen",
  },
  AddGatewayForm: {
    "Copy details": "Einzelheiten kopieren",
    "Cancel": "Abbrechen",
    "Try again": "Noch einmal versuchen",
    "Connect": "Verbinden",
    "Your name for it": "Dein Name dafür",
  },
  AddGatewayPage: {
    "Connect a gateway": "Gateway verbinden",
    "Your hub offers no gateways now": "Dein Hub bietet gerade keine Gateways an",
  },
  Arrange: {
    "%n change(s)": ["%n Änderung", "%n Änderungen"],
    "%n device(s) arranged": ["%n Gerät eingerichtet", "%n Geräte eingerichtet"],
  },
  AreaChips: {
    "All off": "Alles aus",
    "Turn everything off in %1": "Alles ausschalten in %1",
  },
  AreaPage: {
    "Nothing is here yet": "Hier ist noch nichts",
    "Open a tile on the home page and choose this area for it.":
      "Öffne eine Kachel auf der Startseite und wähle diesen Bereich für sie.",
  },
  AreasPage: {
    "Areas": "Bereiche",
  },
  BottomBar: {
    "Home": "Start",
    "Areas": "Bereiche",
    "Activity": "Verlauf",
    "More": "Mehr",
    "Navigation": "Navigation",
    "Talk": "Sprechen",
  },
  CodeDialog: {
    "Enter your code.": "Gib deinen Code ein.",
    "Code": "Code",
  },
  ColorWheel: {
    "Hue %1 degrees, %2 % colour": "Farbton %1 Grad, %2 % Farbe",
  },
  DetailActivity: {
    "What happened": "Was geschehen ist",
  },
  DetailFeatures: {
    "%1 – %2": "%1 – %2",
  },
  DetailHero: {
    "Remove from favourites": "Aus den Favoriten nehmen",
    "Add to favourites": "Zu den Favoriten",
  },
  DetailHistory: {
    "History": "Verlauf",
    "Range": "Zeitraum",
    "24 h": "24 Std.",
    "Week": "Woche",
    "Month": "Monat",
    "History of %1": "Verlauf von %1",
    "Reading the history": "Der Verlauf wird gelesen",
  },
  DetailOrigin: {
    "Device": "Gerät",
    "Model": "Modell",
    "Gateway": "Gateway",
    "Entity": "Entität",
    "Copy details": "Einzelheiten kopieren",
  },
  DetailRelated: {
    "Also on %1": "Auch an %1",
    "Related": "Gehört dazu",
  },
  DetailSettings: {
    "No area": "Kein Bereich",
    "Hide settings": "Einstellungen ausblenden",
    "Settings and origin": "Einstellungen und Herkunft",
    "Name": "Name",
    "Leave it empty to take the device's own name again.":
      "Leer lassen, um wieder den Namen des Geräts zu nehmen.",
    "Area": "Bereich",
    "Icon": "Symbol",
    "A Material Design icon by its name; empty takes the usual one.":
      "Ein Material-Design-Symbol mit seinem englischen Namen; leer nimmt das übliche.",
    "Hide this tile": "Diese Kachel ausblenden",
  },
  DetailView: {
    "Dismiss": "Gelesen",
    "Try again": "Noch einmal versuchen",
  },
  Dialog: {
    "Cancel": "Abbrechen",
  },
  FirstRun: {
    "Your home is ready for its first device": "Dein Zuhause ist bereit für sein erstes Gerät",
    "The owner of this home can connect devices. They appear here by themselves.":
      "Wem dieses Zuhause gehört, kann Geräte verbinden. Sie erscheinen hier von selbst.",
    "Connect a gateway": "Gateway verbinden",
  },
  GatewayCard: {
    "Resume": "Fortsetzen",
    "Pause": "Pause",
    "Remove": "Entfernen",
  },
  GatewaysPage: {
    "Add": "Hinzufügen",
    "Gateways": "Gateways",
    "A gateway is a system that is already there. It brings its devices, and your commands go back through it.":
      "Ein Gateway ist ein System, das es schon gibt. Es bringt seine Geräte mit, und deine Befehle gehen über es zurück.",
    "Add a gateway": "Gateway hinzufügen",
    "Remove “%1”?": "„%1“ entfernen?",
    "No gateway yet": "Noch kein Gateway",
    "Connect Home Assistant, this computer or your own device, and its tiles appear by themselves.":
      "Verbinde Home Assistant, diesen Computer oder dein eigenes Gerät, und seine Kacheln erscheinen von selbst.",
    "Connect a gateway": "Gateway verbinden",
    "Its tiles disappear from this home. The system itself is not changed, and you can connect it again.":
      "Seine Kacheln verschwinden aus diesem Zuhause. Das System selbst bleibt unverändert und lässt sich wieder verbinden.",
    "Remove": "Entfernen",
  },
  HoldButton: {
    "Press and hold": "Gedrückt halten",
  },
  HomeHeader: {
    "Favourites": "Favoriten",
    "Reading your home": "Dein Zuhause wird gelesen",
    "This takes a moment.": "Das dauert einen Augenblick.",
  },
  HomePage: {
    "Home": "Start",
  },
  KeyPad: {
    "Code": "Code",
    "Send": "Senden",
    "%n digit(s) entered": ["%n Ziffer eingegeben", "%n Ziffern eingegeben"],
    "Delete last digit": "Letzte Ziffer löschen",
  },
  Main: {
    "%1 – Homewire": "%1 – Homewire",
    "Homewire": "Homewire",
    "Try now": "Jetzt versuchen",
  },
  MediaFeature: {
    "%1 of %2": "%1 von %2",
  },
  PlaceFeature: {
    "%1, %2": "%1, %2",
    "N": "N",
    "S": "S",
    "E": "O",
    "W": "W",
    "%1° %2": "%1° %2",
    "north": "Norden",
    "north-east": "Nordosten",
    "east": "Osten",
    "south-east": "Südosten",
    "south": "Süden",
    "south-west": "Südwesten",
    "west": "Westen",
    "north-west": "Nordwesten",
    "heading %1": "Richtung %1",
    "Standing": "Steht",
    "%1 · within %2 m": "%1 · auf %2 m genau",
  },
  // What gateways say of themselves in English.
  Plot: {
    "History": "Verlauf",
    "%1 · %2": "%1 · %2",
    "Point at the plot to read it": "Zeige auf die Kurve, um sie abzulesen",
    "Show all": "Alles zeigen",
  },
  ProblemRow: {
    "Try again": "Noch einmal versuchen",
    "Dismiss": "Gelesen",
  },
  SearchField: {
    "Search devices": "Geräte suchen",
  },
  SearchPage: {
    "Search": "Suche",
    "%n device(s) found": ["%n Gerät gefunden", "%n Geräte gefunden"],
    "Search results": "Suchergebnisse",
    "Nothing is called “%1”": "Nichts heißt „%1“",
    "Try a part of a name, an area such as “kitchen”, or a state such as “open”.":
      "Versuche einen Teil des Namens, einen Bereich wie „Küche“ oder einen Zustand wie „offen“.",
  },
  SettingsPage: {
    "Settings": "Einstellungen",
    "Appearance": "Aussehen",
    "Theme": "Farben",
    "High contrast has the strongest edges and words.":
      "Hoher Kontrast hat die stärksten Kanten und Wörter.",
    "Language": "Sprache",
    "About": "Über",
    "Homewire %1": "Homewire %1",
    "Open": "Öffnen",
    "Copy details": "Einzelheiten kopieren",
  },
  SheetHeader: {
    "Close": "Schließen",
  },
  Sidebar: {
    "Navigation": "Navigation",
    "Homewire": "Homewire",
  },
  Stepper: {
    "Less": "Weniger",
    "More": "Mehr",
  },
  Swatches: {
    "Colour %1": "Farbe %1",
  },
  TextField: {
    "%1 (optional)": "%1 (freiwillig)",
    "Show": "Zeigen",
  },
  TileBody: {
    "No picture yet": "Noch kein Bild",
  },
  TileMenu: {
    "Open": "Öffnen",
    "Remove from favourites": "Aus den Favoriten nehmen",
    "Add to favourites": "Zu den Favoriten",
    "Move earlier": "Weiter nach vorn",
    "Move later": "Weiter nach hinten",
    "Hide this tile": "Diese Kachel ausblenden",
  },
  Toast: {
    "%n more": ["%n weitere", "%n weitere"],
    "Try again": "Noch einmal versuchen",
    "Copy details": "Einzelheiten kopieren",
    "Dismiss": "Gelesen",
  },
  TopBar: {
    "Back": "Zurück",
    "Search": "Suche",
  },
  UnassignedSection: {
    "Without an area": "Ohne Bereich",
  },
};
