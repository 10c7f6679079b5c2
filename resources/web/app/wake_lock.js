/** Keeps the screen on while the page is looked at, where the browser can. */

/** @type {WakeLockSentinel | null} */
let lock = null;
let isWanted = false;

/** @param {boolean} isOn */
export function keepAwake(isOn) {
  isWanted = isOn;
  if (isOn) hold();
  else release();
}

async function hold() {
  if (!isWanted || lock !== null || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => {
      lock = null;
    });
  } catch {
    // A nearly empty battery refuses; the screen then sleeps as it always does.
  }
}

function release() {
  lock?.release();
  lock = null;
}

// The system takes the lock whenever the page is out of sight.
document.addEventListener("visibilitychange", () => hold());
