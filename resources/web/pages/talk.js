/** The place for talking; what stands in it belongs to the folder talk. */
import { language, t } from "../i18n/words.js";
import { h } from "../ui/dom.js";
import { emptyState } from "./empty.js";

/** @import { Context, Page } from "./page.js" */
/** @import { Place } from "../app/router.js" */

/** @param {Context} context @param {Place} place whose id is a channel, or empty
 * @returns {Page} */
export function talkPage(context, { id }) {
  const host = h("div", { class: "page talk-host" });
  let isGone = false;
  /** @type {(() => void) | null} */
  let end = null;
  import("../talk/talk_page.js").then(({ createTalkPage }) => {
    if (isGone) return;
    const { home, tiles, go, openDetail, say } = context;
    const talk = createTalkPage({ socket: home.socket, home, tiles, t, locale: language(), me: home.me, go, openDetail, say });
    end = () => talk.close();
    host.replaceChildren(talk.element);
    if (id !== "") talk.open(id);
  }, () => host.replaceChildren(emptyState("microphone", t("Talking is not there yet"), t("It comes with the next version of your hub."))));
  return {
    title: t("Talk"), element: host,
    destroy() {
      isGone = true;
      end?.();
    },
  };
}
