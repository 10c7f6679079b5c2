/** A square cut out of a picture: which part of it, moved and magnified, never beyond its edges. */

/** How much nearer than the whole one can come. */
export const MOST_ZOOM = 4;

/**
 * @typedef {object} Crop
 * @property {number} width of the picture
 * @property {number} height
 * @property {number} zoom 1 shows as much as fits a square
 * @property {number} x of the square's middle, in the picture's pixels
 * @property {number} y
 */

/** The largest square in the middle.
 * @param {number} width @param {number} height
 * @returns {Crop} */
export function wholeCrop(width, height) {
  return { width, height, zoom: 1, x: width / 2, y: height / 2 };
}

/** Move the picture under the square, by shares of the square's side.
 * @param {Crop} crop @param {number} right @param {number} down
 * @returns {Crop} */
export function moved(crop, right, down) {
  const side = sideOf(crop);
  return within({ ...crop, x: crop.x - right * side, y: crop.y - down * side });
}

/** @param {Crop} crop @param {number} zoom
 * @returns {Crop} */
export function zoomed(crop, zoom) {
  return within({ ...crop, zoom: Math.min(MOST_ZOOM, Math.max(1, zoom)) });
}

/** What of the picture is in the square.
 * @param {Crop} crop */
export function sourceOf(crop) {
  const side = sideOf(crop);
  return { left: crop.x - side / 2, top: crop.y - side / 2, side };
}

/** @param {Crop} crop */
function sideOf({ width, height, zoom }) {
  return Math.min(width, height) / zoom;
}

/** @param {Crop} crop
 * @returns {Crop} */
function within(crop) {
  const half = sideOf(crop) / 2;
  const clamp = (/** @type {number} */ at, /** @type {number} */ size) => Math.min(size - half, Math.max(half, at));
  return { ...crop, x: clamp(crop.x, crop.width), y: clamp(crop.y, crop.height) };
}
