/** Notifications to a closed page, where the owner turned them on and the browser can. */
import { t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";

/** @import { Hub } from "../types" */

/**
 * @typedef {object} PushStatus
 * @property {boolean} canSubscribe whether this browser and this home can
 * @property {boolean} isHomeOn whether the owner let them leave the house
 * @property {boolean} isSubscribed
 */

/** How it stands with notifications here.
 * @param {Hub} socket
 * @returns {Promise<PushStatus>} */
export async function pushStatus(socket) {
  const none = { canSubscribe: false, isHomeOn: false, isSubscribed: false };
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return none;
  try {
    const told = await socket.call("push/status");
    const registration = await navigator.serviceWorker.getRegistration();
    const own = await registration?.pushManager.getSubscription();
    return {
      canSubscribe: told.can_push === true && registration !== undefined, isHomeOn: told.is_on === true,
      isSubscribed: told.is_subscribed === true && own != null,
    };
  } catch {
    return none; // a hub that knows nothing of it, or a guest
  }
}

/** Whether this is an iPhone or iPad that has notifications only for what is on its home screen. */
export function needsHomeScreen() {
  return "standalone" in navigator && navigator.standalone !== true && !("PushManager" in globalThis);
}

/** Turn them on or off for this device. Answers why not; empty when all is well.
 * @param {Hub} socket @param {boolean} isOn
 * @returns {Promise<string>} */
export async function switchPush(socket, isOn) {
  try {
    const registration = await navigator.serviceWorker.ready;
    if (!isOn) {
      await socket.call("push/unsubscribe");
      await (await registration.pushManager.getSubscription())?.unsubscribe();
      return "";
    }
    if ((await Notification.requestPermission()) !== "granted") {
      return t("Your browser does not allow notifications for this page. Allow them in its settings.");
    }
    const { public_key: key } = await socket.call("push/status");
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { keys: { p256dh = "", auth = "" } = {} } = made.toJSON();
    await socket.call("push/subscribe", { endpoint: made.endpoint, keys: { p256dh, auth } });
    return "";
  } catch (error) {
    return error instanceof DOMException ? t("This browser could not reach its notification service.") : refusalSentence(error);
  }
}

/** Let them leave the house at all, or not; for the owner.
 * @param {Hub} socket @param {boolean} isOn
 * @returns {Promise<string>} */
export async function allowPush(socket, isOn) {
  try {
    await socket.call("push/enable", { is_on: isOn });
    return "";
  } catch (error) {
    return refusalSentence(error);
  }
}
