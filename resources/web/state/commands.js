/**
 * Carries intent to the hub and keeps the marks it leaves on tiles. A dragged control sends at most
 * ten values a second and always its last one. Nothing is sent twice.
 */
import { HubError } from "../net/exchange.js";
import { domainOf } from "../model/attributes.js";
import { DONE_GRACE_MS, Marks, problemKind } from "./marks.js";
import { Signal } from "./signal.js";

/** @import { Command, Hub } from "../types" */

const SEND_INTERVAL_MS = 100;
/** A lock or a light that takes longer than this is better asked again by a person. */
const EXPIRES_S = 10;
const TIMEOUT_MS = 20_000;

export class Commands {
  /** @param {Hub} socket */
  constructor(socket) {
    this.marks = new Marks();
    /** Tells whose marks changed. @type {Signal<string>} */
    this.marked = new Signal();
    /** Tells whose command left a problem. @type {Signal<string>} */
    this.failed = new Signal();
    this._socket = socket;
    /** @type {Map<string, Command>} */
    this._last = new Map();
    /** @type {Map<string, Command | null>} */
    this._throttled = new Map();
  }

  /** Ask for one thing now.
   * @param {string} id @param {Command} command */
  async send(id, command) {
    this._last.set(id, command);
    this.marks.asked(id, command.asked);
    this.marked.tell(id);
    try {
      await this._socket.call("call_service", {
        domain: domainOf(id), service: command.action, service_data: command.arguments,
        target: { entity_id: id }, expires_in: EXPIRES_S,
      }, { timeoutMs: TIMEOUT_MS });
      this.marks.done(id, Date.now());
      setTimeout(() => this._expire(), DONE_GRACE_MS + 20);
    } catch (error) {
      const { code, message } = error instanceof HubError ? error : new HubError("failed", String(error));
      this.marks.failed(id, { kind: problemKind(code), code, message });
      this.failed.tell(id);
    }
    this.marked.tell(id);
  }

  /** Ask for one of many values of a control being dragged.
   * @param {string} id @param {string} featureId @param {Command} command */
  drag(id, featureId, command) {
    const key = `${id} ${featureId}`;
    if (this._throttled.has(key)) {
      this._throttled.set(key, command);
      return;
    }
    this._throttled.set(key, null);
    this.send(id, command);
    setTimeout(() => this._flush(key, id, featureId), SEND_INTERVAL_MS);
  }

  /** Ask again for what went wrong last: a new command, decided by a person.
   * @param {string} id */
  retry(id) {
    const command = this._last.get(id);
    if (command !== undefined && this.marks.problem(id) !== null) this.send(id, command);
  }

  /** Forget an entity's problem: somebody has read it.
   * @param {string} id */
  dismiss(id) {
    this.marks.dismiss(id);
    this.marked.tell(id);
  }

  /** @param {string} key @param {string} id @param {string} featureId */
  _flush(key, id, featureId) {
    const next = this._throttled.get(key) ?? null;
    this._throttled.delete(key);
    if (next !== null) this.drag(id, featureId, next);
  }

  _expire() {
    for (const id of this.marks.expire(Date.now())) this.marked.tell(id);
  }
}
