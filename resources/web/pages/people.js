/** Who may come in, with which devices; for the owner also inviting, changing and turning away. */
import { ageText, joined } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { qrCode } from "../ui/qr.js";
import { roleWord } from "./settings.js";

/** @import { Context, Page } from "./page.js" */
/** @import { Home } from "../state/home.js" */

/** @typedef {{token_id: string, name: string, is_online?: boolean, is_current?: boolean, last_seen_at?: number | null}} Device */
/** @typedef {{days: number[], from: number, to: number}} Visit minutes of the day; day 0 is Monday */
/**
 * @typedef {object} Person
 * @property {string} person_id
 * @property {string} name
 * @property {string} role
 * @property {string | null} [avatar]
 * @property {boolean} is_me
 * @property {boolean} is_here
 * @property {string[]} [area_ids] what follows is told to the owner, and of oneself
 * @property {Visit[]} [hours]
 * @property {boolean} [is_active]
 * @property {Device[]} [devices]
 */

const ROLES = ["family", "guest", "owner", "tester"];
const DAY_S = 86_400;
const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** How long a guest may come, in days; 0 has no end. */
const VISITS = /** @type {const} */ ([[1, "For one day"], [7, "For a week"], [30, "For a month"], [0, "Without an end"]]);
const INVITED = ["family", "guest", "owner"];

/** @param {Context} context
 * @returns {Page} */
export function peoplePage(context) {
  const { home, refuse } = context;
  const host = h("div", { class: "cards", role: "status" }, h("p", { class: "muted", text: translate("HomeHeader", "This takes a moment.") }));
  const invite = button(t("Invite somebody"), () => openInvitation(context, null), { kind: "primary", icon: "add" });
  const others = button(t("Sign out all other devices of mine"), () => {
    home.socket.call("home/sessions/revoke_others").catch(refuse);
  }, { kind: "quiet" });
  const top = h("div", {});
  /** @type {Person[] | null} */
  let known = null;
  const draw = () => {
    top.replaceChildren(...(home.canConfigure ? [invite] : []));
    if (known !== null) host.replaceChildren(...known.map((person) => card(context, person)));
  };
  const stops = [
    home.socket.follow("home/people/subscribe", {}, ({ people }) => {
      known = /** @type {Person[]} */ (people).sort((a, b) => Number(b.is_me) - Number(a.is_me) || a.name.localeCompare(b.name));
      draw();
    }),
    home.changed.listen(({ isGateways }) => {
      if (isGateways) draw();
    }),
  ];
  draw();
  return {
    title: t("People"), canGoBack: true, element: h("div", { class: "page narrow" }, top, host, others),
    destroy() {
      for (const stop of stops) stop();
    },
  };
}

/** @param {Context} context @param {Person} person */
function card(context, person) {
  const { home } = context;
  const areas = (person.area_ids ?? []).map((id) => home.areas.get(id)?.name ?? "").filter((name) => name !== "").join(", ");
  const avatar = h("span", { class: "avatar", "aria-hidden": "true", text: initials(person.name) });
  if (person.avatar) showPicture(home, person.person_id, avatar);
  const standing = joined(roleWord(person.role), person.is_active === false ? t("paused") : person.is_here ? t("here now") : "");
  return h("section", { class: "card", "aria-label": person.name },
    h("header", { class: "card-head" }, h("h2", {}, avatar, h("span", { text: person.name })), h("span", { class: "muted", text: standing })),
    areas !== "" && h("p", { class: "muted", text: areas }),
    h("ul", { class: "rows" }, ...(person.devices ?? []).map((one) => deviceRow(context, one))),
    home.canConfigure && h("div", { class: "dialog-actions" },
      button(t("Add a device"), () => openInvitation(context, person), { icon: "add" }),
      !person.is_me && button(t("Change"), () => openChange(context, person), { kind: "quiet", icon: "edit" })));
}

/** @param {Home} home @param {string} personId @param {HTMLElement} avatar */
async function showPicture(home, personId, avatar) {
  try {
    const { mime, image } = await home.socket.call("home/people/avatar.get", { person_id: personId });
    avatar.replaceChildren(h("img", { src: `data:${mime};base64,${image}`, alt: "" }));
  } catch {
    // The first letters of the name stand there already.
  }
}

/** @param {Context} context @param {Device} device */
function deviceRow({ home, refuse }, device) {
  const now = Date.now() / 1000;
  const age = device.last_seen_at == null ? "" : ageText(now - device.last_seen_at);
  const seen = device.is_current ? t("this device") : device.is_online ? t("here now") : age;
  const leave = button(t("Sign out"), () => {
    home.socket.call("home/sessions/revoke", { token_id: device.token_id }).catch(refuse);
  }, { kind: "quiet" });
  leave.hidden = device.is_current === true;
  return h("li", { class: "row" }, icon("cellphone"), h("span", { class: "row-words" }, h("span", { text: device.name || t("Device") }), h("small", { class: "muted", text: seen })), leave);
}

/** @param {Context} context @param {Person} person */
function openChange({ home, refuse }, person) {
  const name = h("input", { class: "field", value: person.name, "aria-label": translate("DetailSettings", "Name"), maxlength: 60 });
  const role = roleSelect(ROLES, person.role);
  const isActive = person.is_active !== false;
  const { person_id } = person;
  const hours = visitHours(person.hours ?? []);
  const isGuest = () => role.value === "guest";
  hours.element.hidden = !isGuest();
  role.addEventListener("change", () => {
    hours.element.hidden = !isGuest();
  });
  const change = (/** @type {{name?: string, role?: any, is_active?: boolean, hours?: Visit[]}} */ fields) => {
    close();
    home.socket.call("home/people/change", { person_id, ...fields }).catch(refuse);
  };
  const remove = () => {
    close();
    home.socket.call("home/people/remove", { person_id }).catch(refuse);
  };
  const { close } = openDialog(person.name, [h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        change({ name: name.value.trim(), role: role.value, ...(isGuest() ? { hours: hours.read() } : {}) });
      },
    },
  }, name, role, hours.element, h("div", { class: "dialog-actions" },
    button(translate("GatewayCard", isActive ? "Pause" : "Resume"), () => change({ is_active: !isActive })),
    button(translate("GatewayCard", "Remove"), remove, { kind: "danger" }),
    button(t("Save"), () => {}, { kind: "primary", type: "submit" })))]);
}

/** @param {readonly string[]} roles @param {string} current */
function roleSelect(roles, current) {
  const select = h("select", { class: "select", "aria-label": t("Role") }, ...roles.map((one) => h("option", { value: one, text: roleWord(one) })));
  select.value = current;
  return select;
}

/** When a guest may come in: always, or on some days from and until a time.
 * @param {Visit[]} visits what holds now; the first is shown
 * @returns {{element: HTMLElement, read: () => Visit[]}} */
function visitHours(visits) {
  const now = visits[0] ?? { days: [0, 1, 2, 3, 4], from: 8 * 60, to: 18 * 60 };
  const days = now.days.length > 0 ? now.days : [...DAYS];
  const limited = h("input", { type: "checkbox" });
  limited.checked = visits.length > 0;
  const boxes = DAYS.map((day) => {
    const box = h("input", { type: "checkbox", value: String(day) });
    box.checked = days.includes(day);
    return box;
  });
  const from = h("input", { class: "field", type: "time", value: clock(now.from), "aria-label": t("From") });
  const to = h("input", { class: "field", type: "time", value: clock(now.to), "aria-label": t("Until") });
  const name = new Intl.DateTimeFormat(document.documentElement.lang || "en", { weekday: "short", timeZone: "UTC" });
  const parts = h("div", { class: "stack", hidden: !limited.checked },
    h("div", { class: "dialog-actions", role: "group", "aria-label": t("Days") },
      ...boxes.map((box, day) => h("label", { class: "check" }, box, h("span", { text: name.format(new Date(Date.UTC(2024, 0, 1 + day))) })))),
    h("div", { class: "dialog-actions" }, from, h("span", { class: "muted", text: t("until") }), to));
  limited.addEventListener("change", () => {
    parts.hidden = !limited.checked;
  });
  const read = () => {
    if (!limited.checked) return [];
    const chosen = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    return [{ days: chosen.length > 0 ? chosen : [...DAYS], from: minute(from.value), to: minute(to.value) }];
  };
  return { element: h("fieldset", { class: "stack" }, h("label", { class: "check" }, limited, h("span", { text: t("Only at certain hours") })), parts), read };
}

/** @param {number} at minutes since midnight */
function clock(at) {
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

/** @param {string} text as a time field gives it */
function minute(text) {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Role and rooms first, then the code, which lasts five minutes.
 * @param {Context} context @param {Person | null} person who gets a further device; null invites somebody new */
function openInvitation(context, person) {
  const { home, refuse } = context;
  const name = h("input", { class: "field", placeholder: t("Whom is it for?"), "aria-label": t("Whom is it for?"), maxlength: 60, required: true });
  const role = roleSelect(INVITED, "family");
  const rooms = h("fieldset", { class: "stack", hidden: true }, h("legend", { class: "strong", text: t("Rooms of the guest") }),
    ...[...home.areas.values()].map((area) => h("label", { class: "check" }, h("input", { type: "checkbox", value: area.id }), h("span", { text: area.name }))));
  const visit = h("select", { class: "select", "aria-label": t("How long"), hidden: true },
    ...VISITS.map(([days, words]) => h("option", { value: String(days), text: t(words) })));
  const hours = visitHours([]);
  hours.element.hidden = true;
  role.addEventListener("change", () => {
    rooms.hidden = visit.hidden = hours.element.hidden = role.value !== "guest";
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
        const chosen = [...rooms.querySelectorAll("input:checked")].map((one) => /** @type {HTMLInputElement} */ (one).value);
        const guest = { area_ids: chosen, hours: hours.read(), expires_at: visit.value === "0" ? null : Date.now() / 1000 + Number(visit.value) * DAY_S };
        offer({ role: /** @type {any} */ (role.value), name: name.value.trim(), ...(role.value === "guest" ? guest : {}) });
      },
    },
  }, name, role, visit, hours.element, rooms, h("div", { class: "dialog-actions" }, button(t("Show the code"), () => {}, { kind: "primary", type: "submit" })));
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

/** @param {string} name */
function initials(name) {
  return name.split(/\s+/).map((word) => word.slice(0, 1)).join("").slice(0, 2).toUpperCase();
}
