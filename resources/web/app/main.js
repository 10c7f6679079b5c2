/** Starts the page: words, colours, connection, then what the address asks for. */
import { HubSocket } from "../net/hub_socket.js";
import { bestLanguage, loadWords } from "../i18n/words.js";
import { Home } from "../state/home.js";
import { Notices } from "../state/notices.js";
import { Tiles } from "../state/tiles.js";
import { createInterface } from "./interface.js";
import { keepShell } from "./offline.js";
import { startTalking } from "./talking.js";
import { sharePlace } from "./place_sharing.js";
import { hubUrl, savedToken, settings } from "./session.js";
import { tellTimeZone } from "./time_zone.js";
import { useTheme, watchSystemTheme } from "./theme.js";
import { keepAwake } from "./wake_lock.js";

async function start() {
  const token = savedToken();
  if (token === null) {
    location.replace(`/pair${location.hash.startsWith("#c=") ? location.hash : ""}`);
    return;
  }
  useTheme(settings().theme);
  const socket = new HubSocket(hubUrl(), token);
  const home = new Home(socket);
  const tiles = new Tiles(home);
  const notices = new Notices(socket);
  home.start();
  socket.start();
  const intercom = firstPaint().then(() => startTalking(socket, home.persons));
  let end = () => {};
  const build = async () => {
    const language = settings().language || bestLanguage(navigator.languages);
    await loadWords(language);
    document.documentElement.lang = language;
    tiles.rebuild();
    end();
    end = createInterface({ home, tiles, notices, intercom, restart: build });
  };
  await build();
  watchSystemTheme(() => tiles.rebuild());
  keepAwake(settings().isAwake);
  if (settings().isSharingPlace) {
    socket.addEventListener("open", () => sharePlace(home, true), { once: true });
  }
  const stop = home.changed.listen(({ isGateways }) => {
    if (!isGateways || home.info.role === "") return;
    stop();
    tellTimeZone(home);
  });
  keepShell((notice, action) => {
    const press = () => notices.act(notice, action).catch(() => {});
    if (socket.isOpen) press();
    else socket.addEventListener("open", press, { once: true });
  });
}

/** The tiles come first.
 * @returns {Promise<unknown>} */
function firstPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

start();
