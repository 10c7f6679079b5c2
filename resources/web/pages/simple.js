/** Simple mode: only the tiles and talk keys somebody chose, very large, states in words. */
import { t } from "../i18n/words.js";
import { settings } from "../app/session.js";
import { inkOf } from "../tiles/tile.js";
import { button, holdable } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { arrange, attribute, h, setText, setVar } from "../ui/dom.js";
import { icon, setIcon } from "../ui/icon.js";
import { askForCode } from "../ui/key_pad.js";
import { Endings } from "./page.js";

/** @import { Face } from "../types" */
/** @import { Context } from "./page.js" */

const USEFUL = new Set(["light", "switch", "cover", "lock", "climate", "media_player", "scene", "script", "fan", "input_boolean"]);
const MOST_SUGGESTED = 6;

/** The whole screen of simple mode.
 * @param {Context} context @param {() => void} onLeave */
export function createSimple(context, onLeave) {
  const { home, tiles } = context;
  const endings = new Endings();
  const grid = h("div", { class: "simple-grid" });
  const notice = h("p", { class: "simple-notice", role: "status", hidden: true });
  const leave = h("button", { class: "simple-leave", type: "button", "aria-label": t("Leave simple mode: press and hold") }, icon("dots-horizontal"));
  holdable(leave, () => askToLeave(onLeave));
  const talk = h("div", { class: "simple-talk" });
  const element = h("div", { id: "app", class: "simple" }, h("main", { id: "main", tabindex: "-1" }, notice, grid), talk, leave);
  endings.add(addTalkKeys(context, talk));
  /** @type {Map<string, ReturnType<typeof simpleTile>>} */
  const made = new Map();

  const draw = () => {
    arrange(grid, chosenTiles(context).flatMap((id) => {
      const face = tiles.face(id);
      if (face === null) return [];
      const tile = made.get(id) ?? simpleTile(context, id);
      made.set(id, tile);
      tile.update(face);
      return [tile.element];
    }));
  };
  const say = () => {
    notice.hidden = home.socket.phase === "connected" || !home.isFilled;
    setText(notice, t("The house cannot be reached right now. It comes back by itself."));
  };
  endings.add(tiles.arranged.listen(draw));
  endings.add(tiles.changed.listen((ids) => {
    for (const id of ids) {
      const face = tiles.face(id);
      if (face !== null) made.get(id)?.update(face);
    }
  }));
  home.socket.addEventListener("phase", say);
  endings.add(() => home.socket.removeEventListener("phase", say));
  draw();
  say();
  return { element, destroy: () => endings.run() };
}

/** Large keys to talk to rooms and people.
 * @param {Context} context @param {HTMLElement} host
 * @returns {() => void} ends it */
function addTalkKeys({ intercom }, host) {
  let isGone = false;
  /** @type {{close: () => void} | null} */
  let keys = null;
  Promise.all([import("../talk/simple_keys.js"), intercom]).then(([{ SimpleKeys }, line]) => {
    if (isGone) return;
    const made = new SimpleKeys(line);
    keys = made;
    host.replaceChildren(made.element);
  }, () => {});
  return () => {
    isGone = true;
    keys?.close();
  };
}

/** @param {Context} context @param {string} id */
function simpleTile({ tiles }, id) {
  const glyph = icon("");
  const [name, line] = [h("span", { class: "simple-name" }), h("span", { class: "simple-line" })];
  const element = h("button", { class: "simple-tile", type: "button" }, h("span", { class: "simple-disc" }, glyph, h("span", { class: "arc" })), name, line);
  let face = /** @type {Face | null} */ (null);
  let isHoldable = false;
  element.addEventListener("click", () => {
    if (face?.problemText) tiles.dismiss(id);
    if (face?.mainAction === "toggle" || face?.mainAction === "press") tiles.press(id);
  });
  return {
    element,
    /** @param {Face} next */
    update(next) {
      face = next;
      setIcon(glyph, next.icon);
      setText(name, next.fullName);
      setText(line, next.mainAction === "hold" ? `${next.stateText} · ${next.holdText}` : next.stateLine);
      setVar(element, "--ink", inkOf(next));
      element.classList.toggle("tinted", next.isAvailable && next.tint !== "textMuted");
      element.classList.toggle("pending", next.isPending);
      element.classList.toggle("problem", next.problemText !== "");
      attribute(element, "aria-pressed", next.mainAction === "toggle" ? String(next.isOn) : null);
      if (next.mainAction === "hold" && !isHoldable) {
        isHoldable = true;
        holdable(element, () => openLock(tiles, id));
      }
    },
  };
}

/** @param {import("../state/tiles.js").Tiles} tiles @param {string} id */
function openLock(tiles, id) {
  const face = tiles.face(id);
  const row = face?.features.find((one) => one.kind === "buttons");
  if (face === null || row?.kind !== "buttons") return;
  if (!row.buttons.some((one) => one.needsCode)) tiles.hold(id);
  else {
    const action = face.isOn ? "lock" : "unlock";
    askForCode(face.fullName, row.codeFormat !== "text", (code) => tiles.set(id, row.id, { action, code }));
  }
}

/** A word nobody types by accident.
 * @param {() => void} onLeave */
function askToLeave(onLeave) {
  const word = t("home");
  const field = h("input", { class: "field", autocomplete: "off", autocapitalize: "none", "aria-label": t("The word") });
  const { close } = openDialog(t("Leave simple mode?"), [
    h("p", { text: t("Type the word “{word}” to see everything again.", { word }) }),
    h("form", {
      class: "text-form",
      on: {
        submit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          if (field.value.trim().toLowerCase() !== word.toLowerCase()) return;
          close();
          onLeave();
        },
      },
    }, field, button(t("Leave"), () => {}, { kind: "primary", type: "submit" })),
  ]);
}

/** The chosen tiles, else the favourites, else what most people would choose.
 * @param {Context} context
 * @returns {string[]} */
export function chosenTiles({ tiles, home }) {
  const mine = settings().simpleTiles;
  if (mine.length > 0) return mine;
  if (home.layout.favorites.length > 0) return home.layout.favorites;
  return tiles.areas().flatMap((area) => tiles.ofArea(area.id)).filter((face) => USEFUL.has(face.domain))
    .slice(0, MOST_SUGGESTED).map((face) => face.entityId);
}
