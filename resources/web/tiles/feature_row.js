/** The control of one feature, on a tile or in the detail. It stays while only values change, so that
 * a finger on a slider is never interrupted by the home's answer. */
import { durationText } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { writePlace } from "../app/router.js";
import { glimpse } from "../map/glimpse.js";
import { nowS } from "../net/clock.js";
import { attribute, h, setText, setVar } from "../ui/dom.js";
import { buttonRow } from "../ui/button_row.js";
import { button } from "../ui/buttons.js";
import { colorWheel } from "../ui/color_wheel.js";
import { askForCode } from "../ui/key_pad.js";
import { icon } from "../ui/icon.js";
import { optionStrip } from "../ui/option_strip.js";
import { slider } from "../ui/slider.js";
import { stepper } from "../ui/stepper.js";
import { toggle } from "../ui/toggle.js";

/** @import { ButtonsFeature, ColorFeature, Face, Feature, MediaFeature, OptionsFeature, PlaceFeature, RangeFeature, SliderFeature, StepperFeature, TextFeature, ToggleFeature } from "../types" */
/** @import { Tiles } from "../state/tiles.js" */

/** @typedef {{tiles: Tiles, face: Face, isFull: boolean}} Place where a control stands */
/** @typedef {{element: HTMLElement, update: (feature: any, face: Face) => void}} Control */

/** @param {Face} face @param {Feature} feature */
function fullLabel(face, feature) {
  return translate("Feature", "%1, %2", face.fullName, feature.label);
}

/** @param {Place} place @param {ToggleFeature} feature
 * @returns {Control} */
function toggleControl({ tiles, face }, feature) {
  const { entityId } = face;
  const control = toggle(fullLabel(face, feature), (isOn) => tiles.set(entityId, feature.id, isOn));
  const element = h("div", { class: "toggle-row" }, h("span", { class: "muted", text: feature.label }), control.element);
  return {
    element,
    update: (/** @type {ToggleFeature} */ next, now) => control.update(next.isOn, next.isEnabled && now.isAvailable),
  };
}

/** @param {Place} place @param {SliderFeature} feature
 * @returns {Control} */
function sliderControl({ tiles, face }, feature) {
  const { entityId } = face;
  const control = slider([fullLabel(face, feature)], ([value = 0]) => tiles.drag(entityId, feature.id, value));
  return {
    element: control.element,
    update: (/** @type {SliderFeature} */ next, now) => control.update({
      min: next.min, max: next.max, step: next.step, unit: next.unit, values: [next.value ?? next.min],
      isActive: !next.isOff && next.value !== null, isEnabled: next.isEnabled && now.isAvailable,
      isPending: now.isPending, fill: next.fill, lowColor: next.lowColor, highColor: next.highColor,
    }),
  };
}

/** @param {Place} place @param {RangeFeature} feature
 * @returns {Control} */
function rangeControl({ tiles, face }, feature) {
  const { entityId } = face;
  const label = fullLabel(face, feature);
  const control = slider([`${label} 1`, `${label} 2`], ([low = 0, high = 0]) => tiles.drag(entityId, feature.id, [low, high]));
  return {
    element: control.element,
    update: (/** @type {RangeFeature} */ next, now) => control.update({
      min: next.min, max: next.max, step: next.step, unit: next.unit, values: [next.low, next.high],
      isActive: true, isEnabled: next.isEnabled && now.isAvailable, isPending: now.isPending,
    }),
  };
}

/** @param {Place} place @param {StepperFeature} feature
 * @returns {Control} */
function stepperControl({ tiles, face }, feature) {
  const { entityId } = face;
  const control = stepper(fullLabel(face, feature), (value) => tiles.drag(entityId, feature.id, value));
  return {
    element: control.element,
    update: (/** @type {StepperFeature} */ next, now) => control.update({
      min: next.min, max: next.max, step: next.step, unit: next.unit, value: next.value,
      isEnabled: next.isEnabled && now.isAvailable,
    }, now.isPending),
  };
}

/** @param {Place} place @param {ButtonsFeature} feature
 * @returns {Control} */
function buttonsControl({ tiles, face }, feature) {
  const { entityId, fullName } = face;
  let { codeFormat } = feature;
  const control = buttonRow(fullLabel(face, feature), ({ action, needsCode }) => {
    if (needsCode) askForCode(fullName, codeFormat !== "text", (code) => tiles.set(entityId, feature.id, { action, code }));
    else tiles.set(entityId, feature.id, { action, code: "" });
  });
  return {
    element: control.element,
    update: (/** @type {ButtonsFeature} */ next, now) => {
      codeFormat = next.codeFormat;
      control.update(next.buttons, next.isEnabled && now.isAvailable);
    },
  };
}

/** @param {Place} place @param {OptionsFeature} feature
 * @returns {Control} */
function optionsControl({ tiles, face, isFull }, feature) {
  const { entityId } = face;
  const choose = (/** @type {string} */ value) => tiles.set(entityId, feature.id, value);
  const control = optionStrip(fullLabel(face, feature), choose, { isIconOnly: !isFull });
  return {
    element: control.element,
    update: (/** @type {OptionsFeature} */ next, now) =>
      control.update(next.options, next.current, next.isEnabled && now.isAvailable),
  };
}

/** @param {Place} place @param {ColorFeature} feature
 * @returns {Control} */
function colorControl({ tiles, face }, feature) {
  const { entityId } = face;
  const control = colorWheel(fullLabel(face, feature), feature.swatches, (hex) => tiles.drag(entityId, feature.id, hex));
  return {
    element: control.element,
    update: (/** @type {ColorFeature} */ next, now) => control.update(next.current, next.isEnabled && now.isAvailable),
  };
}

/** @param {Place} place @param {TextFeature} feature
 * @returns {Control} */
function textControl({ tiles, face }, feature) {
  const { entityId } = face;
  const field = h("input", {
    class: "field", "aria-label": fullLabel(face, feature), type: feature.isSecret ? "password" : "text",
    autocomplete: "off", maxlength: feature.maxLength, minlength: feature.minLength,
    pattern: feature.pattern === "" ? null : feature.pattern,
  });
  const form = h("form", {
    class: "text-form",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        tiles.set(entityId, feature.id, field.value);
        field.blur();
      },
    },
  }, field, button(translate("KeyPad", "Send"), () => {}, { type: "submit" }));
  return {
    element: form,
    update: (/** @type {TextFeature} */ next, now) => {
      if (document.activeElement !== field) field.value = next.value;
      attribute(field, "disabled", !next.isEnabled || !now.isAvailable);
    },
  };
}

/** @param {Place} place @param {MediaFeature} feature
 * @returns {Control} */
function mediaControl({ face }, feature) {
  const [passed, whole, bar] = [h("span"), h("span"), h("span", { class: "progress-fill" })];
  const progress = h("span", { class: "progress" }, bar);
  const element = h("div", { class: "media-row", role: "progressbar", "aria-label": fullLabel(face, feature) }, passed, progress, whole);
  let current = feature;
  function draw() {
    const since = current.isPlaying ? Math.max(0, nowS() - current.updatedAt) : 0;
    const position = Math.min(current.durationS, current.positionS + since);
    element.hidden = current.durationS <= 0;
    setText(passed, durationText(position));
    setText(whole, durationText(current.durationS));
    setVar(bar, "--share", String(current.durationS > 0 ? position / current.durationS : 0));
    const words = translate("MediaFeature", "%1 of %2", durationText(position), durationText(current.durationS));
    attribute(element, "aria-valuetext", words);
  }
  const timer = setInterval(() => {
    if (!element.isConnected && current !== feature) clearInterval(timer);
    else if (current.isPlaying) draw();
  }, 1000);
  return {
    element,
    update: (/** @type {MediaFeature} */ next) => {
      current = next;
      draw();
    },
  };
}

const COMPASS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

/** @param {Place} place
 * @returns {Control} */
function placeControl({ tiles, face, isFull }) {
  const map = glimpse(tiles.home);
  const [moving, where] = [h("span", { class: "place-moving" }), h("span", { class: "muted" })];
  const element = h("div", { class: isFull ? "place full" : "place" }, map.element, h("div", { class: "place-words" }, moving, where),
    isFull && h("a", { class: "button", href: writePlace({ page: "map", id: face.entityId }) }, icon("map"), h("span", { text: translate("PlaceMap", "Show on the map") })));
  return {
    element,
    update: (/** @type {PlaceFeature} */ next) => {
      const heading = COMPASS[Math.round(next.headingDeg / 45) % 8] ?? "north";
      const words = [next.speedText, translate("PlaceFeature", "heading %1", translate("PlaceFeature", heading))];
      setText(moving, next.speedText === "" ? translate("PlaceFeature", "Standing") : words.join(" · "));
      const position = translate(
        "PlaceFeature", "%1, %2", coordinate(next.latitude, "N", "S"), coordinate(next.longitude, "E", "W"),
      );
      const accuracy = Math.round(next.accuracyM);
      setText(where, accuracy > 0 ? translate("PlaceFeature", "%1 · within %2 m", position, accuracy) : position);
      map.update([next.latitude, next.longitude], next.accuracyM, next.speedText === "" ? null : next.headingDeg);
    },
  };
}

/** @param {number} value @param {string} positive @param {string} negative */
function coordinate(value, positive, negative) {
  const side = translate("PlaceFeature", value >= 0 ? positive : negative);
  return translate("PlaceFeature", "%1° %2", Math.abs(value).toFixed(4), side);
}

/** @type {Record<Feature["kind"], (place: Place, feature: any) => Control>} */
const CONTROLS = {
  toggle: toggleControl, slider: sliderControl, range: rangeControl, stepper: stepperControl,
  buttons: buttonsControl, options: optionsControl, color: colorControl, text: textControl,
  media: mediaControl, place: placeControl,
};

/** Make the control of a feature.
 * @param {Place} place @param {Feature} feature
 * @returns {Control} */
export function featureControl(place, feature) {
  const control = CONTROLS[feature.kind](place, feature);
  control.update(feature, place.face);
  return control;
}
