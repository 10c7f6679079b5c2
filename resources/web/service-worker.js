/**
 * Keeps the page on the device, one complete version at a time, so that it opens at once and also
 * without the hub. It keeps files only: never a state, a picture or an answer of the hub.
 */
const PREFIX = "homewire-shell-";
const FONTS = "homewire-fonts";
const FONT = "/fonts/icons.ttf";
const PAGES = { "/": "/", "/index.html": "/", "/pair": "/pair" };
const worker = /** @type {any} */ (self);

worker.addEventListener("install", (event) => {
  event.waitUntil(renew().catch(() => {}).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  const key = PAGES[url.pathname] ?? url.pathname;
  if (request.mode === "navigate") event.waitUntil(renew().catch(() => {}));
  event.respondWith(answer(request, key));
});

worker.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const title = told.title || told.body || "Homewire";
  event.waitUntil(worker.registration.showNotification(title, {
    body: told.title ? told.body : "", tag: `${told.kind}:${told.id}`, timestamp: (told.at ?? 0) * 1000,
    icon: "/icons/homewire-192.png", requireInteraction: told.severity === "critical",
    actions: (told.actions ?? []).map(({ action, title: words }) => ({ action, title: words })), data: told,
  }));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { kind, id, channel } = event.notification.data ?? {};
  const place = channel ? `/#/talk/${encodeURIComponent(channel)}` : "/#/home";
  const press = event.action && kind === "notice" ? { type: "notice-pressed", notice: id, action: event.action } : null;
  event.waitUntil(show(new URL(place, location.origin).href, press));
});

/** What is kept, else what the hub says. */
async function answer(request, key) {
  if (key === FONT) return font(request);
  const kept = await (await current())?.match(key);
  return kept ?? fetch(request);
}

/** The icon font is large and never changes within a version of its package. */
async function font(request) {
  const cache = await caches.open(FONTS);
  const kept = await cache.match(FONT);
  if (kept !== undefined) return kept;
  const answered = await fetch(request);
  if (answered.ok) await cache.put(FONT, answered.clone());
  return answered;
}

/** The version on this device that is complete. */
async function current() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const name of names.reverse()) {
    const cache = await caches.open(name);
    if ((await cache.match("/")) !== undefined) return cache;
  }
  return undefined;
}

/** Bring in the hub's version as a whole, or not at all. */
async function renew() {
  const told = await fetch("/shell.json", { cache: "no-store" });
  if (!told.ok) return;
  const { version, files } = await told.json();
  const name = PREFIX + version;
  const cache = await caches.open(name);
  if ((await cache.match("/")) !== undefined) return;
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
  const old = (await caches.keys()).filter((one) => one.startsWith(PREFIX) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
  if (old.length === 0) return;
  for (const client of await worker.clients.matchAll()) client.postMessage({ type: "shell-renewed" });
}

/** Bring a page of ours to the front, or open one, and hand on the button that was pressed: the page
 * has the connection. */
async function show(url, press) {
  const [open] = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open === undefined) {
    const pressed = press === null ? url : `${url}?press=${encodeURIComponent(`${press.notice} ${press.action}`)}`;
    return worker.clients.openWindow(pressed);
  }
  if (press !== null) open.postMessage(press);
  else await open.navigate(url).catch(() => {});
  return open.focus();
}
