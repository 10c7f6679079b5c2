/** When this person is left alone, and how loud this device is. */
import { changeSettings, settings } from "../app/session.js";
import { clockText } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { button } from "../ui/buttons.js";
import { h } from "../ui/dom.js";
import { choice, row } from "./setting_rows.js";

/** @import { Context, Endings } from "./page.js" */

const MINUTE_S = 60;
/** So far away that only the person ends it. */
const FOREVER_S = 100 * 365 * 24 * 3600;
const LOUDNESS = ["1", "0.75", "0.5", "0.25", "0"];

/** @param {Context} context @param {Endings} endings
 * @returns {Node[]} */
export function talkRows(context, endings) {
  return [disturbRow(context, endings), volumeRow(context)];
}

/** @param {Context} context @param {Endings} endings */
function disturbRow({ home, intercom, refuse }, endings) {
  const host = h("div", { class: "stack" });
  const title = t("Do not disturb");
  let isAsked = false;
  /** @param {{dnd_until?: number | null}} wish nothing in it only reads */
  const ask = async (wish) => draw((await home.socket.call("voice/prefs", wish)).dnd_until);
  /** @param {number | null} until */
  const wish = (until) => void ask({ dnd_until: until }).catch(refuse);
  /** @param {number | null} until */
  const draw = (until) => {
    const now = nowS();
    const isOn = until !== null && until > now;
    host.replaceChildren(isOn
      ? row(title, untilText(until, now), button(t("End it"), () => wish(null)))
      : row(title, t("What is said meanwhile waits as a message."), choice(title, spans(), "", (minutes) => {
        const span = minutes === "forever" ? FOREVER_S : Number(minutes) * MINUTE_S;
        wish(nowS() + span);
      })));
  };
  draw(null);
  intercom.then((line) => {
    // The page may be there before the hub is; then it is read once the line is open.
    const read = () => {
      if (isAsked || line.session === null) return;
      isAsked = true;
      ask({}).catch(() => { isAsked = false; });
    };
    endings.add(line.changed.listen(read));
    read();
  }, () => {});
  return host;
}

/** @returns {readonly (readonly [string, string])[]} */
function spans() {
  return [
    ["", t("Off")], ["30", translate("Talk", "30 minutes")], ["60", translate("Talk", "1 hour")],
    ["480", translate("Talk", "8 hours")], ["forever", translate("Talk", "Until I end it")],
  ];
}

/** @param {number} until @param {number} now */
function untilText(until, now) {
  return until - now > FOREVER_S / 2 ? translate("Talk", "Until I end it") : t("Until {time}", { time: clockText(until, now) });
}

/** @param {Context} context */
function volumeRow({ intercom }) {
  const title = t("Volume of voices");
  const choices = LOUDNESS.map((one) => /** @type {const} */ ([one, one === "0" ? t("Off") : `${Number(one) * 100} %`]));
  return row(title, t("On this device."), choice(title, choices, String(settings().volume), (chosen) => {
    changeSettings({ volume: Number(chosen) });
    intercom.then(({ session }) => session?.listening.setVolume(Number(chosen)), () => {});
  }));
}
