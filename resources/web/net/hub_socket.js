/**
 * The connection to the hub: comes back by itself, asks, follows, and carries voice.
 *
 *            start            auth_ok
 *     connecting ────────────▶ connected ─────┐ the socket ends
 *         ▲  │ auth_invalid                   ▼
 *         │  └────────▶ refused             lost
 *         └──── retry() ───┴── back-off, retry() ┘
 *
 * Commands are never kept for later: without a connection they end at once as link_closed. What is
 * followed is asked for again on every new connection.
 */
import { waitSeconds } from "./backoff.js";
import { BulkJoiner } from "./bulk.js";
import { compareClocks, nowS } from "./clock.js";
import { Exchange, HubError } from "./exchange.js";

/** @typedef {"connecting" | "connected" | "lost" | "refused"} Phase */
/** @typedef {{type: string, fields: Record<string, unknown>, onEvent: (event: any) => void, onResult: (result: any) => void, id: number}} Followed */

const CALL_TIMEOUT_MS = 15_000;
const OPEN_TIMEOUT_MS = 10_000;
const PING_EVERY_MS = 25_000;
const PONG_WITHIN_MS = 8_000;
const WAKE_PONG_WITHIN_MS = 3_000;
const BULK_WINDOW = 32_768;

export class HubSocket extends EventTarget {
  /** @param {string} url @param {string} token */
  constructor(url, token) {
    super();
    this._url = url;
    this._token = token;
    /** @type {Phase} */
    this.phase = "connecting";
    /** When the phase began, seconds UTC. */
    this.sinceAt = nowS();
    /** Gets voice frames. @type {((frame: ArrayBuffer) => void) | null} */
    this.onBinary = null;
    /** @type {WebSocket | null} */
    this._socket = null;
    /** @type {Exchange | null} */
    this._exchange = null;
    this._bulk = new BulkJoiner(BULK_WINDOW);
    /** @type {Set<Followed>} */
    this._followed = new Set();
    this._attempt = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._timer = undefined;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this._heartbeat = undefined;
    this._isPinging = false;
  }

  /** Whether commands can be sent. */
  get isOpen() {
    return this.phase === "connected";
  }

  /** Begin to connect. */
  start() {
    this._connect();
    globalThis.addEventListener?.("online", () => this.nudge());
    globalThis.document?.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.nudge();
    });
  }

  /** Ask for something. The text is on the socket when this returns; the promise is the answer.
   * @param {string} type @param {Record<string, unknown>} [fields] @param {{timeoutMs?: number}} [options]
   * @returns {Promise<any>} rejects with a HubError */
  call(type, fields = {}, { timeoutMs = CALL_TIMEOUT_MS } = {}) {
    const exchange = this._exchange;
    if (exchange === null) {
      return Promise.reject(new HubError("link_closed", "The hub is not connected."));
    }
    return exchange.call(type, fields, timeoutMs).result;
  }

  /** Subscribe on this connection only.
   * @param {string} type @param {Record<string, unknown>} fields @param {(event: any) => void} onEvent
   * @returns {Promise<{result: any, close: () => void}>} */
  async subscribe(type, fields, onEvent) {
    const exchange = this._exchange;
    if (exchange === null) throw new HubError("link_closed", "The hub is not connected.");
    const { id, result } = exchange.call(type, fields, CALL_TIMEOUT_MS, onEvent);
    return { result: await result, close: () => this._unsubscribe(exchange, id) };
  }

  /** Subscribe on this and every later connection.
   * @param {string} type @param {Record<string, unknown>} fields @param {(event: any) => void} onEvent
   * @param {(result: any) => void} [onResult]
   * @returns {() => void} ends it */
  follow(type, fields, onEvent, onResult = () => {}) {
    /** @type {Followed} */
    const followed = { type, fields, onEvent, onResult, id: 0 };
    this._followed.add(followed);
    this._ask(followed);
    return () => {
      this._followed.delete(followed);
      if (this._exchange !== null && followed.id !== 0) this._unsubscribe(this._exchange, followed.id);
    };
  }

  /** Send a voice frame. Lost frames are lost: nothing is kept for a later connection.
   * @param {Uint8Array} frame */
  sendBinary(frame) {
    if (this.isOpen) this._socket?.send(/** @type {Uint8Array<ArrayBuffer>} */ (frame));
  }

  /** How much is still waiting to leave this device, in bytes. */
  get waitingBytes() {
    return this._socket?.bufferedAmount ?? 0;
  }

  /** Try again now. */
  retry() {
    if (this.phase === "connected") return;
    this._attempt = 0;
    this._connect();
  }

  /** The network or the screen came back: see whether the hub still answers, or try at once. */
  nudge() {
    if (this.phase === "connected") this._ping(WAKE_PONG_WITHIN_MS);
    else if (this.phase === "lost") this.retry();
  }

  /** Disconnect for good. */
  close() {
    clearTimeout(this._timer);
    this._followed.clear();
    this._drop();
  }

  _connect() {
    clearTimeout(this._timer);
    this._drop();
    this._setPhase(this.phase === "lost" ? "lost" : "connecting");
    const socket = new WebSocket(this._url);
    socket.binaryType = "arraybuffer";
    this._socket = socket;
    this._timer = setTimeout(() => this._lost(socket), OPEN_TIMEOUT_MS);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ type: "auth", access_token: this._token }));
    });
    socket.addEventListener("message", ({ data }) => {
      if (socket === this._socket) this._take(socket, data);
    });
    socket.addEventListener("close", () => this._lost(socket));
  }

  /** @param {WebSocket} socket @param {string | ArrayBuffer} data */
  _take(socket, data) {
    if (typeof data !== "string") {
      this._takeBinary(data);
      return;
    }
    const message = JSON.parse(data);
    for (const one of Array.isArray(message) ? message : [message]) {
      if (this._exchange !== null) this._exchange.take(one);
      else this._takeGreeting(socket, one);
    }
  }

  /** @param {ArrayBuffer} frame */
  _takeBinary(frame) {
    if (new Uint8Array(frame, 0, 1)[0] !== 0) {
      this.onBinary?.(frame);
      return;
    }
    const { text, credit } = this._bulk.take(frame);
    if (credit !== null) this._socket?.send(credit);
    if (text !== null && this._socket !== null) this._take(this._socket, text);
  }

  /** @param {WebSocket} socket @param {any} message */
  _takeGreeting(socket, message) {
    if (message.type === "auth_invalid") {
      clearTimeout(this._timer);
      this._drop();
      this._setPhase("refused");
    } else if (message.type === "auth_ok") {
      this._opened(socket);
    }
  }

  /** @param {WebSocket} socket */
  _opened(socket) {
    clearTimeout(this._timer);
    this._attempt = 0;
    this._bulk = new BulkJoiner(BULK_WINDOW);
    const exchange = new Exchange((text) => socket.send(text));
    this._exchange = exchange;
    const features = { coalesce_messages: 1, bulk_window: BULK_WINDOW };
    exchange.call("supported_features", { features }, CALL_TIMEOUT_MS).result.catch(() => {});
    this._compareClocks(exchange);
    this._heartbeat = setInterval(() => this._ping(PONG_WITHIN_MS), PING_EVERY_MS);
    this._setPhase("connected");
    for (const followed of this._followed) this._ask(followed);
    this.dispatchEvent(new Event("open"));
  }

  /** @param {Exchange} exchange */
  async _compareClocks(exchange) {
    const askedAt = Date.now() / 1000;
    try {
      const { t1 } = await exchange.call("clock/ping", { t0: askedAt }, CALL_TIMEOUT_MS).result;
      compareClocks(askedAt, t1, Date.now() / 1000);
      this.sinceAt = nowS();
      this.dispatchEvent(new Event("clock"));
    } catch {
      // Then this device's own clock has to do.
    }
  }

  /** @param {Followed} followed */
  _ask(followed) {
    const exchange = this._exchange;
    if (exchange === null) return;
    const { id, result } = exchange.call(followed.type, followed.fields, CALL_TIMEOUT_MS, followed.onEvent);
    followed.id = id;
    // A role that may not follow this simply never hears of it.
    result.then(followed.onResult, () => exchange.forget(id));
  }

  /** @param {Exchange} exchange @param {number} id */
  _unsubscribe(exchange, id) {
    exchange.forget(id);
    if (exchange !== this._exchange) return;
    this.call("unsubscribe_events", { subscription: id }).catch(() => {});
  }

  /** @param {number} withinMs */
  async _ping(withinMs) {
    const socket = this._socket;
    if (this._isPinging || socket === null) return;
    this._isPinging = true;
    try {
      await this.call("ping", {}, { timeoutMs: withinMs });
    } catch {
      this._lost(socket);
    } finally {
      this._isPinging = false;
    }
  }

  /** @param {WebSocket} socket */
  _lost(socket) {
    if (socket !== this._socket) return;
    clearTimeout(this._timer);
    const wasOpen = this.isOpen;
    this._drop();
    this._setPhase("lost");
    if (wasOpen) this.dispatchEvent(new Event("close"));
    this._timer = setTimeout(() => this._connect(), waitSeconds(this._attempt, Math.random()) * 1000);
    this._attempt += 1;
  }

  _drop() {
    clearInterval(this._heartbeat);
    const [socket, exchange] = [this._socket, this._exchange];
    this._socket = null;
    this._exchange = null;
    exchange?.end();
    socket?.close();
  }

  /** @param {Phase} phase */
  _setPhase(phase) {
    if (phase === this.phase) return;
    this.phase = phase;
    this.sinceAt = nowS();
    this.dispatchEvent(new Event("phase"));
  }
}
