// @ts-check
/**
 * Somebody rings at the door, or drops in: answer, refuse, hang up.
 *
 * While the other side hears this device's microphone it says so, all the time.
 */

import { t } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { arrange, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** @import { Intercom } from "./intercom.js" */
/** @import { Call } from "../voice/voice_line.js" */

export class CallBar {
  /** @param {Intercom} intercom */
  constructor(intercom) {
    this._intercom = intercom;
    /** @type {Map<string, CallRow>} */
    this._rows = new Map();
    this.element = h("div", { class: "calls", role: "alert" });
    this._stop = intercom.changed.listen(() => this._draw());
    this._draw();
  }

  close() {
    this._stop();
  }

  _draw() {
    const { calls } = this._intercom;
    for (const id of this._rows.keys()) if (!calls.has(id)) this._rows.delete(id);
    arrange(this.element, [...calls.values()].map((call) => {
      const row = this._rows.get(call.call) ?? new CallRow(this._intercom, call.call);
      this._rows.set(call.call, row);
      row.draw(call, this._intercom.isTalkingTo(call.talk));
      return row.element;
    }));
  }
}

class CallRow {
  /** @param {Intercom} intercom @param {string} id */
  constructor(intercom, id) {
    this._words = h("p", { class: "strong" });
    this._open = h("p", { class: "call-open caption" });
    this._answer = button(t("Answer"), () => void intercom.answer(id, true), { kind: "primary", icon: "phone" });
    this._refuse = button(t("Not now"), () => void intercom.answer(id, false));
    this._end = button(t("Hang up"), () => void intercom.hangUp(id), { kind: "danger", icon: "phone-hangup" });
    this.element = h(
      "div", { class: "call" }, icon("doorbell"), h("div", { class: "call-words" }, this._words, this._open),
      this._answer, this._refuse, this._end,
    );
  }

  /** @param {Call} call @param {boolean} isTalking the microphone is heard there */
  draw(call, isTalking) {
    const who = call.from.name;
    const isActive = call.state === "active";
    const rings = call.kind === "ring" ? t("{who} rings", { who }) : t("{who} is calling", { who });
    setText(this._words, isActive ? t("In a call with {who}", { who }) : rings);
    setText(this._open, isActive && isTalking ? t("{who} hears your microphone", { who }) : "");
    this._answer.hidden = this._refuse.hidden = isActive;
    this._end.hidden = !isActive;
  }
}
