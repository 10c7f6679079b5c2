/** Unread notices as cards on top of the first page. */
import { clockText } from "../i18n/format.js";
import { t } from "../i18n/words.js";
import { nowS } from "../net/clock.js";
import { button, iconButton } from "../ui/buttons.js";
import { arrange, h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** @import { Notice } from "../state/notices.js" */
/** @import { Context } from "./page.js" */

const TINTS = { critical: "alarm", warning: "attention", info: "accent" };
const ICONS = { critical: "alert-octagon", warning: "attention", info: "about" };

/** @param {Context} context */
export function noticeList(context) {
  const { notices } = context;
  const element = h("div", { class: "notices", role: "log", "aria-label": t("Notices") });
  /** @type {Map<string, HTMLElement>} */
  const made = new Map();
  const draw = () => {
    const unread = notices.unread();
    arrange(element, unread.map((notice) => {
      const card = made.get(notice.id) ?? noticeCard(context, notice);
      made.set(notice.id, card);
      return card;
    }));
    element.hidden = unread.length === 0;
  };
  const stop = notices.changed.listen(draw);
  draw();
  return { element, destroy: stop };
}

/** @param {Context} context @param {Notice} notice */
function noticeCard({ notices, refuse, openDetail }, notice) {
  const read = () => notices.read(notice.id).catch(refuse);
  const subject = notice.entity_id ?? "";
  const offers = notice.actions.map((one) => button(one.title, () => {
    notices.act(notice.id, one.id).then(read, refuse);
  }));
  const look = subject !== "" ? [button(t("Show"), () => openDetail(subject), { kind: "quiet" })] : [];
  const card = h("article", { class: `notice-card ${notice.severity}` },
    icon(ICONS[notice.severity] ?? "about"),
    h("div", { class: "row-words" },
      notice.title && h("h3", { text: notice.title }), h("p", { text: notice.text }),
      h("small", { class: "muted", text: clockText(notice.created_at, nowS()) }),
      offers.length + look.length > 0 && h("div", { class: "notice-actions" }, ...offers, ...look)),
    iconButton("close", t("Mark as read"), read));
  setVar(card, "--ink", ink(TINTS[notice.severity] ?? "accent"));
  return card;
}
