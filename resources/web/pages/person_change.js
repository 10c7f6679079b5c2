/** Name, role, picture and rights of somebody who belongs to the home; for the owner, and of oneself the name. */
import { t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { choosePicture } from "../ui/cropper.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { roleWord } from "./settings.js";
import { visitHours } from "./visit_hours.js";

/** @import { Home } from "../state/home.js" */
/** @import { Person, Visit } from "../state/persons.js" */
/** @import { Context } from "./page.js" */

const ROLES = ["family", "guest", "owner", "tester"];

/** Give somebody a picture, or take it away.
 * @param {Context} context @param {Person} person */
export function openPicture({ home, say, refuse }, { person_id, name, avatar }) {
  const title = t("Picture of {name}", { name });
  const keep = (/** @type {string | null} */ image) => {
    home.socket.call("home/people/avatar", { person_id, image }).then(() => say(t("Saved")), refuse);
  };
  const choose = () => choosePicture(title, keep, () => say(t("This is no picture that can be read here.")));
  if (!avatar) {
    choose();
    return;
  }
  const { close } = openDialog(title, [h("div", { class: "menu" },
    button(t("Choose another picture"), () => {
      close();
      choose();
    }, { icon: "image" }),
    button(t("Remove the picture"), () => {
      close();
      keep(null);
    }, { icon: "remove" }))]);
}

/** @param {Context} context @param {Person} person */
export function openChange({ home, refuse }, person) {
  const { person_id } = person;
  const name = h("input", { class: "field", value: person.name, id: "person-name", maxlength: 60, required: true });
  const role = roleSelect(ROLES, person.role);
  const hours = visitHours(person.hours ?? []);
  const rooms = roomBoxes(home, person.area_ids ?? []);
  const isActive = person.is_active !== false;
  const isGuest = () => role.value === "guest";
  const fit = () => {
    hours.element.hidden = rooms.element.hidden = !isGuest();
  };
  role.addEventListener("change", fit);
  fit();
  const change = (/** @type {{name?: string, role?: any, is_active?: boolean, hours?: Visit[], area_ids?: string[]}} */ fields) => {
    close();
    home.socket.call("home/people/change", { person_id, ...fields }).catch(refuse);
  };
  // One's own rights are another owner's business: nobody locks themselves out.
  const canGovern = home.canConfigure && !person.is_me;
  const { close } = openDialog(person.name, [h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const rights = { role: role.value, ...(isGuest() ? { hours: hours.read(), area_ids: rooms.read() } : {}) };
        change({ name: name.value.trim(), ...(canGovern ? rights : {}) });
      },
    },
  },
  h("label", { class: "strong", for: name.id, text: translate("DetailSettings", "Name") }), name,
  ...(canGovern ? [role, hours.element, rooms.element] : []),
  h("div", { class: "dialog-actions" },
    canGovern && button(translate("GatewayCard", isActive ? "Pause" : "Resume"), () => change({ is_active: !isActive })),
    canGovern && button(translate("GatewayCard", "Remove"), () => {
      close();
      askToRemove();
    }, { kind: "danger" }),
    button(t("Save"), () => {}, { kind: "primary", type: "submit" })))]);

  function askToRemove() {
    const asked = openDialog(t("Remove {name}?", { name: person.name }), [
      h("p", { text: t("All their devices are signed out, and what they set for themselves is forgotten.") }),
      h("div", { class: "dialog-actions" }, button(translate("Dialog", "Cancel"), () => asked.close()),
        button(translate("GatewayCard", "Remove"), () => {
          asked.close();
          home.socket.call("home/people/remove", { person_id }).catch(refuse);
        }, { kind: "danger" })),
    ]);
  }
}

/** The rooms a guest may see and use.
 * @param {Home} home @param {readonly string[]} chosen
 * @returns {{element: HTMLElement, read: () => string[]}} */
export function roomBoxes(home, chosen) {
  const boxes = [...home.areas.values()].sort((a, b) => a.name.localeCompare(b.name)).map((area) => {
    const box = h("input", { type: "checkbox", value: area.id });
    box.checked = chosen.includes(area.id);
    return { box, area };
  });
  const element = h("fieldset", { class: "stack" }, h("legend", { class: "strong", text: t("Rooms of the guest") }),
    ...boxes.map(({ box, area }) => h("label", { class: "check" }, box, h("span", { text: area.name }))));
  return { element, read: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value) };
}

/** @param {readonly string[]} roles @param {string} current */
export function roleSelect(roles, current) {
  const select = h("select", { class: "select", "aria-label": t("Role") }, ...roles.map((one) => h("option", { value: one, text: roleWord(one) })));
  select.value = current;
  return select;
}
