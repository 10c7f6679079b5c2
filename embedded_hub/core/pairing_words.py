"""What people read while a device is let in, in the home's language.

Among it the words two people read to each other across a room, to see that two screens mean the
same.
"""

import secrets

_WORDS = {
    "en": """
    anchor apple arrow bakery balloon banana barrel basket beach bear bell bench bicycle bird
    blanket boat book boot bottle branch bread bridge broom bucket butter button cactus camel
    candle carpet carrot castle cat chair cheese cherry circus clock cloud coat coffee comet
    compass cookie copper cotton crayon crown cup desert diamond dolphin door dragon drum duck
    eagle engine fairy feather fence field finger fire fish flag flower flute forest fountain
    fox garden ghost giraffe glass glove goose grape guitar hammer harbor hat hedge helmet
    honey horse island jacket jungle kettle key sail ladder lake lamp lemon letter lion magnet
    maple market melon mirror moon mountain mouse needle nest ocean onion orange oven owl
    paint palace panda paper parrot peach
    """,
    "de": """
    Anker Apfel Pfeil Bäcker Ballon Banane Fass Korb Strand Bär Glocke Bank Fahrrad Vogel
    Decke Boot Buch Stiefel Flasche Ast Brot Brücke Besen Eimer Butter Knopf Kaktus Kamel
    Kerze Teppich Karotte Burg Katze Stuhl Käse Kirsche Zirkus Uhr Wolke Mantel Kaffee Komet
    Kompass Keks Kupfer Watte Kreide Krone Tasse Wüste Diamant Delfin Tür Drache Trommel Ente
    Adler Motor Fee Feder Zaun Feld Finger Feuer Fisch Fahne Blume Flöte Wald Brunnen Fuchs
    Garten Gespenst Giraffe Glas Handschuh Gans Traube Gitarre Hammer Hafen Hut Hecke Helm
    Honig Pferd Insel Jacke Dschungel Kessel Schlüssel Segel Leiter See Lampe Zitrone Brief
    Löwe Magnet Ahorn Markt Melone Spiegel Mond Berg Maus Nadel Nest Ozean Zwiebel Orange Ofen
    Eule Farbe Palast Panda Papier Papagei Pfirsich
    """,
}
_NEWS = {
    "en": ("New device", "{device} has come in: {person}."),
    "de": ("Neues Gerät", "{device} ist jetzt dabei: {person}."),
}
_FALLBACK = "en"


def three_words(language: str) -> tuple[str, ...]:
    """Draw three different words, in English where a language has none."""
    words = _WORDS.get(_base(language), _WORDS[_FALLBACK]).split()
    return tuple(secrets.SystemRandom().sample(words, 3))


def device_news(language: str, device: str, person: str) -> tuple[str, str]:
    """Return title and text of the news that a device came in."""
    title, text = _NEWS.get(_base(language), _NEWS[_FALLBACK])
    return title, text.format(device=device, person=person)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
