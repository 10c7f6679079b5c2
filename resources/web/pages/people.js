/** Who may come in, with which devices; for the owner also inviting, changing and turning away. */
import { ageText, joined } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { button } from "../ui/buttons.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { portrait } from "../ui/portrait.js";
import { openInvitation } from "./invitation.js";
import { openChange, openPicture } from "./person_change.js";
import { roleWord } from "./settings.js";

/** @import { Person, PersonDevice } from "../state/persons.js" */
/** @import { Context, Page } from "./page.js" */

/** @param {Context} context
 * @returns {Page} */
export function peoplePage(context) {
  const { home, refuse } = context;
  const { persons } = home;
  const host = h("div", { class: "cards" }, h("p", { class: "muted", role: "status", text: translate("HomeHeader", "This takes a moment.") }));
  const invite = button(t("Invite somebody"), () => openInvitation(context, null), { kind: "primary", icon: "add" });
  const others = button(t("Sign out all other devices of mine"), () => {
    home.socket.call("home/sessions/revoke_others").catch(refuse);
  }, { kind: "quiet" });
  const record = button(t("Who did what"), () => context.go({ page: "audit" }), { icon: "history" });
  const top = h("div", { class: "action-row" });
  const draw = () => {
    top.replaceChildren(...(home.canConfigure ? [invite, record] : []));
    if (!persons.isKnown) return;
    const focused = host.contains(document.activeElement) ? document.activeElement?.id : "";
    host.replaceChildren(...persons.all.map((person) => card(context, person)));
    if (focused) document.getElementById(focused)?.focus();
  };
  const stops = [
    persons.changed.listen(draw),
    home.changed.listen(({ isGateways }) => {
      if (isGateways) draw();
    }),
  ];
  draw();
  return {
    title: t("People"), canGoBack: true, element: h("div", { class: "page narrow" }, top, host, h("div", {}, others)),
    destroy() {
      for (const stop of stops) stop();
    },
  };
}

/** @param {Context} context @param {Person} person */
function card(context, person) {
  const { home } = context;
  const areas = (person.area_ids ?? []).map((id) => home.areas.get(id)?.name ?? "").filter((name) => name !== "").join(", ");
  const canChange = home.canConfigure || person.is_me;
  const face = portrait(home.persons, person.person_id, person.name);
  const picture = h("button", {
    class: "face-button", type: "button", id: `face-${person.person_id}`, "aria-label": t("Picture of {name}", { name: person.name }),
    on: { click: () => openPicture(context, person) },
  }, face, icon("camera"));
  const standing = joined(roleWord(person.role), person.is_active === false ? t("paused") : person.is_here ? t("here now") : "");
  return h("section", { class: "card", "aria-label": person.name },
    h("header", { class: "card-head" },
      h("div", { class: "face-name" }, canChange ? picture : face, h("h2", { text: person.name })), h("span", { class: "muted", text: standing })),
    areas !== "" && h("p", { class: "muted", text: areas }),
    h("ul", { class: "rows" }, ...(person.devices ?? []).map((one) => deviceRow(context, one))),
    canChange && h("div", { class: "dialog-actions" },
      home.canConfigure && button(t("Add a device"), () => openInvitation(context, person), { icon: "add" }),
      button(t("Change"), () => openChange(context, person), { kind: "quiet", icon: "edit" })));
}

/** @param {Context} context @param {PersonDevice} device */
function deviceRow({ home, refuse }, device) {
  const now = nowS();
  const age = device.last_seen_at == null ? "" : ageText(now - device.last_seen_at);
  const seen = device.is_current ? t("this device") : device.is_online ? t("here now") : age;
  const leave = button(t("Sign out"), () => {
    home.socket.call("home/sessions/revoke", { token_id: device.token_id }).catch(refuse);
  }, { kind: "quiet" });
  leave.hidden = device.is_current === true;
  return h("li", { class: "row" }, icon("cellphone"), h("span", { class: "row-words" }, h("span", { text: device.name || t("Device") }), h("small", { class: "muted", text: seen })), leave);
}
