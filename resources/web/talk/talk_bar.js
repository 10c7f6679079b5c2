// @ts-check
/** The bar at the bottom of every wide page: whom the key talks to, the key, who is on air. */

import { t } from "../i18n/words.js";
import { arrange, attribute, h, setText } from "../ui/dom.js";
import { TalkButton, bindSpace } from "./talk_button.js";
import { channelName, missedText, somebodyTalks } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */

export class TalkBar {
  /** @param {Intercom} intercom @param {() => void} onOpen the page Talk is wanted */
  constructor(intercom, onOpen) {
    this._intercom = intercom;
    this._key = new TalkButton(intercom);
    this._channel = h("select", {
      class: "field", "aria-label": t("Channels"), on: { change: () => intercom.choose(this._channel.value) },
    });
    this._speaking = h("p", { class: "on-air-line", role: "status" });
    this._missed = h("button", { class: "button quiet", type: "button", on: { click: onOpen } });
    this.element = h(
      "section", { class: "talk-bar", "aria-label": t("Talk") },
      this._channel, this._key.element, this._speaking, this._missed,
    );
    this._stops = [intercom.changed.listen(() => this._draw()), bindSpace(this._key)];
    this._draw();
  }

  close() {
    for (const stop of this._stops) stop();
    this._key.close();
  }

  _draw() {
    const { channels, channel, speaking, missedCount } = this._intercom;
    attribute(this.element, "hidden", !this._intercom.isAvailable);
    this._drawChannels(channels);
    if (channel !== null) this._channel.value = channel.channel;
    setText(this._speaking, speaking.map((start) => somebodyTalks(start.from.name)).join(" · "));
    this._missed.hidden = missedCount === 0;
    setText(this._missed, missedText(missedCount));
  }

  /** @param {readonly import("../voice/voice_line.js").Channel[]} channels */
  _drawChannels(channels) {
    const known = new Map([...this._channel.options].map((option) => [option.value, option]));
    arrange(this._channel, channels.map((one) => {
      const option = known.get(one.channel) ?? h("option", { value: one.channel });
      setText(option, channelName(one));
      return option;
    }));
  }
}
