/** Gives many devices rooms and names at once: guesses first, everything kept together, and a way back. */
import { joined } from "../i18n/format.js";
import { plural, t, translate } from "../i18n/words.js";
import { guessedArea } from "../model/area_guess.js";
import { emptyState } from "../pages/empty.js";
import { Endings } from "../pages/page.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { arrange, h, setText } from "../ui/dom.js";
import { NEW_ROOM, arrangeRow, fillRooms } from "./arrange_row.js";

/** @import { Device } from "../types" */
/** @import { Place } from "../app/router.js" */
/** @import { Context, Page } from "../pages/page.js" */
/** @import { ArrangeRow } from "./arrange_row.js" */

/** The hub takes so many at once. */
const MOST_CHANGES = 200;

/** @param {Context} context @param {Place} place whose id is a gateway's, or empty for all
 * @returns {Page} */
export function arrangePage(context, { id }) {
  const { home, say, refuse } = context;
  const endings = new Endings();
  const gateway = h("select", { class: "select", "aria-label": translate("DetailOrigin", "Gateway"), on: { change: () => draw() } },
    h("option", { value: "", text: t("All gateways") }),
    ...[...home.gateways.values()].map((one) => h("option", { value: one.id, text: one.title })));
  gateway.value = home.gateways.has(id) ? id : "";
  const lost = h("input", { type: "checkbox", on: { change: () => draw() } });
  lost.checked = gateway.value === "" && home.bodies().some((one) => one.areaId === null);
  const list = h("ul", { class: "cards arrange-list" });
  const count = h("p", { class: "muted", role: "status" });
  const everyone = h("input", { type: "checkbox", on: { change: () => choose(everyone.checked) } });
  const room = h("select", { class: "select", "aria-label": t("Area for all that are chosen"), on: { change: () => give() } });
  const bulk = h("div", { class: "bulk" }, h("label", { class: "check" }, everyone, h("span", { text: t("Choose all") })), room);
  const save = button(t("Save"), () => keep(), { kind: "primary" });
  const foot = h("div", { class: "arrange-foot" }, count, save);
  /** @type {Map<string, ArrangeRow>} */
  const rows = new Map();
  /** @type {string[]} */
  let shown = [];

  const draw = () => {
    for (const one of rows.keys()) if (!home.devices.has(one)) rows.delete(one);
    const devices = home.bodies().filter((one) =>
      (gateway.value === "" || one.gatewayIds.includes(gateway.value)) && (!lost.checked || one.areaId === null || rows.get(one.id)?.isChanged()));
    devices.sort((a, b) => a.name.localeCompare(b.name));
    shown = devices.map((one) => one.id);
    fillRooms(room, home, t("Area for the chosen …"), "");
    arrange(list, devices.length > 0
      ? devices.map((one) => rowOf(one).element)
      : [h("li", {}, emptyState("check", lost.checked ? t("Every device has an area") : t("No devices here"), ""))]);
    bulk.hidden = devices.length < 2;
    tell();
  };

  /** @param {Device} device */
  const rowOf = (device) => {
    const known = rows.get(device.id);
    if (known?.isOf(device)) {
      known.update();
      return known;
    }
    const guess = device.areaId === null ? guessedArea(device.name, home.areas.values()) : null;
    const titles = device.gatewayIds.map((one) => home.gateways.get(one)?.title ?? "").filter(Boolean);
    const made = arrangeRow(home, device, guess, joined([device.manufacturer, device.model].filter(Boolean).join(" "), ...titles), {
      onChange: tell, onNewRoom: (done) => askForRoom(context, done),
    });
    rows.set(device.id, made);
    return made;
  };

  // A guess nobody sees is not theirs to keep.
  const changed = () => shown.filter((one) => home.devices.has(one) && rows.get(one)?.isChanged());
  function tell() {
    const number = changed().length;
    setText(count, number === 0 ? "" : plural("Arrange", "%n change(s)", number));
    foot.hidden = number === 0;
    save.disabled = false;
    const chosen = shown.filter((one) => rows.get(one)?.isChosen());
    everyone.checked = chosen.length > 0 && chosen.length === shown.length;
    everyone.indeterminate = chosen.length > 0 && chosen.length < shown.length;
    room.disabled = chosen.length === 0;
  }

  /** @param {boolean} isChosen */
  function choose(isChosen) {
    for (const one of shown) rows.get(one)?.choose(isChosen);
    tell();
  }

  function give() {
    const give = (/** @type {string} */ areaId) => {
      for (const one of shown) {
        const row = rows.get(one);
        if (row?.isChosen()) row.setRoom(areaId);
      }
      choose(false);
    };
    if (room.value === NEW_ROOM) askForRoom(context, give);
    else if (room.value !== "") give(room.value);
    room.value = "";
  }

  async function keep() {
    const kept = changed();
    const changes = kept.flatMap((one) => rows.get(one)?.change() ?? []);
    save.disabled = true;
    /** @type {any[]} */
    const undo = [];
    try {
      for (let at = 0; at < changes.length; at += MOST_CHANGES) {
        const answer = await home.socket.call("home/devices/arrange", { changes: changes.slice(at, at + MOST_CHANGES) });
        undo.push(answer.undo ?? []);
      }
      for (const one of kept) rows.delete(one);
      say(plural("Arrange", "%n device(s) arranged", changes.length), {
        words: t("Undo"),
        onClick: () => {
          Promise.all(undo.map((one) => home.socket.call("home/devices/arrange", { changes: one }))).catch(refuse);
        },
      });
      // What the registry tells next draws it all anew.
    } catch (error) {
      refuse(error);
    }
    tell();
  }

  endings.add(home.changed.listen(({ isStructure }) => {
    if (isStructure) draw();
  }));
  draw();
  return {
    title: t("Arrange devices"), canGoBack: true,
    element: h("div", { class: "page narrow arrange" },
      h("p", { class: "muted", text: t("Choose an area for each device, and a name you like better. Nothing changes before you save.") }),
      h("div", { class: "stack" }, home.gateways.size > 1 && gateway, h("label", { class: "check" }, lost, h("span", { text: t("Only devices without an area") })), bulk),
      list, foot),
    destroy: () => endings.run(),
  };
}

/** @param {Context} context @param {(areaId: string) => void} done */
function askForRoom({ home, refuse }, done) {
  const name = h("input", { class: "field", id: "room-name", maxlength: 60, required: true, autocomplete: "off" });
  const { close } = openDialog(t("New area"), [h("form", {
    class: "stack",
    on: {
      submit: async (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        try {
          const made = await home.socket.call("config/area_registry/create", { name: name.value.trim() });
          home.areas.set(made.area_id, { id: made.area_id, name: made.name, icon: made.icon ?? null, floorId: made.floor_id ?? null });
          close();
          done(made.area_id);
        } catch (error) {
          close();
          refuse(error);
        }
      },
    },
  }, h("label", { class: "strong", for: name.id, text: translate("DetailSettings", "Name") }), name,
  h("div", { class: "dialog-actions" }, button(t("Save"), () => {}, { kind: "primary", type: "submit" })))]);
}
