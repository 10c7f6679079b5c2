/** Colours as screens need them. */

/** @typedef {[number, number, number]} Rgb */

/** @param {Rgb} rgb */
export function hexColor(rgb) {
  return "#" + rgb.map((part) => part.toString(16).padStart(2, "0")).join("");
}

/** The parts of #rrggbb; null when it is not one.
 * @param {string} hex
 * @returns {Rgb | null} */
export function rgbOf(hex) {
  const found = /^#?([0-9a-f]{6})$/i.exec(hex);
  if (!found?.[1]) return null;
  const value = parseInt(found[1], 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Hue 0 to 360 and saturation 0 to 100 at full brightness.
 * @param {number} hue @param {number} saturation
 * @returns {Rgb} */
export function hsToRgb(hue, saturation) {
  const sector = (((hue % 360) + 360) % 360) / 60;
  const part = Math.floor(sector) % 6;
  const rest = sector - Math.floor(sector);
  const strength = saturation / 100;
  const low = 1 - strength;
  const falling = 1 - strength * rest;
  const rising = 1 - strength * (1 - rest);
  const table = /** @type {Rgb[]} */ ([
    [1, rising, low], [falling, 1, low], [low, 1, rising],
    [low, falling, 1], [rising, low, 1], [1, low, falling],
  ]);
  const [red, green, blue] = table[part] ?? [1, 1, 1];
  return [byte(red * 255), byte(green * 255), byte(blue * 255)];
}

/** @param {Rgb} rgb
 * @returns {[number, number]} hue and saturation */
export function rgbToHs([red, green, blue]) {
  const high = Math.max(red, green, blue);
  const span = high - Math.min(red, green, blue);
  if (high === 0 || span === 0) return [0, 0];
  const hue =
    high === red ? (green - blue) / span : high === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return [(hue * 60 + 360) % 360, (span / high) * 100];
}

/** The colour a white of so many kelvin looks like on a screen.
 * @param {number} kelvin
 * @returns {Rgb} */
export function kelvinToRgb(kelvin) {
  const heat = Math.min(Math.max(kelvin, 1000), 40000) / 100;
  const red = heat <= 66 ? 255 : 329.698727446 * Math.pow(heat - 60, -0.1332047592);
  const green =
    heat <= 66
      ? 99.4708025861 * Math.log(heat) - 161.1195681661
      : 288.1221695283 * Math.pow(heat - 60, -0.0755148492);
  const blue =
    heat >= 66 ? 255 : heat <= 19 ? 0 : 138.5177312231 * Math.log(heat - 10) - 305.0447927307;
  return [byte(red), byte(green), byte(blue)];
}

/** How bright a colour looks, 0 to 1.
 * @param {Rgb} rgb */
export function luminance(rgb) {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {Rgb} first @param {Rgb} second */
export function contrast(first, second) {
  const [dark = 0, bright = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** A lamp's own colour, moved towards the text's until an icon in it can be seen.
 * @param {Rgb} own @param {Rgb} surface @param {Rgb} ink @param {number} least
 * @returns {Rgb} */
export function legible(own, surface, ink, least) {
  let result = own;
  for (let step = 0; step < 16 && contrast(result, surface) < least; step += 1) {
    result = /** @type {Rgb} */ (
      result.map((part, place) => byte(part + ((ink[place] ?? 0) - part) * 0.12))
    );
  }
  return result;
}

/** @param {number} value */
function byte(value) {
  return Math.min(Math.max(Math.floor(value + 0.5), 0), 255);
}
