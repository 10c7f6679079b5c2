/** Who may come in, with which devices; for the owner also inviting, changing and turning away. */
import { ageText, joined } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { HubError } from "../net/exchange.js";
import { refusalSentence } from "../model/problem_words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { emptyState } from "./empty.js";
import { roleWord } from "./settings.js";

/** @import { Context, Page } from "./page.js" */

/** @typedef {{id: string, name: string, role: string, is_active: boolean, area_ids: string[], expires_at: number | null}} Person */
/** @typedef {{id: string, name: string, person_id: string, is_online: boolean, is_current: boolean, last_seen_at: number | null}} Device */

const ROLES = ["family", "guest", "owner", "tester"];
const INVITED = ["family", "guest", "owner"];

/** @param {Context} context
 * @returns {Page} */
export function peoplePage(context) {
  const { home, refuse } = context;
  const host = h("div", { class: "areas", role: "status" });
  let isGone = false;

  async function draw() {
    const [people, devices] = await Promise.all([readPeople(context), readDevices(context)]);
    if (isGone) return;
    if (people instanceof HubError) {
      host.replaceChildren(emptyState("user", refusalSentence(people), ""));
      return;
    }
    host.replaceChildren(...people.map((person) => card(context, person, devices.filter((one) => one.person_id === person.id), draw)));
  }

  const invite = button(t("Invite somebody"), () => openInvitation(context, null), { kind: "primary", icon: "add" });
  const others = button(t("Sign out all other devices of mine"), () => {
    home.socket.call("home/sessions/revoke_others").then(draw, refuse);
  }, { kind: "quiet" });
  home.socket.addEventListener("open", draw);
  draw();
  return {
    title: t("People"), canGoBack: true, element: h("div", { class: "page narrow" }, home.canConfigure && invite, host, others),
    destroy() {
      isGone = true;
      home.socket.removeEventListener("open", draw);
    },
  };
}

/** @param {Context} context
 * @returns {Promise<Person[] | HubError>} */
async function readPeople({ home }) {
  try {
    const answer = await home.socket.call("home/people/list");
    const rows = /** @type {any[]} */ (Array.isArray(answer) ? answer : (answer.people ?? []));
    return rows.map((one) => ({
      id: one.id ?? one.person_id, name: one.name ?? "", role: one.role ?? "", is_active: one.is_active !== false,
      area_ids: one.area_ids ?? [], expires_at: one.expires_at ?? null,
    }));
  } catch (error) {
    return error instanceof HubError ? error : new HubError("unknown_error", String(error));
  }
}

/** @param {Context} context
 * @returns {Promise<Device[]>} */
async function readDevices({ home }) {
  try {
    const answer = await home.socket.call("home/sessions/list");
    const rows = /** @type {any[]} */ (Array.isArray(answer) ? answer : (answer.sessions ?? answer.devices ?? []));
    return rows.map((one) => ({
      id: one.id ?? one.token_id, name: one.name ?? "", person_id: one.person_id ?? one.user_id ?? "",
      is_online: one.is_online === true, is_current: one.is_current === true, last_seen_at: one.last_seen_at ?? null,
    }));
  } catch {
    return [];
  }
}

/** @param {Context} context @param {Person} person @param {Device[]} devices @param {() => void} onChanged */
function card(context, person, devices, onChanged) {
  const { home } = context;
  const areas = person.area_ids.map((id) => home.areas.get(id)?.name ?? "").filter((name) => name !== "").join(", ");
  return h("section", { class: "card", "aria-label": person.name },
    h("header", { class: "card-head" },
      h("h2", {}, h("span", { class: "avatar", "aria-hidden": "true", text: initials(person.name) }), h("span", { text: person.name })),
      h("span", { class: "muted", text: joined(roleWord(person.role), person.is_active ? "" : t("paused")) })),
    areas !== "" && h("p", { class: "muted", text: areas }),
    h("ul", { class: "rows" }, ...devices.map((one) => deviceRow(context, one, onChanged))),
    home.canConfigure && h("div", { class: "dialog-actions" },
      button(t("Add a device"), () => openInvitation(context, person), { icon: "add" }),
      person.id !== home.me.id && button(t("Change"), () => openChange(context, person, onChanged), { kind: "quiet", icon: "edit" })));
}

/** @param {Context} context @param {Device} device @param {() => void} onChanged */
function deviceRow({ home, refuse }, device, onChanged) {
  const now = Date.now() / 1000;
  const seen = device.is_current ? t("this device") : device.is_online ? t("here now") : device.last_seen_at === null ? "" : ageText(now - device.last_seen_at);
  const leave = button(t("Sign out"), () => {
    home.socket.call("home/sessions/revoke", { token_id: device.id }).then(onChanged, refuse);
  }, { kind: "quiet" });
  leave.hidden = device.is_current;
  return h("li", { class: "row" }, icon("cellphone"), h("span", { class: "row-words" }, h("span", { text: device.name || t("Device") }), h("small", { class: "muted", text: seen })), leave);
}

/** @param {Context} context @param {Person} person @param {() => void} onChanged */
function openChange({ home, refuse }, person, onChanged) {
  const name = h("input", { class: "field", value: person.name, "aria-label": translate("DetailSettings", "Name"), maxlength: 60 });
  const role = roleSelect(ROLES, person.role);
  const change = (/** @type {string} */ type, /** @type {Record<string, unknown>} */ fields) => {
    close();
    home.socket.call(type, { person_id: person.id, ...fields }).then(onChanged, refuse);
  };
  const { close } = openDialog(person.name, [h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        change("home/people/change", { name: name.value.trim(), role: role.value });
      },
    },
  }, name, role, h("div", { class: "dialog-actions" },
    button(person.is_active ? translate("GatewayCard", "Pause") : translate("GatewayCard", "Resume"), () => change("home/people/change", { is_active: !person.is_active })),
    button(translate("GatewayCard", "Remove"), () => change("home/people/remove", {}), { kind: "danger" }),
    button(t("Save"), () => {}, { kind: "primary", type: "submit" })))]);
}

/** @param {readonly string[]} roles @param {string} current */
function roleSelect(roles, current) {
  const select = h("select", { class: "select", "aria-label": t("Role") }, ...roles.map((one) => h("option", { value: one, text: roleWord(one) })));
  select.value = current;
  return select;
}

/** Role and rooms first, then the code, which lasts five minutes.
 * @param {Context} context @param {Person | null} person who gets a further device; null invites somebody new */
function openInvitation(context, person) {
  const { home, refuse } = context;
  const name = h("input", { class: "field", placeholder: t("Whom is it for?"), "aria-label": t("Whom is it for?"), maxlength: 60, required: true });
  const role = roleSelect(INVITED, "family");
  const rooms = h("fieldset", { class: "stack", hidden: true }, h("legend", { class: "strong", text: t("Rooms of the guest") }),
    ...[...home.areas.values()].map((area) => h("label", { class: "check" }, h("input", { type: "checkbox", value: area.id }), h("span", { text: area.name }))));
  role.addEventListener("change", () => {
    rooms.hidden = role.value !== "guest";
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
        offer({ role: role.value, name: name.value.trim(), area_ids: role.value === "guest" ? chosen : [] });
      },
    },
  }, name, role, rooms, h("div", { class: "dialog-actions" }, button(t("Show the code"), () => {}, { kind: "primary", type: "submit" })));
  const { close } = openDialog(person === null ? t("Invite somebody") : t("A further device for {name}", { name: person.name }), person === null
    ? [form]
    : [h("p", { text: t("Keep the new device at hand: the code is good for five minutes.") }), h("div", { class: "dialog-actions" },
      button(t("Show the code"), () => offer({ role: person.role, person_id: person.id, name: person.name, area_ids: person.area_ids }), { kind: "primary" }))]);
}

/** Show the code, and ask for the owner's yes when somebody typed it.
 * @param {Context} context @param {any} offer */
function showCode({ home, say, refuse }, offer) {
  const address = String(offer.url ?? "").split("#")[0] ?? "";
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
    h("p", { text: t("On the new device open this address and type the code:") }),
    h("p", { class: "strong", text: address }), h("p", { class: "big-code", text: offer.code ?? "" }), share, state, asking,
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
