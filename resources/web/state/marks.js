/**
 * What was asked of an entity and is not real yet, and what went wrong. A mark never changes what a
 * tile says the entity is.
 *
 *   a command leaves      pending, with what was asked; an old problem goes
 *   its entity's state    pending ends, unless further commands are still out
 *   outcome done          pending ends as soon as a state came, or after a grace time
 *   outcome failed, …     pending ends at once, a problem stays until it is read
 */

/** @import { Pending, Problem, ProblemKind } from "../types" */

/** A confirmation may overtake the state it confirms: they travel in different lanes. */
export const DONE_GRACE_MS = 1500;

export class Marks {
  constructor() {
    /** @type {Map<string, Pending>} */
    this._pending = new Map();
    /** @type {Map<string, Problem>} */
    this._problems = new Map();
  }

  /** @param {string} id */
  pending(id) {
    return this._pending.get(id) ?? null;
  }

  /** @param {string} id */
  problem(id) {
    return this._problems.get(id) ?? null;
  }

  /** Note that a command is on its way.
   * @param {string} id @param {string} words */
  asked(id, words) {
    this._problems.delete(id);
    const outstanding = (this._pending.get(id)?.outstanding ?? 0) + 1;
    this._pending.set(id, { asked: words, outstanding, hasStateCome: false, endsAtMs: null });
  }

  /** Note that the hub told an entity's state. Returns whether its mark changed.
   * @param {string} id */
  stateCame(id) {
    const mark = this._pending.get(id);
    if (mark === undefined) return false;
    mark.hasStateCome = true;
    // One command and a state after it: this is its effect, or the news that overrules it. While
    // more are out, as during a drag, the state belongs to an earlier one.
    if (mark.outstanding <= 1) this._pending.delete(id);
    return true;
  }

  /** Note that the device did it.
   * @param {string} id @param {number} nowMs */
  done(id, nowMs) {
    const mark = this._pending.get(id);
    if (mark === undefined) return;
    mark.outstanding = Math.max(0, mark.outstanding - 1);
    if (mark.outstanding > 0) return;
    if (mark.hasStateCome) this._pending.delete(id);
    else mark.endsAtMs = nowMs + DONE_GRACE_MS;
  }

  /** Note that it went wrong.
   * @param {string} id @param {Problem} problem */
  failed(id, problem) {
    this._pending.delete(id);
    this._problems.set(id, problem);
  }

  /** Forget an entity's problem: somebody has read it.
   * @param {string} id */
  dismiss(id) {
    this._problems.delete(id);
  }

  /** End confirmed marks whose state never came, and say whose.
   * @param {number} nowMs */
  expire(nowMs) {
    const over = [...this._pending].filter(([, mark]) => mark.endsAtMs !== null && mark.endsAtMs <= nowMs);
    for (const [id] of over) this._pending.delete(id);
    return over.map(([id]) => id);
  }
}

/** Which of the four endings an error is.
 * @param {string} code
 * @returns {ProblemKind} */
export function problemKind(code) {
  if (["not_connected", "unreachable", "link_closed"].includes(code)) return "not_connected";
  return code === "unknown_outcome" || code === "timeout" ? "unknown" : "failed";
}
