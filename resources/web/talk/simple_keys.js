// @ts-check
/** The talk keys of simple mode: one for each room or person somebody chose, with a face on it. */

import { settings } from "../app/session.js";
import { t } from "../i18n/words.js";
import { arrange, h, setText, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { portrait } from "../ui/portrait.js";
import { channelIcon } from "./channel_list.js";
import { TalkButton } from "./talk_button.js";
import { channelName } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */
/** @import { Channel } from "../voice/voice_line.js" */

/** More would leave no room for the tiles. */
export const MOST_KEYS = 4;
const PERSON = "user:";

export class SimpleKeys {
  /** @param {Intercom} intercom */
  constructor(intercom) {
    this._intercom = intercom;
    /** @type {Map<string, {key: TalkButton, element: HTMLElement}>} */
    this._keys = new Map();
    this._what = h("p", { class: "simple-what" });
    this._grid = h("div", { class: "simple-keys" });
    this.element = h("div", {}, this._what, this._grid);
    this._stop = intercom.changed.listen(() => this._draw());
    this._draw();
  }

  close() {
    this._stop();
    for (const { key } of this._keys.values()) key.close();
  }

  _draw() {
    const channels = chosenChannels(this._intercom);
    setText(this._what, this._intercom.isToggle ? t("Tap to talk") : t("Hold to talk"));
    this._what.hidden = channels.length === 0;
    setVar(this._grid, "--keys", String(Math.min(channels.length, 2)));
    arrange(this._grid, channels.map((one) => this._keyOf(one)));
  }

  /** @param {Channel} channel */
  _keyOf(channel) {
    const known = this._keys.get(channel.channel);
    if (known !== undefined) return known.element;
    const key = new TalkButton(this._intercom, channel.channel);
    key.button.prepend(channelFace(this._intercom, channel));
    this._keys.set(channel.channel, { key, element: key.element });
    return key.element;
  }
}

/** The chosen channels, else everybody and the first rooms.
 * @param {Intercom} intercom */
export function chosenChannels({ channels }) {
  const mine = settings().simpleChannels;
  const usual = channels.filter((one) => one.can === "talk" && (one.kind === "all" || one.kind === "room"));
  const wanted = mine.length > 0 ? mine.flatMap((id) => channels.find((one) => one.channel === id) ?? []) : usual;
  return wanted.slice(0, MOST_KEYS);
}

export { channelName as nameOf };

/** Whom a key talks to, as a picture.
 * @param {Intercom} intercom @param {Channel} channel */
export function channelFace({ persons }, channel) {
  if (!channel.channel.startsWith(PERSON)) return h("span", { class: "simple-face" }, icon(channelIcon(channel)));
  return portrait(persons, channel.channel.slice(PERSON.length), channelName(channel), "simple-face");
}
