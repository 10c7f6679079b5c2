// @ts-check
/** Why there is no sound, in words a page can look up. */

/**
 *     insecure        the page did not come over https, so browsers give it no microphone
 *     denied          the person, or the system, said no
 *     no_microphone   there is none
 *     not_opened      another program has it, or it broke
 *     unplugged       it was there and is gone
 *     unsupported     this browser cannot do it at all
 *
 * @typedef {"insecure" | "denied" | "no_microphone" | "not_opened" | "unplugged" | "unsupported"}
 *   SoundReason
 */

/** There is no sound, and {@link SoundReason} says why. */
export class SoundTrouble extends Error {
  /**
   * @param {SoundReason} reason
   * @param {unknown} [cause]
   */
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** @type {Record<string, SoundReason>} */
const REASONS = {
  NotAllowedError: "denied",
  SecurityError: "insecure",
  NotFoundError: "no_microphone",
  OverconstrainedError: "no_microphone",
};

/**
 * Say what a refusal of the browser means.
 *
 * @param {unknown} error
 * @returns {SoundTrouble}
 */
export function troubleOf(error) {
  if (error instanceof SoundTrouble) return error;
  const name = error instanceof Error ? error.name : "";
  return new SoundTrouble(REASONS[name] ?? "not_opened", error);
}
