// @ts-check
/** One message of a conversation: spoken, or written. */

import { clockText, durationText } from "../i18n/format.js";
import { t } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { attribute, h, setText } from "../ui/dom.js";
import { iconButton } from "../ui/buttons.js";
import { setIcon } from "../ui/icon.js";
import { heardByText, readByText, spokenLabel } from "./talk_words.js";
import { Waveform } from "./waveform.js";

/** @import { Entry } from "./conversation.js" */

/**
 * @typedef {object} RowActions
 * @property {(id: string) => void} toggle
 * @property {(id: string, fraction: number) => void} seek
 * @property {(id: string) => void} reply
 * @property {(id: string) => void} remove
 * @property {(id: string) => void} retry
 * @property {(userId: string) => string} nameOf
 * @property {(userId: string, name: string) => HTMLElement} portraitOf
 */

/** @typedef {{isPlaying: boolean, positionMs: number, quoted: Entry | undefined, canDelete: boolean}} Around */

export class MessageRow {
  /** @param {string} id @param {RowActions} actions */
  constructor(id, actions) {
    this._actions = actions;
    /** @type {HTMLElement} */
    this._avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this._face = "";
    this._who = h("span", { class: "strong" });
    this._when = h("time", { class: "muted caption" });
    this._mark = h("span", { class: "message-mark caption" });
    this._quote = h("p", { class: "message-quote muted caption" });
    this._play = iconButton("play", "", () => actions.toggle(id));
    this._wave = new Waveform((fraction) => actions.seek(id, fraction));
    this._length = h("span", { class: "message-length caption muted" });
    this._spoken = h("div", { class: "message-spoken" }, this._play, this._wave.element, this._length);
    this._stable = h("span");
    this._rest = h("span", { class: "muted" });
    this._text = h("p", { class: "message-text" }, this._stable, this._rest);
    this._answer = h("p", { class: "message-answer" });
    this._heard = h("p", { class: "muted caption" });
    this._again = h("button", { class: "button quiet", type: "button", text: t("Try again"), on: { click: () => actions.retry(id) } });
    this._failed = h("p", { class: "message-failed" }, t("Not sent."), " ", this._again);
    this._reply = iconButton("reply", t("Reply"), () => actions.reply(id));
    this._remove = iconButton("delete-outline", t("Delete"), () => actions.remove(id));
    this.element = h(
      "li", { class: "message" },
      this._avatar,
      h("div", { class: "message-body" },
        h("p", { class: "message-head" }, this._who, " ", this._when, " ", this._mark),
        this._quote, this._spoken, this._text, this._answer, this._failed, this._heard),
      h("div", { class: "message-actions" }, this._reply, this._remove),
    );
  }

  /** @param {Entry} entry @param {Around} around */
  draw(entry, around) {
    const who = entry.isMine ? t("You") : entry.who;
    const { element } = this;
    element.classList.toggle("mine", entry.isMine);
    element.classList.toggle("live", entry.isLive);
    element.classList.toggle("urgent", entry.isUrgent);
    this._drawPortrait(entry);
    setText(this._who, who);
    setText(this._when, clockText(entry.at, nowS()));
    setText(this._mark, entry.isLive ? t("Live") : entry.isHeard ? "" : t("Missed"));
    this._drawQuote(around.quoted);
    this._drawSound(entry, around, who);
    this._drawText(entry);
    this._failed.hidden = !entry.hasFailed;
    this._answer.hidden = entry.answer === "";
    setText(this._answer, entry.answer);
    this._heard.hidden = entry.answer !== "" || !entry.isMine || entry.isLive || entry.hasFailed;
    const names = entry.heardBy.map((user) => this._actions.nameOf(user));
    setText(this._heard, entry.kind === "text" ? readByText(names) : heardByText(names));
    this._reply.hidden = entry.isMine || entry.isLive;
    this._remove.hidden = entry.isLive || !around.canDelete;
    attribute(this._reply, "aria-label", t("Reply to {who}", { who }));
  }

  /** @param {Entry} entry */
  _drawPortrait({ userId, who }) {
    const key = `${userId} ${who}`;
    if (key === this._face) return;
    this._face = key;
    const avatar = this._actions.portraitOf(userId, who);
    this._avatar.replaceWith(avatar);
    this._avatar = avatar;
  }

  /** Follow what is played.
   * @param {Entry} entry @param {number} positionMs */
  place(entry, positionMs) {
    this._wave.place(positionMs, entry.durationMs);
    setText(this._length, durationText((positionMs > 0 ? positionMs : entry.durationMs) / 1000));
  }

  /** @param {Entry | undefined} quoted */
  _drawQuote(quoted) {
    this._quote.hidden = quoted === undefined;
    if (quoted) setText(this._quote, `${quoted.who}: ${quoted.text || durationText(quoted.durationMs / 1000)}`);
  }

  /** @param {Entry} entry @param {Around} around @param {string} who */
  _drawSound(entry, { isPlaying, positionMs }, who) {
    this._spoken.hidden = entry.kind === "text" || entry.isLive;
    if (this._spoken.hidden) return;
    this._wave.shape(entry.peaks);
    this.place(entry, positionMs);
    const label = spokenLabel(who, entry.at, durationText(entry.durationMs / 1000));
    const words = isPlaying ? t("Pause") : t("Play {label}", { label });
    attribute(this._play, "aria-label", words);
    attribute(this._play, "title", words);
    const glyph = this._play.firstElementChild;
    if (glyph instanceof HTMLElement) setIcon(glyph, isPlaying ? "pause" : "play");
  }

  /** Words grow as they are understood; those that may still change are muted.
   * @param {Entry} entry */
  _drawText(entry) {
    const stable = entry.isFinal ? entry.text.length : entry.stable;
    const isUseless = entry.kind === "voice" && entry.isFinal && entry.text === "";
    this._text.hidden = entry.text === "" || isUseless;
    setText(this._stable, entry.text.slice(0, stable));
    setText(this._rest, entry.text.slice(stable));
  }
}
