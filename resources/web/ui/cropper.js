/** Cuts a small square out of a picture somebody chose; by finger, wheel and keys. */
import { t, translate } from "../i18n/words.js";
import { MOST_ZOOM, moved, sourceOf, wholeCrop, zoomed } from "../model/crop.js";
import { button } from "./buttons.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";

/** @import { Crop } from "../model/crop.js" */

/** Pixels of the window's side, and of what comes out. */
const SHOWN = 264;
const KEPT = 256;
/** The hub keeps no larger picture. */
const MOST_BYTES = 48 * 1024;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];
const STEP = 0.05;
const KEYS = /** @type {Record<string, readonly [number, number]>} */ ({
  ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP],
});

/** Let somebody choose a picture of this device, or take one, then cut it.
 * @param {string} title @param {(image: string) => void} onCut gets base64 of a JPEG @param {() => void} onBroken what was chosen is no picture */
export function choosePicture(title, onCut, onBroken) {
  const input = h("input", { type: "file", accept: "image/*", hidden: true });
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.remove();
    if (file === undefined) return;
    try {
      openCropper(title, await decoded(file), onCut);
    } catch {
      onBroken();
    }
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Every browser turns what an image element shows the way the camera was held.
 * @param {File} file */
async function decoded(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {string} title @param {HTMLImageElement} image @param {(image: string) => void} onCut */
function openCropper(title, image, onCut) {
  let crop = wholeCrop(image.naturalWidth, image.naturalHeight);
  const canvas = h("canvas", {
    class: "cropper", width: SHOWN * 2, height: SHOWN * 2, tabindex: 0, role: "application",
    "aria-label": t("Your picture: move it with a finger or the arrow keys"),
  });
  const zoom = h("input", {
    class: "range", type: "range", min: 1, max: MOST_ZOOM, step: 0.05, value: 1, "aria-label": t("Magnify"),
    on: { input: () => show(zoomed(crop, Number(zoom.value))) },
  });
  /** @param {Crop} next */
  const show = (next) => {
    crop = next;
    paint(canvas, image, crop);
  };
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const { width } = canvas.getBoundingClientRect();
    show(moved(crop, event.movementX / width, event.movementY / width));
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    show(zoomed(crop, crop.zoom * Math.exp(-event.deltaY / 400)));
    zoom.value = String(crop.zoom);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const [right, down] = KEYS[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    show(moved(crop, right, down));
  });
  const { close } = openDialog(title, [
    canvas, zoom,
    h("div", { class: "dialog-actions" }, button(translate("Dialog", "Cancel"), () => close()), button(t("Use this picture"), async () => {
      const cut = await encoded(image, crop);
      close();
      onCut(cut);
    }, { kind: "primary" })),
  ]);
  show(crop);
}

/** @param {HTMLCanvasElement} canvas @param {HTMLImageElement} image @param {Crop} crop */
function paint(canvas, image, crop) {
  const { left, top, side } = sourceOf(crop);
  const drawing = canvas.getContext("2d");
  if (drawing === null) return;
  // A JPEG knows no transparency; what was clear becomes white and not black.
  drawing.fillStyle = "#fff";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.imageSmoothingQuality = "high";
  drawing.drawImage(image, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

/** @param {HTMLImageElement} image @param {Crop} crop
 * @returns {Promise<string>} */
async function encoded(image, crop) {
  const canvas = h("canvas", { width: KEPT, height: KEPT });
  paint(canvas, image, crop);
  let address = "";
  for (const quality of QUALITIES) {
    address = canvas.toDataURL("image/jpeg", quality);
    if (bytesOf(address) <= MOST_BYTES) break;
  }
  return address.slice(address.indexOf(",") + 1);
}

/** @param {string} address of data, as base64 */
function bytesOf(address) {
  return ((address.length - address.indexOf(",") - 1) * 3) / 4;
}
