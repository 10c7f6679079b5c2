/** The first meeting of this device and the hub: a code against a token, shown once. */
import { newNonce } from "./nonce.js";

/**
 * @typedef {{kind: "paired", token: string, role: string}
 *   | {kind: "confirm", words: string[]}
 *   | {kind: "failed", left: number | null}
 *   | {kind: "unreachable"}} PairingNews
 */

/** Ask to come in. Tells of words to compare first where the code was typed.
 * @param {string} url @param {string} code @param {string} name @param {(news: PairingNews) => void} onNews
 * @returns {() => void} gives up */
export function pair(url, code, name, onNews) {
  const socket = new WebSocket(url);
  let isOver = false;
  /** @param {PairingNews} news */
  const end = (news) => {
    if (isOver) return;
    isOver = true;
    onNews(news);
    socket.close();
  };
  socket.addEventListener("open", () => {
    socket.send(JSON.stringify({ type: "pair", code, name, nonce: newNonce() }));
  });
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "paired") end({ kind: "paired", token: message.token, role: message.role });
    else if (message.type === "pair_failed") end({ kind: "failed", left: message.left ?? null });
    else if (message.type === "pair_confirm") onNews({ kind: "confirm", words: message.words });
  });
  socket.addEventListener("close", () => end({ kind: "unreachable" }));
  return () => {
    isOver = true;
    socket.close();
  };
}
