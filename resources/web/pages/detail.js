/** Everything about one entity: its controls in full, its history, what belongs to it, its settings. */
import { ageText, clockText, joined } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { featureControl } from "../tiles/feature_row.js";
import { inkOf } from "../tiles/tile.js";
import { button, iconButton } from "../ui/buttons.js";
import { attribute, h, setText, setVar } from "../ui/dom.js";
import { icon, setIcon } from "../ui/icon.js";
import { detailHistory } from "./detail_history.js";
import { detailSettings } from "./detail_settings.js";
import { Endings } from "./page.js";

/** @import { Face, Feature } from "../types" */
/** @import { Context } from "./page.js" */

const UNLABELLED = new Set(["toggle", "media", "place", "text"]);

/** @param {Context} context @param {string} id @param {() => void} onClose */
export function createDetail(context, id, onClose) {
  const { home, tiles } = context;
  const endings = new Endings();
  const glyph = icon("");
  const disc = h("span", { class: "hero-disc" }, glyph, h("span", { class: "arc" }));
  const [value, unit, headline, more, about] = [h("span", { class: "value" }), h("span", { class: "unit" }), h("p", { class: "hero-state" }), h("p", {}), h("p", { class: "muted" })];
  const large = h("p", { class: "hero-value" }, value, unit);
  const star = iconButton("starOutline", "", () => {
    const face = tiles.face(id);
    if (face !== null) tiles.setFavorite(id, !face.isFavorite).catch(context.refuse);
  });
  const title = h("h2", { tabindex: "-1" });
  const hero = h("div", { class: "hero" }, disc, h("div", { class: "hero-words", role: "status" }, large, headline, more, about), star);
  const problem = h("div", { class: "notice", hidden: true });
  const features = h("div", { class: "features" });
  const history = detailHistory(context, id);
  const related = h("section", { class: "related" });
  const settings = detailSettings(context, id, onClose);
  const element = h("div", { class: "detail" },
    h("header", { class: "dialog-head" }, title, iconButton("close", translate("SheetHeader", "Close"), onClose)),
    h("div", { class: "detail-body" }, hero, problem, features, history.element, related, settings),
  );
  let shape = "none yet";
  /** @type {{control: ReturnType<typeof featureControl>, value: HTMLElement | null}[]} */
  let controls = [];

  /** @param {Face} face */
  function drawHero(face) {
    setText(title, face.fullName);
    setIcon(glyph, face.icon);
    setVar(element, "--ink", inkOf(face));
    hero.classList.toggle("tinted", face.isAvailable && (face.tint !== "textMuted" || face.tintColor !== ""));
    hero.classList.toggle("pending", face.isPending);
    hero.classList.toggle("attention", face.problemKind !== "" || face.isStale);
    const isAtRest = face.isAvailable && !face.isPending && face.problemKind === "";
    large.hidden = face.valueText === "";
    setText(value, face.valueText);
    setText(unit, face.unitText);
    headline.hidden = face.valueText !== "";
    setText(headline, isAtRest ? face.stateText : face.stateLine);
    headline.classList.toggle("muted", face.isPending || !face.isAvailable);
    setText(more, isAtRest && face.valueText === "" ? face.detailText : "");
    more.hidden = more.textContent === "";
    setText(about, joined(face.areaName, face.ageText === "" ? changedText() : face.ageText));
    const words = translate("DetailHero", face.isFavorite ? "Remove from favourites" : "Add to favourites");
    attribute(star, "aria-label", words);
    attribute(star, "title", words);
    star.classList.toggle("chosen", face.isFavorite);
    setIcon(/** @type {HTMLElement} */ (star.firstElementChild), face.isFavorite ? "star" : "starOutline");
  }

  function changedText() {
    const state = home.states.get(id);
    if (state === undefined) return "";
    const now = nowS();
    const when = now - state.changedAt < 3600 ? ageText(now - state.changedAt) : clockText(state.changedAt, now);
    return translate("Activity", "Changed %1", when);
  }

  /** @param {Face} face */
  function drawProblem(face) {
    problem.hidden = face.problemText === "";
    if (problem.hidden || problem.dataset["text"] === face.problemText) return;
    problem.dataset["text"] = face.problemText;
    const isUnknown = face.problemKind === "unknown";
    problem.replaceChildren(
      icon(isUnknown ? "unknown" : "attention"), h("p", { text: face.problemText }),
      isUnknown
        ? button(translate("DetailView", "Dismiss"), () => tiles.dismiss(id), { kind: "quiet" })
        : button(translate("DetailView", "Try again"), () => tiles.retry(id), { kind: "quiet" }),
    );
  }

  /** @param {Face} face */
  function drawFeatures(face) {
    const next = face.features.map((one) => `${one.kind} ${one.id} ${one.label}`).join("|");
    if (next !== shape) {
      shape = next;
      const blocks = face.features.map((feature) => block(face, feature));
      controls = blocks.map(({ control, value: words }) => ({ control, value: words }));
      features.replaceChildren(...blocks.map((one) => one.element));
      features.hidden = blocks.length === 0;
    }
    controls.forEach(({ control, value: words }, place) => {
      const feature = /** @type {Feature} */ (face.features[place]);
      control.update(feature, face);
      if (words !== null) setText(words, valueText(feature));
    });
  }

  /** @param {Face} face @param {Feature} feature */
  function block(face, feature) {
    const control = featureControl({ tiles, face, isFull: true }, feature);
    if (UNLABELLED.has(feature.kind)) return { control, value: null, element: h("div", { class: "feature" }, control.element) };
    const words = h("span", { class: "strong" });
    const head = h("p", { class: "feature-head" }, h("span", { class: "muted", text: feature.label }), words);
    return { control, value: words, element: h("div", { class: "feature" }, head, control.element) };
  }

  /** @param {Face} face */
  function drawRelated(face) {
    const others = home.siblingsOf(home.entity(id)).flatMap((state) => tiles.face(state.id) ?? []);
    related.hidden = others.length === 0;
    const words = JSON.stringify(others.map((one) => [one.entityId, one.name, one.stateLine, one.tint, one.icon]));
    if (words === related.dataset["shown"]) return;
    related.dataset["shown"] = words;
    const device = home.deviceOf(home.entity(id))?.name ?? "";
    related.replaceChildren(
      h("h3", { text: device === "" ? translate("DetailRelated", "Related") : translate("DetailRelated", "Also on %1", device) }),
      h("ul", { class: "rows" }, ...others.map((one) => {
        const row = h("button", { class: "row", type: "button", on: { click: () => context.openDetail(one.entityId) } },
          icon(one.icon), h("span", { class: "row-name", text: one.entityId === face.entityId ? one.fullName : one.name }), h("span", { class: "muted", text: one.stateLine }));
        setVar(row, "--ink", inkOf(one));
        return h("li", {}, row);
      })),
    );
  }

  function draw() {
    const face = tiles.face(id);
    if (face === null) return onClose();
    drawHero(face);
    drawProblem(face);
    drawFeatures(face);
    drawRelated(face);
  }

  endings.add(tiles.changed.listen((ids) => {
    if (ids.has(id) || home.siblingsOf(home.entity(id)).some((one) => ids.has(one.id))) draw();
  }));
  endings.add(tiles.arranged.listen(draw));
  draw();
  return {
    element,
    label: tiles.face(id)?.fullName ?? t("Device"),
    focus: () => title.focus(),
    destroy: () => endings.run(),
  };
}

/** @param {Feature} feature */
function valueText(feature) {
  switch (feature.kind) {
    case "range":
      return translate("DetailFeatures", "%1 – %2", feature.lowText, feature.highText);
    case "slider":
    case "stepper":
      return feature.valueText;
    case "options":
      return feature.currentLabel;
  }
  return "";
}
