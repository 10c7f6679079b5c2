/**
 * The web's map projection: the earth as a square from (0, 0) in the north-west to (1, 1). At zoom z
 * the square is 256 · 2^z pixels wide. The desktop works with the same numbers.
 */

/** @typedef {readonly [number, number]} Point latitude and longitude in degrees */
/** @typedef {readonly [number, number]} World to the right and down */
/** @typedef {{x: number, y: number, zoom: number}} View its middle, and how near */

export const TILE_PX = 256;
export const MOST_ZOOM = 19;
export const LEAST_ZOOM = 1;
const EQUATOR_M = 40_075_016.686;
const EARTH_RADIUS_M = 6_371_000;
const LAST_LATITUDE = 85.05112878;
const FULL_TURN = 360;

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;
/** @param {number} angle */
const degrees = (angle) => (angle * 180) / Math.PI;
/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** @param {Point} point
 * @returns {World} */
export function toWorld([latitude, longitude]) {
  const held = radians(clamp(latitude, -LAST_LATITUDE, LAST_LATITUDE));
  return [(longitude + 180) / FULL_TURN, (1 - Math.asinh(Math.tan(held)) / Math.PI) / 2];
}

/** @param {World} world
 * @returns {Point} */
export function toPoint([x, y]) {
  const latitude = degrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))));
  return [latitude, (((x % 1) + 1) % 1) * FULL_TURN - 180];
}

/** What a metre takes of the square's width there.
 * @param {number} latitude */
export function perMetre(latitude) {
  const held = Math.min(Math.abs(latitude), LAST_LATITUDE);
  return 1 / (EQUATOR_M * Math.cos(radians(held)));
}

/** The way along the surface.
 * @param {Point} here @param {Point} there */
export function wayM(here, there) {
  const [first, second] = [radians(here[0]), radians(there[0])];
  const turned = radians(there[1] - here[1]);
  const chord = Math.sin((second - first) / 2) ** 2 + Math.cos(first) * Math.cos(second) * Math.sin(turned / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Which of eight directions a way begins in: 0 north, 1 north-east.
 * @param {Point} here @param {Point} there */
export function eighth(here, there) {
  const [first, second] = [radians(here[0]), radians(there[0])];
  const turned = radians(there[1] - here[1]);
  const east = Math.sin(turned) * Math.cos(second);
  const north = Math.cos(first) * Math.sin(second) - Math.sin(first) * Math.cos(second) * Math.cos(turned);
  const angle = (degrees(Math.atan2(east, north)) + FULL_TURN) % FULL_TURN;
  return Math.round(angle / 45) % 8;
}

/** The view that shows all places, each with the reach around it; null where there are none.
 * @param {readonly {world: World, reach: number}[]} spots @param {number} width @param {number} height
 * @returns {View | null} */
export function fit(spots, width, height) {
  if (spots.length === 0) return null;
  const west = Math.min(...spots.map(({ world, reach }) => world[0] - reach));
  const east = Math.max(...spots.map(({ world, reach }) => world[0] + reach));
  const north = Math.min(...spots.map(({ world, reach }) => world[1] - reach));
  const south = Math.max(...spots.map(({ world, reach }) => world[1] + reach));
  const share = Math.max((east - west) / Math.max(width, 1), (south - north) / Math.max(height, 1));
  const zoom = share <= 0 ? MOST_ZOOM : Math.log2(1 / (share * TILE_PX));
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: clamp(zoom, LEAST_ZOOM, MOST_ZOOM - 2) };
}

/** The longest round length that fits: 1, 2 or 5 of something.
 * @param {number} metresPerPx @param {number} mostPx
 * @returns {{metres: number, length: number}} */
export function scaleBar(metresPerPx, mostPx) {
  const most = metresPerPx * mostPx;
  const unit = 10 ** Math.floor(Math.log10(most));
  const step = [5, 2, 1].find((one) => one * unit <= most * (1 + 1e-9)) ?? 1;
  return { metres: step * unit, length: (step * unit) / metresPerPx };
}

/** How far to the right each mark moves so that none hides another at its place.
 * @param {readonly World[]} placesPx @param {number} gapPx
 * @returns {number[]} */
export function fanned(placesPx, gapPx) {
  /** @type {{first: World, members: number[]}[]} */
  const groups = [];
  placesPx.forEach((place, index) => {
    const near = groups.find(({ first }) => Math.abs(first[0] - place[0]) < gapPx && Math.abs(first[1] - place[1]) < gapPx);
    if (near === undefined) groups.push({ first: place, members: [index] });
    else near.members.push(index);
  });
  const offsets = placesPx.map(() => 0);
  for (const { members } of groups) {
    const middle = members.reduce((sum, index) => sum + (placesPx[index]?.[0] ?? 0), 0) / members.length;
    members.forEach((index, place) => {
      const wanted = middle + (place - (members.length - 1) / 2) * gapPx;
      offsets[index] = wanted - (placesPx[index]?.[0] ?? 0);
    });
  }
  return offsets;
}
