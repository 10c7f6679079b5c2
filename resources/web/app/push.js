/** Notifications to a closed page, where the owner turned them on and the browser can. */
import { t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";

/** @import { HubSocket } from "../net/hub_socket.js" */

/** How it stands with notifications here.
 * @param {HubSocket} socket
 * @returns {Promise<"on" | "off" | "unavailable">} */
export async function pushStatus(socket) {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return "unavailable";
  try {
    const { public_key: key } = await socket.call("push/key");
    if (typeof key !== "string" || key === "") return "unavailable";
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration === undefined) return "unavailable";
    return (await registration.pushManager.getSubscription()) === null ? "off" : "on";
  } catch {
    return "unavailable"; // the owner left it off, or the hub knows nothing of it
  }
}

/** Turn them on or off. Answers why not; empty when all is well.
 * @param {HubSocket} socket @param {boolean} isOn
 * @returns {Promise<string>} */
export async function switchPush(socket, isOn) {
  const registration = await navigator.serviceWorker.ready;
  const old = await registration.pushManager.getSubscription();
  try {
    if (!isOn) {
      if (old !== null) await socket.call("push/unsubscribe", { endpoint: old.endpoint });
      await old?.unsubscribe();
      return "";
    }
    if ((await Notification.requestPermission()) !== "granted") {
      return t("Your browser does not allow notifications for this page. Allow them in its settings.");
    }
    const { public_key: key } = await socket.call("push/key");
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    await socket.call("push/subscribe", { subscription: made.toJSON() });
    return "";
  } catch (error) {
    return error instanceof DOMException ? t("This browser could not reach its notification service.") : refusalSentence(error);
  }
}
