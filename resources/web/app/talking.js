/** Talking belongs to the whole app: people are heard on every page. It is loaded after the tiles. */

import { settings } from "./session.js";

/** @import { Intercom } from "../talk/intercom.js" */
/** @import { HubSocket } from "../net/hub_socket.js" */
/** @import { Persons } from "../state/persons.js" */

/** @param {HubSocket} socket @param {Persons} persons
 * @returns {Promise<Intercom>} */
export async function startTalking(socket, persons) {
  const [{ Intercom }, { CallBar }, { bindMediaKeys }] = await Promise.all([
    import("../talk/intercom.js"), import("../talk/call_bar.js"), import("../talk/media_keys.js"),
  ]);
  const intercom = new Intercom(socket, persons);
  // Each new connection begins as loud as can be.
  intercom.changed.listen(() => intercom.session?.listening.setVolume(settings().volume));
  bindMediaKeys(intercom);
  document.body.append(new CallBar(intercom).element);
  // Browsers let a page be heard only after a first touch.
  document.addEventListener("pointerdown", () => void intercom.session?.enableSound(), { once: true });
  return intercom;
}
