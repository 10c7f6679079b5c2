// @ts-check
/** The page of one channel: what was said, and a place to write. */

import { dayText, durationText } from "../i18n/format.js";
import { t } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { arrange, h, setText } from "../ui/dom.js";
import { portrait } from "../ui/portrait.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { ConversationHead } from "./conversation_head.js";
import { MessageRow } from "./message_row.js";
import { channelName } from "./talk_words.js";

/** @import { Entry } from "./conversation.js" */
/** @import { Intercom } from "./intercom.js" */
/** @import { RowActions } from "./message_row.js" */
/** @import { Replay } from "./replay.js" */
/** @import { Channel } from "../voice/voice_line.js" */

/** Pixels from the end that still count as being there. */
const NEAR_END = 80;

export class ConversationPage {
  /** @param {Intercom} intercom @param {Replay} replay @param {Channel} channel */
  constructor(intercom, replay, channel) {
    this._intercom = intercom;
    this._replay = replay;
    const conversation = new Conversation(intercom, channel.channel);
    this._conversation = conversation;
    /** @type {Map<string, MessageRow>} */
    this._rows = new Map();
    /** @type {Map<string, HTMLLIElement>} */
    this._days = new Map();
    this._frame = 0;
    this._actions = this._rowActions();
    this._head = new ConversationHead(channel, replay.speed, {
      onPlayMissed: () => void replay.playInRow(conversation.missed),
      onStop: () => void replay.stop(),
      onSpeed: (speed) => void replay.setSpeed(speed),
      onSearch: (query) => void conversation.search(query),
    });
    this._composer = new Composer(intercom, channel, (text, replyTo) => void conversation.write(text, replyTo));
    this._older = button(t("Earlier messages"), () => void conversation.load(), { kind: "quiet" });
    this._empty = h("p", { class: "muted messages-empty" });
    const name = channelName(channel);
    this._list = h("ol", { class: "messages", "aria-label": t("Conversation with {channel}", { channel: name }) });
    this._failed = h("p", { class: "message-failed", role: "alert", text: t("The message could not be played.") });
    this._scroll = h("div", { class: "messages-scroll", role: "log", "aria-relevant": "additions", tabindex: 0 }, this._older, this._empty, this._list);
    this.element = h(
      "section", { class: "conversation", "aria-label": name },
      this._head.element, this._failed, this._scroll, this._composer.element,
    );
    this._stops = [
      conversation.changed.listen(() => this.draw()),
      conversation.grown.listen(() => this._follow()),
      replay.changed.listen(() => this.draw()),
      replay.finished.listen((id) => conversation.markHeard(id)),
      intercom.changed.listen(() => this._drawAround()),
    ];
    this.draw();
  }

  close() {
    for (const stop of this._stops) stop();
    cancelAnimationFrame(this._frame);
    this._conversation.close();
  }

  /** Show the conversation as it is now. */
  draw() {
    const { entries, isLoading, hasOlder, query } = this._conversation;
    /** @type {Element[]} */
    const nodes = [];
    let day = "";
    for (const entry of entries) {
      const on = dayText(entry.at, nowS());
      if (on !== day) nodes.push(this._day(on));
      day = on;
      nodes.push(this._drawn(entry));
    }
    const wasFirst = this._list.childElementCount === 0;
    arrange(this._list, nodes);
    if (wasFirst && nodes.length > 0) this._toEnd();
    this._older.hidden = !hasOlder;
    this._empty.hidden = isLoading || entries.length > 0;
    setText(this._empty, query === "" ? t("Nothing was said here yet.") : t("Nothing found."));
    this._failed.hidden = !this._replay.hasFailed;
    this._drawAround();
    if (this._isSounding && this._frame === 0) this._animate();
  }

  get _isSounding() {
    return this._replay.playing !== null && !this._replay.isPaused;
  }

  /** @param {Entry} entry */
  _drawn(entry) {
    let row = this._rows.get(entry.id);
    if (row === undefined) {
      row = new MessageRow(entry.id, this._actions);
      this._rows.set(entry.id, row);
    }
    row.draw(entry, {
      isPlaying: this._isSounding && this._replay.playing?.id === entry.id,
      positionMs: this._replay.positionMs(entry.id),
      quoted: entry.replyTo === "" ? undefined : this._conversation.entry(entry.replyTo),
      canDelete: entry.isMine || entry.hasFailed,
    });
    return row.element;
  }

  /** @param {string} day */
  _day(day) {
    const found = this._days.get(day) ?? h("li", { class: "message-day caption muted", text: day });
    this._days.set(day, found);
    return found;
  }

  _drawAround() {
    this._head.draw(this._intercom, this._conversation.missed.length, this._replay.playing !== null);
    this._composer.draw();
  }

  _animate() {
    this._frame = 0;
    const { playing } = this._replay;
    if (playing === null || !this._isSounding) return;
    const entry = this._conversation.entry(playing.id);
    if (entry) this._rows.get(playing.id)?.place(entry, this._replay.positionMs(playing.id));
    this._frame = requestAnimationFrame(() => this._animate());
  }

  /** Stay at the end where one is at the end. */
  _follow() {
    const { scrollHeight, scrollTop, clientHeight } = this._scroll;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this._toEnd();
  }

  _toEnd() {
    requestAnimationFrame(() => this._scroll.scrollTo(0, this._scroll.scrollHeight));
  }

  /** @returns {RowActions} */
  _rowActions() {
    /** @param {(entry: Entry) => void} act @returns {(id: string) => void} */
    const on = (act) => (id) => {
      const entry = this._conversation.entry(id);
      if (entry) act(entry);
    };
    return {
      toggle: on((entry) => void this._replay.toggle(entry)),
      seek: (id, fraction) => on((entry) => void this._replay.seek(entry, fraction * entry.durationMs))(id),
      reply: on((entry) => {
        const words = entry.text || durationText(entry.durationMs / 1000);
        this._composer.answer({ message: entry.id, words: `${entry.who}: ${words}` });
      }),
      remove: on((entry) => this._askToRemove(entry)),
      retry: (id) => void this._conversation.retry(id),
      nameOf: (user) => this._nameOf(user),
      portraitOf: (user, name) => portrait(this._intercom.persons, user, name),
    };
  }

  /** @param {Entry} entry */
  _askToRemove(entry) {
    const remove = button(t("Delete"), () => {
      dialog.close();
      this._conversation.remove(entry.id).catch(() => {});
    }, { kind: "danger" });
    const keep = button(t("Keep"), () => dialog.close());
    const actions = h("div", { class: "dialog-actions" }, keep, remove);
    const dialog = openDialog(t("Delete this message for everyone?"), [actions]);
  }

  /** @param {string} user */
  _nameOf(user) {
    for (const one of this._intercom.presence.values()) if (one.user === user) return one.name;
    const direct = this._intercom.channels.find((one) => one.channel === `user:${user}`);
    return direct?.name ?? user;
  }
}
