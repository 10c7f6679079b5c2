/** Commands on their way and subscriptions of one connection. Knows no socket. */

/** @import { JsonObject } from "../types" */

/** The hub's no, or the reason why nothing was asked. */
export class HubError extends Error {
  /** @param {string} code @param {string} message @param {JsonObject} [details] */
  constructor(code, message, details = {}) {
    super(message);
    this.name = "HubError";
    this.code = code;
    this.details = details;
  }
}

/** @typedef {{resolve: (result: any) => void, reject: (error: HubError) => void, timer: ReturnType<typeof setTimeout> | undefined}} Waiting */

export class Exchange {
  /** @param {(text: string) => void} send */
  constructor(send) {
    this._send = send;
    this._lastId = 0;
    /** @type {Map<number, Waiting>} */
    this._waiting = new Map();
    /** @type {Map<number, (event: any) => void>} */
    this._listeners = new Map();
  }

  /** Ask for something. The text is on the socket when this returns.
   * @param {string} type @param {Record<string, unknown>} fields @param {number} timeoutMs
   * @param {(event: any) => void} [onEvent] where events under this id go
   * @returns {{id: number, result: Promise<any>}} */
  call(type, fields, timeoutMs, onEvent) {
    this._lastId += 1;
    const id = this._lastId;
    if (onEvent !== undefined) this._listeners.set(id, onEvent);
    const result = new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this._waiting.delete(id);
        reject(new HubError("timeout", "The hub did not answer in time."));
      }, timeoutMs);
      this._waiting.set(id, { resolve, reject, timer });
    });
    this._send(JSON.stringify({ ...fields, id, type }));
    return { id, result };
  }

  /** Hear no more events under an id.
   * @param {number} id */
  forget(id) {
    this._listeners.delete(id);
  }

  /** Take in one message of the hub.
   * @param {any} message */
  take(message) {
    if (message.type === "event") {
      this._listeners.get(message.id)?.(message.event);
      return;
    }
    const waiting = this._waiting.get(message.id);
    if (waiting === undefined) return;
    this._waiting.delete(message.id);
    clearTimeout(waiting.timer);
    if (message.type === "pong" || message.success === true) {
      waiting.resolve(message.result ?? null);
    } else {
      this._listeners.delete(message.id);
      waiting.reject(errorOf(message.error));
    }
  }

  /** End everything: the connection is gone. */
  end() {
    for (const { reject, timer } of this._waiting.values()) {
      clearTimeout(timer);
      reject(new HubError("link_closed", "The connection to the hub was lost."));
    }
    this._waiting.clear();
    this._listeners.clear();
  }
}

/** Our own code stands in translation_key; code is the one Home Assistant's clients know.
 * @param {any} error */
function errorOf(error) {
  const code = error?.translation_key ?? error?.code ?? "unknown_error";
  const details = error?.translation_placeholders ?? error?.details ?? {};
  return new HubError(String(code), String(error?.message ?? ""), details);
}
