/** Starts the page: words, colours, connection, then what the address asks for. */
import { HubSocket } from "../net/hub_socket.js";
import { bestLanguage, loadWords } from "../i18n/words.js";
import { Home } from "../state/home.js";
import { Tiles } from "../state/tiles.js";
import { createInterface } from "./interface.js";
import { hubUrl, savedToken, settings } from "./session.js";
import { useTheme } from "./theme.js";

async function start() {
  const token = savedToken();
  if (token === null) {
    location.replace("/pair");
    return;
  }
  const { theme, language } = settings();
  useTheme(theme);
  const chosen = language || bestLanguage(navigator.languages);
  document.documentElement.lang = chosen;
  const socket = new HubSocket(hubUrl(), token);
  const home = new Home(socket);
  const tiles = new Tiles(home);
  home.start();
  socket.start();
  await loadWords(chosen);
  createInterface(home, tiles);
}

start();
