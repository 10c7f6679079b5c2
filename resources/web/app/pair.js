/** The first page a new device sees: it brings the code of the scanned link, or asks for a typed one. */
import { bestLanguage, loadWords, t } from "../i18n/words.js";
import { canKeep } from "../net/keep.js";
import { pair } from "../net/pairing.js";
import { button } from "../ui/buttons.js";
import { h } from "../ui/dom.js";
import { changeSettings, hubUrl, savedToken, saveToken, settings } from "./session.js";
import { useTheme } from "./theme.js";

/** @import { PairingNews } from "../net/pairing.js" */

/** The code of the scanned link. It stands behind the # so that no server ever reads it, and leaves
 * the address bar at once so that nobody photographs or shares it. */
function takeCode() {
  const code = new URLSearchParams(location.hash.slice(1)).get("c") ?? "";
  if (location.hash !== "") history.replaceState(null, "", location.pathname);
  return code;
}

/** What this kind of device is called until somebody says better. */
function deviceName() {
  const agent = navigator.userAgent;
  if (/iPhone/.test(agent)) return "iPhone";
  if (/iPad/.test(agent)) return "iPad";
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? t("Android phone") : t("Android tablet");
  return t("This computer");
}

/** @param {string} scanned */
function build(scanned) {
  const name = h("input", { class: "field", id: "name", maxlength: 60, required: true, autocomplete: "off", value: settings().name || deviceName() });
  const code = h("input", {
    class: "field code", id: "code", inputmode: "numeric", autocomplete: "one-time-code", placeholder: "1234-5678", maxlength: 9, pattern: "[0-9]{4}-?[0-9]{4}", required: true,
    on: { input: () => hyphenate(code) },
  });
  const news = h("div", { class: "stack", role: "status", "aria-live": "polite" });
  const send = button(t("Connect"), () => {}, { kind: "primary", type: "submit" });
  const ask = h("div", { class: "stack" },
    h("label", { for: "code", class: "strong", text: t("Code from the desktop app or the hub") }), code,
    h("p", { class: "muted", text: t("The owner of the home makes one under “Add a phone”. Scanning its picture with the camera is easier still.") }));
  expectCode(scanned === "");
  const form = h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        begin();
      },
    },
  }, ask, h("label", { for: "name", class: "strong", text: t("What is this device called?") }), name,
  h("p", { class: "muted", text: t("Your family sees this name, for example “Anna's phone”.") }), send, news);

  /** A code is asked for where the link brought none, or a bad one.
   * @param {boolean} isExpected */
  function expectCode(isExpected) {
    ask.hidden = !isExpected;
    code.required = isExpected;
  }

  function begin() {
    if (!canKeep()) {
      news.replaceChildren(h("p", { class: "attention-words", role: "alert", text: t("This browser keeps nothing for this page, so it could not stay connected. Allow cookies in its settings, then try again.") }));
      return;
    }
    changeSettings({ name: name.value.trim() });
    send.disabled = true;
    news.replaceChildren(h("p", { text: t("Connecting …") }));
    pair(hubUrl(), scanned || code.value.trim(), name.value.trim(), hear);
  }

  /** @param {PairingNews} told */
  function hear(told) {
    if (told.kind === "paired") {
      saveToken(told.token);
      news.replaceChildren(h("p", { class: "strong", text: t("Welcome home.") }));
      location.replace("/");
      return;
    }
    if (told.kind === "confirm") {
      news.replaceChildren(
        h("p", { text: t("Compare these words with the owner's screen. They let you in there.") }),
        h("p", { class: "code-words strong", text: told.words.join(" · ") }));
      return;
    }
    send.disabled = false;
    news.replaceChildren(h("p", { class: "attention-words", role: "alert", text: problem(told) }));
    if (told.kind === "failed") {
      scanned = "";
      expectCode(true);
      code.focus();
    }
  }
  const start = scanned === "" ? code : name;
  return { form, start };
}

/** @param {PairingNews} told */
function problem(told) {
  if (told.kind === "unreachable") return t("The hub does not answer. Is this device in the same network?");
  if (told.kind !== "failed" || told.left === 0) {
    return t("This code is no longer good. Ask the owner for a new one: they last five minutes and open one door.");
  }
  return told.left === null ? t("That did not work. Look at the code once more.") : t("That is not the code. Tries left: {left}.", { left: told.left });
}

/** @param {HTMLInputElement} field */
function hyphenate(field) {
  const digits = field.value.replace(/\D/g, "").slice(0, 8);
  field.value = digits.length > 4 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : digits;
}

async function start() {
  const code = takeCode();
  useTheme(settings().theme);
  const language = settings().language || bestLanguage(navigator.languages);
  await loadWords(language);
  document.documentElement.lang = language;
  document.title = t("Connect this device – Homewire");
  const { form, start: first } = build(code);
  const known = savedToken() === null ? null : h("a", { href: "/", text: t("This device is already connected: back to the home") });
  document.body.replaceChildren(h("div", { class: "welcome" }, h("main", {},
    h("div", { class: "brand" }, h("img", { src: "/icons/homewire.svg", alt: "" }), h("h1", { text: "Homewire" })),
    h("p", { text: code === "" ? t("Connect this device with the home.") : t("One step, and this device belongs to the home.") }),
    form, known, trustHint())));
  first.focus();
  // A link that is opened where this page already stands only changes what is behind the #.
  addEventListener("hashchange", () => {
    if (location.hash !== "") location.reload();
  });
}

/** Without a trusted connection there is no microphone, and no notifications. */
function trustHint() {
  if (isSecureContext) return null;
  return h("p", { class: "muted" }, h("span", { text: `${t("This connection is not protected: lights and tiles work, talking does not.")} ` }), h("a", { href: "/trust", text: t("Protect it") }));
}

start();
