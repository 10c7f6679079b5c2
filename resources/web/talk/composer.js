// @ts-check
/** Where one writes, and what the next message answers. */

import { t } from "../i18n/words.js";
import { iconButton } from "../ui/buttons.js";
import { h, setText } from "../ui/dom.js";
import { channelName } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */
/** @import { Channel } from "../voice/voice_line.js" */

const MAX_TEXT = 4000;

export class Composer {
  /** @param {Intercom} intercom @param {Channel} channel @param {(text: string, replyTo: string) => void} onSend */
  constructor(intercom, channel, onSend) {
    this._intercom = intercom;
    this._onSend = onSend;
    this._words = h("span", { class: "reply-words" });
    this._reply = h("p", { class: "reply-bar" }, this._words, iconButton("close", t("Cancel the reply"), () => this.answer(null)));
    this._field = h("textarea", {
      class: "field", rows: 1, maxlength: MAX_TEXT, "aria-label": t("Message"),
      placeholder: t("Write to {channel}", { channel: channelName(channel) }),
      on: { keydown: (event) => this._typed(event) },
    });
    this._form = h(
      "form", { class: "composer", on: { submit: (event) => this._send(event) } },
      this._field, h("button", { class: "button primary", type: "submit", text: t("Send") }),
    );
    this.element = h("div", { class: "composer-area" }, this._reply, this._form);
    this.element.hidden = channel.can !== "talk" && channel.can !== "write";
    this.draw();
  }

  /** What the next message or talk answers; null is nothing.
   * @param {{message: string, words: string} | null} reply */
  answer(reply) {
    this._intercom.replyTo = reply;
    this.draw();
    if (reply !== null) this._field.focus();
  }

  draw() {
    const { replyTo } = this._intercom;
    this._reply.hidden = replyTo === null;
    setText(this._words, replyTo?.words ?? "");
  }

  /** @param {KeyboardEvent} event */
  _typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this._form.requestSubmit();
  }

  /** @param {Event} event */
  _send(event) {
    event.preventDefault();
    const text = this._field.value.trim();
    if (text === "") return;
    this._field.value = "";
    this._onSend(text, this._intercom.replyTo?.message ?? "");
    this.answer(null);
  }
}
