/** What a long press on a tile offers. */
import { t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { changeSettings, settings } from "../app/session.js";

/** @import { Context } from "../pages/page.js" */

/** @param {Context} context @param {string} id @param {string | null} areaId null among favourites and finds */
export function openTileMenu({ home, tiles, openDetail, refuse, say }, id, areaId) {
  const face = tiles.face(id);
  if (face === null) return;
  const among = areaId === null ? tiles.favorites() : tiles.ofArea(areaId);
  const shown = among.map((one) => one.entityId);
  const place = shown.indexOf(id);
  /** @param {string} words @param {string} name @param {() => unknown} act */
  const entry = (words, name, act) => button(words, () => {
    close();
    act();
  }, { kind: "quiet", icon: name });
  const move = (/** @type {number} */ step) => tiles.move(shown, id, step, areaId).catch(refuse);
  const hide = () => home.socket.call("config/entity_registry/update", { entity_id: id, hidden_by: "user" }).catch(refuse);
  const simple = settings().simpleTiles;
  const isSimple = simple.includes(id);
  const { close } = openDialog(face.fullName, [h("div", { class: "menu" },
    entry(translate("TileMenu", "Open"), "chevronRight", () => openDetail(id)),
    entry(
      translate("TileMenu", face.isFavorite ? "Remove from favourites" : "Add to favourites"), face.isFavorite ? "star" : "starOutline",
      () => tiles.setFavorite(id, !face.isFavorite).catch(refuse),
    ),
    place > 0 && entry(translate("TileMenu", "Move earlier"), "arrowUp", () => move(-1)),
    place >= 0 && place < shown.length - 1 && entry(translate("TileMenu", "Move later"), "arrowDown", () => move(1)),
    entry(isSimple ? t("Take out of simple mode") : t("Show in simple mode"), "eye-outline", () => {
      changeSettings({ simpleTiles: isSimple ? simple.filter((one) => one !== id) : [...simple, id] });
      say(isSimple ? t("Taken out of simple mode") : t("Shown in simple mode"));
    }),
    home.canConfigure && entry(translate("TileMenu", "Hide this tile"), "hide", hide),
  )], { className: "menu-dialog" });
}
