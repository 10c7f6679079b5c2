// @ts-check
/** The top of a conversation: whose it is, who is there, what was missed, how fast, and a search. */

import { t } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { h, setText } from "../ui/dom.js";
import { SPEEDS } from "./replay.js";
import { channelName, onlineText, presenceText } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */
/** @import { Channel } from "../voice/voice_line.js" */

const SEARCH_AFTER_MS = 300;

/**
 * @typedef {object} HeadActions
 * @property {() => void} onPlayMissed
 * @property {() => void} onStop
 * @property {(speed: number) => void} onSpeed
 * @property {(query: string) => void} onSearch
 */

export class ConversationHead {
  /** @param {Channel} channel @param {number} speed @param {HeadActions} actions */
  constructor(channel, speed, actions) {
    this._channel = channel;
    this._timer = 0;
    this._presence = h("p", { class: "muted caption" });
    this._missed = button("", actions.onPlayMissed, { kind: "primary", icon: "playlist-play" });
    this._missedWords = h("span");
    this._missed.lastElementChild?.replaceWith(this._missedWords);
    this._stop = button(t("Stop"), actions.onStop, { icon: "stop" });
    const speeds = h(
      "select", { class: "field", "aria-label": t("Speed"), on: { change: () => actions.onSpeed(Number(speeds.value)) } },
      ...SPEEDS.map((one) => h("option", { value: one, text: `${one}×`, selected: one === speed })),
    );
    const search = h("input", {
      class: "field", type: "search", placeholder: t("Search"), "aria-label": t("Search"),
      on: { input: () => this._soon(() => actions.onSearch(search.value.trim())) },
    });
    this.element = h(
      "header", { class: "conversation-head" },
      h("div", { class: "conversation-name" }, h("h2", { text: channelName(channel) }), this._presence),
      this._missed, this._stop, speeds, search,
    );
  }

  /** @param {Intercom} intercom @param {number} missed @param {boolean} isPlaying */
  draw(intercom, missed, isPlaying) {
    this._missed.hidden = missed === 0 || isPlaying;
    setText(this._missedWords, t("Play what you missed ({count})", { count: missed }));
    this._stop.hidden = !isPlaying;
    setText(this._presence, this._presenceText(intercom));
  }

  /** @param {Intercom} intercom */
  _presenceText(intercom) {
    const { channel, kind } = this._channel;
    if (kind === "house") return t("Ask it something, or tell it what to do");
    if (!channel.startsWith("user:")) {
      const known = intercom.channels.find((one) => one.channel === channel);
      return onlineText(known?.online ?? 0);
    }
    const devices = [...intercom.presence.values()].filter((one) => `user:${one.user}` === channel);
    const ears = devices.map((one) => one.can_hear);
    return presenceText(ears.includes("live") ? "live" : ears.includes("dnd") ? "dnd" : "offline");
  }

  /** @param {() => void} act */
  _soon(act) {
    clearTimeout(this._timer);
    this._timer = window.setTimeout(act, SEARCH_AFTER_MS);
  }
}
