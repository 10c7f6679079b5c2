// @ts-check
/**
 * The button that is held to talk.
 *
 *     finger      down: talk · up: send · slid off: cancel · pulled up: hands-free until a tap
 *     key         Space and Enter the same; Escape cancels
 *     toggle      a tap begins, a tap ends; so does what a screen reader sends
 */

import { t } from "../i18n/words.js";
import { attribute, h, setText, setVar } from "../ui/dom.js";
import { icon, setIcon } from "../ui/icon.js";
import { channelName, keyText, troubleSentence, unavailableText } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */
/** @import { KeyState } from "../voice/talk_key.js" */

/** Pixels a finger may stray without meaning it. */
const STRAY = 16;
const PULL_UP = 48;
/** Said from then on: before, nobody needs to hurry. */
const LAST_SECONDS = 15;
/** @type {KeyState} */
const AWAY = { phase: "idle", reason: "", holder: "", queuePlace: 0, endsS: 0 };

export class TalkButton {
  /** @param {Intercom} intercom @param {string | null} [channel] whom it always talks to; null for whom is chosen */
  constructor(intercom, channel = null) {
    this._intercom = intercom;
    this._only = channel;
    this._isHeld = false;
    this._isOff = false;
    this._isLocked = false;
    this._icon = icon("microphone");
    this._words = h("span", { class: "talk-words" });
    this.button = h(
      "button", { class: "talk-button", type: "button" },
      h("span", { class: "talk-disc" }, this._icon), this._words,
    );
    this._hint = h("p", { class: "talk-hint caption", role: "status" });
    this.element = h("div", { class: "talk-key" }, this.button, this._hint);
    this._listen();
    this._stop = intercom.changed.listen(() => this.draw());
    this._frame = 0;
    this.draw();
  }

  close() {
    this._stop();
    cancelAnimationFrame(this._frame);
  }

  /** Whether a tap ends the talk. */
  get isHandsFree() {
    return this._isLocked || this._intercom.isToggle;
  }

  /** Whom it talks to. */
  get _channel() {
    const { channel, channels } = this._intercom;
    return this._only === null ? channel : (channels.find((one) => one.channel === this._only) ?? null);
  }

  /** Whether what is said now is said through this key. */
  get _isMine() {
    const { session } = this._intercom;
    return session !== null && (this._only === null || session.channel === this._only);
  }

  /** The key goes down, from wherever. */
  press() {
    if (this.button.disabled) return;
    if (this._only !== null) this._intercom.choose(this._only);
    this._isHeld = true;
    this._isOff = false;
    this._intercom.press();
  }

  /** The key goes up. */
  letGo() {
    if (!this._isHeld) return;
    this._isHeld = this._isLocked = false;
    this._intercom.session?.letGo();
  }

  /** Take it back. */
  cancel() {
    if (!this._isHeld) return;
    this._isHeld = this._isLocked = this._isOff = false;
    this._intercom.session?.cancel();
    this.draw();
  }

  /** Begin or end, for those who cannot hold. */
  toggle() {
    if (this._isHeld) this.letGo();
    else {
      this.press();
      this._isLocked = true;
    }
  }

  _listen() {
    const { button } = this;
    const on = button.addEventListener.bind(button);
    on("pointerenter", () => void this._intercom.session?.armIfAllowed());
    on("focus", () => void this._intercom.session?.armIfAllowed());
    on("pointerdown", (event) => this._down(event));
    on("pointermove", (event) => this._moved(event));
    on("pointerup", () => this._up());
    on("pointercancel", () => this._unlessLocked(() => this.cancel()));
    on("contextmenu", (event) => event.preventDefault());
    on("keydown", (event) => this._keyDown(event));
    on("keyup", (event) => this._keyUp(event));
    on("blur", () => this._unlessLocked(() => this.letGo()));
    on("click", (event) => {
      // Neither a finger nor a key makes such a click: a screen reader does.
      if (event.detail === 0 && !this._hasKey) this.toggle();
    });
  }

  /** @param {PointerEvent} event */
  _down(event) {
    if (event.button !== 0) return;
    if (this._isHeld ? this.isHandsFree : this._intercom.session?.key.isDown) {
      this._isHeld = true;
      this.letGo();
      return;
    }
    this.button.setPointerCapture(event.pointerId);
    this.press();
    this._isFresh = true;
  }

  /** @param {PointerEvent} event */
  _moved(event) {
    if (!this._isHeld || this.isHandsFree) return;
    const box = this.button.getBoundingClientRect();
    const isBeside = event.clientX < box.left - STRAY || event.clientX > box.right + STRAY;
    const isUnder = event.clientY > box.bottom + STRAY;
    if (!isBeside && event.clientY < box.top - PULL_UP) {
      this._isLocked = true;
      this._isOff = false;
    } else {
      this._isOff = isBeside || isUnder;
    }
    this.draw();
  }

  _up() {
    const wasFresh = this._isFresh;
    this._isFresh = false;
    if (this.isHandsFree && wasFresh) return;
    this._unlessLocked(() => (this._isOff ? this.cancel() : this.letGo()));
  }

  /** @param {() => void} act */
  _unlessLocked(act) {
    if (!this.isHandsFree) act();
  }

  _hasKey = false;
  _isFresh = false;

  /** @param {KeyboardEvent} event */
  _keyDown(event) {
    if (event.key === "Escape") this.cancel();
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    this._hasKey = true;
    if (event.repeat) return;
    if (this._isHeld && this.isHandsFree) this.letGo();
    else this.press();
  }

  /** @param {KeyboardEvent} event */
  _keyUp(event) {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    this._hasKey = false;
    this._unlessLocked(() => this.letGo());
  }

  /** Show how things stand. */
  draw() {
    const { session } = this._intercom;
    const channel = this._channel;
    const state = (this._isMine ? session?.key.state : null) ?? AWAY;
    // The talk ended by itself: time is up, or somebody took the floor.
    const isBusy = session !== null && (session.key.isDown || session.isOpening);
    const isDown = isBusy && this._isMine;
    if (!isDown && this._isHeld) this._isHeld = this._isLocked = this._isOff = false;
    const isOnAir = state.phase === "onAir" && isDown;
    const canTalk = channel !== null && channel.can === "talk" && session !== null && isBusy === isDown;
    attribute(this.button, "disabled", !canTalk);
    attribute(this.button, "aria-pressed", isDown ? "true" : "false");
    this.element.dataset["phase"] = this._isOff ? "off" : state.phase;
    setIcon(this._icon, this._isOff || !canTalk ? "microphone-off" : "microphone");
    const words = this._text(state, isOnAir);
    // Of several keys each shows whom it is for; what to do stands above them all.
    const isOneOfMany = this._only !== null && canTalk && state.phase === "idle" && !isDown;
    setText(this._words, isOneOfMany ? channelName(channel) : words);
    attribute(this.button, "aria-label", isOneOfMany ? words : null);
    setText(this._hint, this._hintText(state, isOnAir));
    if (isDown && this._frame === 0) this._animate();
  }

  /** @param {KeyState} state @param {boolean} isOnAir */
  _text(state, isOnAir) {
    const { session, isToggle } = this._intercom;
    const channel = this._channel;
    if (session === null) return unavailableText(this._intercom.whyNot);
    if (session.isOpening && this._isMine) return t("Opening the microphone …");
    if (channel?.can === "write") return t("The house understands written words here.");
    if (channel !== null && channel.can !== "talk") return keyText({ ...state, phase: "denied", reason: "listen_only" }, "", false);
    const holder = state.holder || (this._intercom.floors.get(this._only ?? session.key.channel)?.holder?.name ?? "");
    const text = keyText({ ...state, holder }, channel ? channelName(channel) : "", isToggle);
    const left = Math.ceil(state.endsS - performance.now() / 1000);
    return isOnAir && left <= LAST_SECONDS ? `${text} · ${t("{seconds} s left", { seconds: Math.max(0, left) })}` : text;
  }

  /** @param {KeyState} state @param {boolean} isOnAir */
  _hintText(state, isOnAir) {
    const { session } = this._intercom;
    if (session?.trouble) return troubleSentence(session.trouble.reason);
    if (!isOnAir) return "";
    if (this._isOff) return t("Let go to cancel");
    if (this.isHandsFree || !this._isHeld) return t("Hands-free: tap to stop");
    return t("Let go to send · slide off to cancel · pull up to lock");
  }

  /** The ring follows the voice, and the seconds run, only while somebody talks. */
  _animate() {
    const { session } = this._intercom;
    setVar(this.button, "--level", (session?.level ?? 0).toFixed(2));
    if (session?.key.isDown || session?.isOpening) {
      this._frame = requestAnimationFrame(() => this._animate());
      this.draw();
    } else {
      this._frame = 0;
      setVar(this.button, "--level", "0");
    }
  }
}

/** Let Space talk wherever it has no other meaning.
 * @param {TalkButton} key
 * @returns {() => void} ends it */
export function bindSpace(key) {
  /** @param {KeyboardEvent} event */
  const isFree = (event) =>
    event.key === " " && !event.repeat && event.target instanceof Element &&
    event.target.closest("button, a, input, select, textarea, summary, [role], dialog") === null;
  /** @param {KeyboardEvent} event */
  const down = (event) => {
    if (!isFree(event)) return;
    event.preventDefault();
    key.press();
  };
  /** @param {KeyboardEvent} event */
  const up = (event) => {
    if (event.key === " " && !key.isHandsFree) key.letGo();
  };
  document.addEventListener("keydown", down);
  document.addEventListener("keyup", up);
  return () => {
    document.removeEventListener("keydown", down);
    document.removeEventListener("keyup", up);
  };
}
