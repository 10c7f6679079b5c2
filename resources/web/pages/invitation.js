/** Lets somebody in: role and rooms first, then the code, then the owner's yes. */
import { t } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, setText } from "../ui/dom.js";
import { qrCode } from "../ui/qr.js";
import { roleSelect, roomBoxes } from "./person_change.js";
import { visitHours } from "./visit_hours.js";

/** @import { Person } from "../state/persons.js" */
/** @import { Context } from "./page.js" */

const DAY_S = 86_400;
/** How long a guest may come, in days; 0 has no end. */
const VISITS = /** @type {const} */ ([[1, "For one day"], [7, "For a week"], [30, "For a month"], [0, "Without an end"]]);
const INVITED = ["family", "guest", "owner"];

/** Role and rooms first, then the code, which lasts five minutes.
 * @param {Context} context @param {Person | null} person who gets a further device; null invites somebody new */
export function openInvitation(context, person) {
  const { home, refuse } = context;
  const name = h("input", { class: "field", placeholder: t("Whom is it for?"), "aria-label": t("Whom is it for?"), maxlength: 60, required: true });
  const role = roleSelect(INVITED, "family");
  const rooms = roomBoxes(home, []);
  const visit = h("select", { class: "select", "aria-label": t("How long"), hidden: true },
    ...VISITS.map(([days, words]) => h("option", { value: String(days), text: t(words) })));
  const hours = visitHours([]);
  hours.element.hidden = rooms.element.hidden = true;
  role.addEventListener("change", () => {
    rooms.element.hidden = visit.hidden = hours.element.hidden = role.value !== "guest";
  });
  const offer = async (/** @type {Record<string, unknown>} */ fields) => {
    close();
    try {
      showCode(context, await home.socket.call("home/pairing/open", fields));
    } catch (error) {
      refuse(error);
    }
  };
  const form = h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const guest = { area_ids: rooms.read(), hours: hours.read(), expires_at: visit.value === "0" ? null : nowS() + Number(visit.value) * DAY_S };
        offer({ role: /** @type {any} */ (role.value), name: name.value.trim(), ...(role.value === "guest" ? guest : {}) });
      },
    },
  }, name, role, visit, hours.element, rooms.element, h("div", { class: "dialog-actions" }, button(t("Show the code"), () => {}, { kind: "primary", type: "submit" })));
  const { close } = openDialog(person === null ? t("Invite somebody") : t("A further device for {name}", { name: person.name }), person === null
    ? [form]
    : [h("p", { text: t("Keep the new device at hand: the code is good for five minutes.") }), h("div", { class: "dialog-actions" },
      button(t("Show the code"), () => offer({ role: person.role, person_id: person.person_id, name: person.name, area_ids: person.area_ids ?? [] }), { kind: "primary" }))]);
}

/** Show the code, and ask for the owner's yes when somebody typed it.
 * @param {Context} context @param {any} offer */
function showCode({ home, say, refuse }, offer) {
  const address = String(offer.url ?? "").split("#")[0] ?? "";
  const rows = /** @type {string[] | null} */ (offer.qr ?? null);
  const picture = rows === null ? null : qrCode(rows, t("Picture of the link, for the camera of the new device"));
  const asking = h("div", { class: "stack", role: "status", "aria-live": "assertive" });
  const share = button(t("Send the link"), () => navigator.share({ title: "Homewire", url: offer.url }).catch(() => {}), { icon: "send" });
  share.hidden = navigator.share === undefined || !offer.url;
  const state = h("p", { class: "muted", text: t("Waiting for the new device …") });
  const stop = home.socket.follow("home/pairing/subscribe", {}, (event) => {
    if (event.state === "paired") {
      close();
      say(t("{name} is in.", { name: event.name || event.device || t("The new device") }));
    } else if (event.state === "closed") {
      setText(state, t("This code is no longer good. Open a new one."));
      asking.replaceChildren();
    } else if (event.state === "asking") {
      asking.replaceChildren(
        h("p", { class: "strong", text: t("{device} wants to come in. Does it show these words?", { device: event.device || t("A device") }) }),
        h("p", { class: "code-words", text: (event.words ?? []).join(" · ") }),
        h("div", { class: "dialog-actions" },
          button(t("No"), () => answer(event.request_id, false), { kind: "danger" }),
          button(t("Yes, the same words"), () => answer(event.request_id, true), { kind: "primary" })));
    }
  });
  const answer = (/** @type {string} */ id, /** @type {boolean} */ accept) => {
    asking.replaceChildren();
    home.socket.call("home/pairing/confirm", { request_id: id, accept }).catch(refuse);
  };
  const { close } = openDialog(t("Code for the new device"), [
    h("p", { text: t("Scan the picture with the new device, or open this address on it and type the code:") }),
    h("p", { class: "strong", text: address }), picture, h("p", { class: "big-code", text: offer.code ?? "" }), share, state, asking,
  ], {
    onClosed: () => {
      stop();
      home.socket.call("home/pairing/cancel").catch(() => {});
    },
  });
}
