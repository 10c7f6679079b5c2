import plistlib
import re
import ssl
from html.parser import HTMLParser

import msgspec
import pytest

from embedded_hub.security.authority import Authority
from embedded_hub.security.certificates import Identity
from embedded_hub.server.landing import (
    Landing,
    certificate_der,
    kind_of_device,
    preferred_language,
    profile,
)
from embedded_hub.server.pages import PageRequest

AUTHORITY = Authority.make(1_795_399_200.0)
IDENTITY = Identity(pin=AUTHORITY.pin, authority_pem=AUTHORITY.pem, name='Homewire 1f3a <"&>')
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8) Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def landing() -> Landing:
    pages = Landing(lambda: IDENTITY)
    pages.load()
    return pages


def shown(landing: Landing, path: str = "/trust", **more: str) -> str:
    response = landing.answer(PageRequest(path=path, host="192.168.1.20:8755", **more))
    assert response.status_code == 200
    return bytes(response.body).decode()


def test_a_phone_in_another_year_is_told_what_day_it_is() -> None:
    pages = Landing(lambda: IDENTITY, lambda: 1_795_399_200.0)
    pages.load()
    assert "today is 23 November 2026." in shown(pages)
    assert "heute der 23.11.2026." in shown(pages, query="lang=de")


class Page(HTMLParser):
    """What a page asks a browser to load, run or send."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src"):
                self.links.append(value or "")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_asks_for_nothing_and_leads_to_what_is_there(
    landing: Landing, language: str
) -> None:
    page = Page(shown(landing, languages=language))
    assert page.tags.isdisjoint({"form", "input", "button", "script", "style", "iframe", "img"})
    for link in page.links:
        path = link.partition("?")[0]
        assert path in landing or link.startswith(("#", "?", "https://192.168.1.20:8755/")), link


def test_both_languages_say_the_same_things(landing: Landing) -> None:
    english, german = landing._words["en"], landing._words["de"]
    assert english.keys() == german.keys()
    same = {name for name in english if english[name] == german[name]}
    assert same == {"android_title", "computer_title"}


def test_the_page_speaks_the_browser_s_language_or_the_one_chosen(landing: Landing) -> None:
    assert 'lang="de"' in shown(landing, languages="de-AT,en;q=0.8").splitlines()[1]
    assert 'lang="en"' in shown(landing, languages="fr").splitlines()[1]
    assert 'lang="en"' in shown(landing, languages="de", query="lang=en").splitlines()[1]


@pytest.mark.parametrize(
    ("agent", "kind"),
    [(IPHONE, "ios"), ("… Macintosh …", "ios"), (ANDROID, "android"), ("", "computer")],
)
def test_the_steps_for_this_device_are_open(landing: Landing, agent: str, kind: str) -> None:
    assert kind_of_device(agent) == kind
    assert shown(landing, agent=agent).count('<details class="card" open>') == 1


def test_what_it_shows_is_escaped(landing: Landing) -> None:
    text = shown(landing)
    assert 'Homewire 1f3a <"' not in text
    assert "Homewire 1f3a &lt;&quot;&amp;&gt;" in text
    assert re.search(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", text)


def test_the_profile_installs_the_authority_and_replaces_itself() -> None:
    content = plistlib.loads(profile(IDENTITY))
    [root] = content["PayloadContent"]
    assert root["PayloadType"] == "com.apple.security.root"
    assert root["PayloadContent"] == ssl.PEM_cert_to_DER_cert(AUTHORITY.pem.decode())
    assert content["PayloadUUID"] != root["PayloadUUID"]
    assert profile(IDENTITY) == profile(IDENTITY)


def test_the_certificate_is_downloaded_under_the_authority_s_name(landing: Landing) -> None:
    request = PageRequest(path="/authority.crt", host="hub.local")
    response = landing.answer(request)
    assert response.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert response.body == certificate_der(IDENTITY)
    name = response.headers["Content-Disposition"]
    assert name == 'attachment; filename="Homewire 1f3a.crt"'


def test_other_machines_are_led_here_whatever_they_ask_for_in_clear(landing: Landing) -> None:
    for path in ("/", "/pair", "/tokens.css", "/metrics"):
        response = landing.answer_plain(PageRequest(path=path, host="hub.local"))
        assert (response.status_code, response.headers["Location"]) == (302, "/trust")
    response = landing.answer_plain(PageRequest(path="/trust/trust.css", host="hub.local"))
    assert response.headers["Content-Type"].startswith("text/css")


def test_the_authority_that_takes_over_can_be_installed_before_it_does() -> None:
    following = Authority.make(1_795_399_200.0)
    identity = msgspec.structs.replace(
        IDENTITY, next_pin=following.pin, next_authority_pem=following.pem
    )
    assert len(plistlib.loads(profile(identity))["PayloadContent"]) == 2
    pages = Landing(lambda: identity)
    response = pages.answer(PageRequest(path="/next-authority.crt", host="hub.local"))
    assert response.body == ssl.PEM_cert_to_DER_cert(following.pem.decode())
    assert "/next-authority.crt" not in Landing(lambda: IDENTITY)


def test_without_tls_there_is_nothing_to_trust() -> None:
    pages = Landing(lambda: None)
    pages.load()
    assert "/trust" not in pages
    assert pages.answer(PageRequest(path="/trust", host="localhost")).status_code == 404


@pytest.mark.parametrize(
    ("accept", "language"),
    [("", "en"), ("de", "de"), ("fr-FR, de;q=0.5", "de"), ("en-GB,de", "en"), ("*", "en")],
)
def test_the_first_language_there_are_pages_in_is_taken(accept: str, language: str) -> None:
    assert preferred_language(accept) == language
