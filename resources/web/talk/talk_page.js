// @ts-check
/** The page "Talk": the channels, one conversation, and the button that is held. */

import { t } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { attribute, h, setText } from "../ui/dom.js";
import { ChannelList } from "./channel_list.js";
import { ConversationPage } from "./conversation_page.js";
import { Replay } from "./replay.js";
import { TalkButton, bindSpace } from "./talk_button.js";
import { channelName, somebodyTalks } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */

export class TalkPage {
  /**
   * @param {Intercom} intercom
   * @param {{channel?: string, onChannel?: (channel: string) => void}} [options] Which conversation
   *   is open, none when empty; and who wants to know of another.
   */
  constructor(intercom, { channel = "", onChannel = () => {} } = {}) {
    this._intercom = intercom;
    this._replay = new Replay(intercom);
    this._onChannel = onChannel;
    this._open = channel;
    if (channel !== "") intercom.choose(channel);
    this._wide = matchMedia("(min-width: 1000px)");
    /** @type {ConversationPage | null} */
    this._conversation = null;
    this._list = new ChannelList(intercom, (chosen) => this.open(chosen));
    this._key = new TalkButton(intercom);
    this._sound = button(t("Enable sound"), () => void intercom.session?.enableSound(), { kind: "primary", icon: "volume-high" });
    this._soundBar = h("div", { class: "sound-bar" }, h("span", { text: t("Sound is off until you allow it.") }), this._sound);
    this._speaking = h("p", { class: "on-air-line", role: "status" });
    const toggle = h("input", {
      type: "checkbox", on: { change: () => intercom.setToggle(toggle.checked) },
    });
    toggle.checked = intercom.isToggle;
    this._place = h("div", { class: "talk-place" });
    this._side = h(
      "div", { class: "talk-side" }, this._list.element,
      h("label", { class: "talk-toggle", title: t("Tap once to talk and again to stop") }, toggle, " ", t("Tap to talk")),
    );
    this._foot = h("div", { class: "talk-foot" }, this._speaking, this._key.element);
    this.element = h("div", { class: "talk-page" }, this._soundBar, this._side, this._place, this._foot);
    this._stops = [intercom.changed.listen(() => this._draw()), bindSpace(this._key)];
    this._draw();
  }

  /** Open a conversation; an empty name goes back to the channels.
   * @param {string} channel */
  open(channel) {
    if (channel !== "") this._intercom.choose(channel);
    this._open = channel;
    this._conversation?.close();
    this._conversation?.element.remove();
    this._conversation = null;
    this._onChannel(channel);
    this._draw();
  }

  close() {
    for (const stop of this._stops) stop();
    void this._replay.stop();
    this._conversation?.close();
    this._list.close();
    this._key.close();
  }

  _draw() {
    const { session, speaking } = this._intercom;
    this._soundBar.hidden = session === null || session.isAudible;
    setText(this._speaking, speaking.map((start) => this._onAir(start)).join(" · "));
    this._speaking.hidden = speaking.length === 0;
    const open = this._open === "" && this._wide.matches ? this._intercom.channel?.channel : this._open;
    const channel = this._intercom.channels.find((one) => one.channel === open);
    if (channel !== undefined && this._conversation === null) {
      this._conversation = new ConversationPage(this._intercom, this._replay, channel);
      this._place.append(this._conversation.element);
    }
    attribute(this.element, "data-open", channel !== undefined);
  }

  /** @param {import("../voice/voice_line.js").StreamStart} start */
  _onAir(start) {
    const name = this._intercom.conversationOf(start);
    const channel = this._intercom.channels.find((one) => one.channel === name);
    if (channel === undefined || channel.kind === "direct") return somebodyTalks(start.from.name);
    return t("{who} to {channel}", { who: start.from.name, channel: channelName(channel) });
  }
}
