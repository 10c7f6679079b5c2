/** A new home lives in UTC until somebody's device says where it is: quiet hours go by it. */

/** @import { Home } from "../state/home.js" */

const UNSET = "UTC";

/** Tell a home that has no time zone yet the one of its owner's device.
 * @param {Home} home */
export async function tellTimeZone(home) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!home.canConfigure || !timeZone || timeZone === UNSET) return;
  try {
    const config = await home.socket.call("get_config");
    if (config.time_zone === UNSET) await home.socket.call("home/configure", { time_zone: timeZone });
  } catch {
    // The next visit tries again.
  }
}
