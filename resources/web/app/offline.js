/** Keeps the page itself on the device, so that it opens without the hub and says so. */

/** Let the service worker keep the shell; a page without a secure connection has none.
 * @param {(notice: string, action: string) => void} onPress a button of a notification was pressed */
export function keepShell(onPress) {
  const [, pressed] = /[?&]press=([^&]+)/.exec(location.hash) ?? [];
  if (pressed !== undefined) {
    const [notice = "", action = ""] = decodeURIComponent(pressed).split(" ");
    history.replaceState(null, "", location.pathname);
    onPress(notice, action);
  }
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.type === "shell-renewed") renew();
    else if (data?.type === "notice-pressed") onPress(data.notice, data.action);
  });
}

/** A newer page is on the device: take it when nobody is looking at the old one. */
function renew() {
  if (document.visibilityState === "hidden") {
    location.reload();
    return;
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") location.reload();
  }, { once: true });
}
