/** Something the hub tries for a person who waits: what is tried, how long still, a way out, and why not. */
import { t, translate } from "../i18n/words.js";
import { HubError } from "../net/exchange.js";
import { button } from "../ui/buttons.js";
import { copyButton } from "../ui/copy_button.js";
import { h, setText, setVar } from "../ui/dom.js";
import { GIVEN_UP, troubleOf } from "./trouble.js";

/** @import { Context } from "../pages/page.js" */
/** @import { Trouble } from "./trouble.js" */

/** The hub waits a minute for a button and half of one for what is behind it. */
export const ATTEMPT_MS = 120_000;

/**
 * @typedef {object} Wish
 * @property {string} words what is tried
 * @property {number} [countdownS] for how long somebody has to do something
 * @property {(signal: AbortSignal) => Promise<any>} run its signal ends what only waits here once somebody gives it up
 * @property {(result: any) => void} onDone
 * @property {(trouble: Trouble) => void} [onTrouble]
 */

export class Attempt {
  /** @param {Context} context @param {(isRunning: boolean) => void} onRunning */
  constructor({ home }, onRunning) {
    this._home = home;
    this._onRunning = onRunning;
    /** Ends what runs. @type {AbortController | null} */
    this._running = null;
    this._words = h("p", { class: "strong" });
    this._left = h("p", { class: "countdown", role: "timer" });
    this._bar = h("span", { class: "progress-fill" });
    this._track = h("div", { class: "progress", "aria-hidden": "true" }, this._bar);
    const cancel = button(translate("Dialog", "Cancel"), () => this.cancel());
    this._progress = h("div", { class: "attempt", hidden: true }, h("span", { class: "turning", "aria-hidden": "true" }),
      h("div", { class: "row-words" }, this._words, this._left, this._track), cancel);
    this._sentence = h("p", { class: "strong" });
    this._remedy = h("p", {});
    this._technical = "";
    const copy = copyButton(translate("DetailOrigin", "Copy details"), () => this._technical);
    this._trouble = h("div", { class: "trouble", role: "alert", hidden: true }, this._sentence, this._remedy, copy);
    this.element = h("div", { class: "stack", role: "status" }, this._progress, this._trouble);
  }

  /** @param {Wish} wish */
  async start({ words, countdownS = 0, run, onDone, onTrouble = () => {} }) {
    this.clear();
    setText(this._words, words);
    const running = new AbortController();
    this._show(running);
    const stop = this._count(countdownS);
    try {
      const result = await run(running.signal);
      this._show(null);
      onDone(result);
    } catch (error) {
      this._show(null);
      if (error instanceof HubError && error.code === GIVEN_UP) return;
      const trouble = troubleOf(error);
      this._tell(trouble);
      onTrouble(trouble);
    } finally {
      stop();
    }
  }

  /** Take back what was said of an earlier try. */
  clear() {
    this._trouble.hidden = true;
  }

  /** Let the hub give it up, and whatever is only waited for here. */
  cancel() {
    if (this._running === null) return;
    this._home.socket.call("home/gateways/cancel").catch(() => {});
    this._running.abort(new HubError(GIVEN_UP, "given up by the person"));
  }

  /** @param {Trouble} trouble */
  _tell(trouble) {
    setText(this._sentence, trouble.sentence);
    setText(this._remedy, trouble.remedy);
    this._remedy.hidden = trouble.remedy === "";
    this._technical = trouble.technical;
    this._trouble.hidden = false;
  }

  /** @param {AbortController | null} running */
  _show(running) {
    this._running = running;
    this._progress.hidden = running === null;
    this._onRunning(running !== null);
  }

  /** Count the seconds down; said aloud by the words alone, or a screen reader would never stop.
   * @param {number} seconds
   * @returns {() => void} ends it */
  _count(seconds) {
    const isCounting = seconds > 0;
    this._left.hidden = this._track.hidden = !isCounting;
    if (!isCounting) return () => {};
    const endAt = performance.now() + seconds * 1000;
    const draw = () => {
      const left = Math.max(0, Math.ceil((endAt - performance.now()) / 1000));
      setText(this._left, t("{seconds} s left", { seconds: left }));
      setVar(this._track, "--share", String(left / seconds));
    };
    draw();
    const timer = setInterval(draw, 1000);
    return () => clearInterval(timer);
  }
}
