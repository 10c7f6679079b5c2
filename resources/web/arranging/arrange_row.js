/** One device that is given a room and a name. */
import { t, translate } from "../i18n/words.js";
import { h } from "../ui/dom.js";

/** @import { Area, Device } from "../types" */
/** @import { Home } from "../state/home.js" */

export const NEW_ROOM = "+";
const NOWHERE = "-";

/**
 * @typedef {object} ArrangeRow
 * @property {HTMLElement} element
 * @property {(device: Device) => boolean} isOf whether it began with what the device is called and where it is
 * @property {() => boolean} isChanged
 * @property {() => boolean} isChosen
 * @property {(isChosen: boolean) => void} choose
 * @property {(areaId: string) => void} setRoom
 * @property {() => {device_id: string, name?: string | null, area_id?: string | null}} change
 * @property {() => void} update rooms may have come or gone
 */

/** @param {Home} home @param {Device} device @param {Area | null} guess @param {string} origin
 * @param {{onChange: () => void, onNewRoom: (done: (areaId: string) => void) => void}} actions
 * @returns {ArrangeRow} */
export function arrangeRow(home, device, guess, origin, { onChange, onNewRoom }) {
  const before = device.areaId ?? NOWHERE;
  let room = guess?.id ?? before;
  const box = h("input", { type: "checkbox", "aria-label": t("Choose {name}", { name: device.name }), on: { change: onChange } });
  const name = h("input", {
    class: "field", value: device.name, placeholder: device.ownName, maxlength: 100, "aria-label": t("Name of {name}", { name: device.name }),
    on: { input: () => draw() },
  });
  const select = h("select", {
    class: "select", "aria-label": t("Area of {name}", { name: device.name }),
    on: {
      change: () => {
        const chosen = select.value;
        if (chosen !== NEW_ROOM) setRoom(chosen);
        else {
          select.value = room;
          onNewRoom(setRoom);
        }
      },
    },
  });
  const hint = h("small", { class: "muted", text: guess === null ? "" : t("Suggested by its name") });
  const element = h("li", { class: "card arrange-row" }, h("label", { class: "check only" }, box),
    h("div", { class: "stack" }, name, h("div", { class: "arrange-room" }, select, hint), h("small", { class: "muted", text: origin })));

  const wantedName = () => name.value.trim();
  const isRenamed = () => wantedName() !== device.name;
  const isMoved = () => room !== before;
  function draw() {
    hint.hidden = guess === null || room !== guess.id;
    element.classList.toggle("changed", isRenamed() || isMoved());
    onChange();
  }
  /** @param {string} areaId */
  function setRoom(areaId) {
    room = areaId;
    update();
    draw();
  }
  function update() {
    fillRooms(select, home, translate("DetailSettings", "No area"), NOWHERE);
    select.value = room;
  }
  update();
  hint.hidden = guess === null;
  element.classList.toggle("changed", isMoved());
  return {
    element, setRoom, update,
    isOf: (now) => now.name === device.name && now.areaId === device.areaId,
    isChanged: () => isRenamed() || isMoved(),
    isChosen: () => box.checked,
    choose(isChosen) {
      box.checked = isChosen;
    },
    change: () => ({
      device_id: device.id,
      ...(isRenamed() ? { name: wantedName() || null } : {}),
      ...(isMoved() ? { area_id: room === NOWHERE ? null : room } : {}),
    }),
  };
}

/** @param {HTMLSelectElement} select @param {Home} home @param {string} first @param {string} firstValue */
export function fillRooms(select, home, first, firstValue) {
  const areas = [...home.areas.values()].sort((a, b) => a.name.localeCompare(b.name));
  const kept = select.value;
  select.replaceChildren(
    h("option", { value: firstValue, text: first }),
    ...areas.map((area) => h("option", { value: area.id, text: area.name })),
    h("option", { value: NEW_ROOM, text: t("New area …") }),
  );
  if ([...select.options].some((one) => one.value === kept)) select.value = kept;
}
