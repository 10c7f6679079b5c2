/** Tells the home where this device is, by consent, while the page is open. */
import { t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";

/** @import { Home } from "../state/home.js" */

const LEAST_MOVE_M = 25;
const LONGEST_SILENCE_MS = 10 * 60_000;
const EARTH_M = 6_371_000;

/** @type {number | null} */
let watch = null;
/** @type {GeolocationPosition | null} */
let told = null;

/** Begin or stop. Answers why not; empty when all is well.
 * @param {Home} home @param {boolean} isOn
 * @returns {Promise<string>} */
export async function sharePlace(home, isOn) {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  told = null;
  try {
    if (!isOn) {
      // The hub forgets where this device was, too.
      await home.socket.call("home/location/share", { is_shared: false });
      return "";
    }
    const first = await position();
    await home.socket.call("home/location/share", { is_shared: true });
    await send(home, first);
  } catch (error) {
    return isPositionError(error) ? t("This device does not tell where it is. Allow it in the browser's settings.") : refusalSentence(error);
  }
  watch = navigator.geolocation.watchPosition((next) => {
    if (isNews(next)) send(home, next).catch(() => {});
  });
  return "";
}

/** @param {Home} home @param {GeolocationPosition} place */
async function send(home, place) {
  const { latitude, longitude, accuracy, speed, heading } = place.coords;
  const moving = speed === null ? {} : { speed_m_s: speed };
  const heads = heading === null || Number.isNaN(heading) ? {} : { heading_deg: heading };
  await home.socket.call("home/location/report", {
    position: { latitude, longitude, accuracy_m: accuracy, ...moving, ...heads },
  });
  told = place;
}

/** @returns {Promise<GeolocationPosition>} */
function position() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 15_000, maximumAge: 60_000 });
  });
}

/** @param {GeolocationPosition} next */
function isNews(next) {
  if (told === null || next.timestamp - told.timestamp > LONGEST_SILENCE_MS) return true;
  const radians = Math.PI / 180;
  const [here, there] = [told.coords, next.coords];
  const x = (there.longitude - here.longitude) * radians * Math.cos(here.latitude * radians);
  const y = (there.latitude - here.latitude) * radians;
  return Math.hypot(x, y) * EARTH_M > LEAST_MOVE_M;
}

/** @param {unknown} error */
function isPositionError(error) {
  return typeof GeolocationPositionError !== "undefined" && error instanceof GeolocationPositionError;
}
