// @ts-check
/** Whom one can talk to: who is there, who speaks, what was missed. */

import { t } from "../i18n/words.js";
import { areaIcon } from "../model/icons.js";
import { arrange, attribute, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { channelName, missedText, onlineText, presenceText, somebodyTalks } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */
/** @import { Channel } from "../voice/voice_line.js" */

/** @type {Record<Channel["kind"], string>} */
const ICONS = {
  all: "account-group", house: "home-heart", room: "sofa", group: "account-multiple", gate: "doorbell", direct: "account",
};

export class ChannelList {
  /** @param {Intercom} intercom @param {(channel: string) => void} onOpen */
  constructor(intercom, onOpen) {
    this._intercom = intercom;
    this._onOpen = onOpen;
    /** @type {Map<string, Row>} */
    this._rows = new Map();
    this._list = h("ul", { class: "channels" });
    this.element = h("nav", { class: "channel-list", "aria-label": t("Channels") }, this._list);
    this._stop = intercom.changed.listen(() => this.draw());
    this.draw();
  }

  close() {
    this._stop();
  }

  draw() {
    const current = this._intercom.channel?.channel;
    const elements = this._intercom.channels.map((channel) => {
      let row = this._rows.get(channel.channel);
      if (row === undefined) {
        row = new Row(channel, () => this._onOpen(channel.channel));
        this._rows.set(channel.channel, row);
      }
      row.draw(channel, this._intercom, channel.channel === current);
      return row.element;
    });
    arrange(this._list, elements);
  }
}

class Row {
  /** @param {Channel} channel @param {() => void} onOpen */
  constructor(channel, onOpen) {
    this._name = h("span", { class: "channel-name strong" });
    this._line = h("span", { class: "channel-line muted" });
    this._missed = h("span", { class: "channel-missed" });
    this._button = h(
      "button", { class: "channel", type: "button", on: { click: onOpen } },
      h("span", { class: "channel-disc" }, icon(channelIcon(channel))),
      h("span", { class: "channel-words" }, this._name, this._line), this._missed,
    );
    this.element = h("li", {}, this._button);
  }

  /** @param {Channel} channel @param {Intercom} intercom @param {boolean} isCurrent */
  draw(channel, intercom, isCurrent) {
    const { holder } = intercom.floors.get(channel.channel) ?? {};
    const missed = intercom.unread.get(channel.channel)?.length ?? 0;
    setText(this._name, channelName(channel));
    setText(this._line, holder ? somebodyTalks(holder.name) : thereText(channel));
    setText(this._missed, missed === 0 ? "" : String(missed));
    this._missed.hidden = missed === 0;
    this._button.classList.toggle("speaking", Boolean(holder));
    attribute(this._button, "aria-current", isCurrent ? "true" : null);
    const parts = [this._name.textContent, this._line.textContent, missed > 0 ? missedText(missed) : ""];
    attribute(this._button, "aria-label", parts.filter(Boolean).join(", "));
  }
}

/** @param {Channel} channel */
export function channelIcon({ kind, area_id: id, name }) {
  if (kind === "room" && id) return areaIcon({ id, name, icon: null, floorId: null });
  return ICONS[kind] ?? "account-group";
}

/** @param {Channel} channel */
function thereText(channel) {
  if (channel.kind === "house") return t("Ask it something, or tell it what to do");
  if (channel.kind !== "direct") return channel.online === 0 ? t("Nobody can hear you now") : onlineText(channel.online);
  return presenceText(channel.online > 0 ? "live" : "offline");
}
