/** The place for talking; what stands in it belongs to the folder talk. */
import { t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { h } from "../ui/dom.js";
import { emptyState } from "./empty.js";

/** @import { Context, Page } from "./page.js" */
/** @import { Place } from "../app/router.js" */

/** @param {Context} context @param {Place} place whose id is a channel, or empty
 * @returns {Page} */
export function talkPage({ intercom, go }, { id }) {
  const host = h("div", { class: "page talk-host" });
  let isGone = false;
  /** @type {(() => void) | null} */
  let end = null;

  async function fill() {
    try {
      const [{ TalkPage }, line] = await Promise.all([import("../talk/talk_page.js"), intercom]);
      if (isGone) return;
      const talk = new TalkPage(line, { channel: id, onChannel: (channel) => go({ page: "talk", id: channel }) });
      end = () => talk.close();
      host.replaceChildren(talk.element);
    } catch (error) {
      host.replaceChildren(emptyState("microphone", t("Talking is not there right now"), refusalSentence(error)));
    }
  }

  fill();
  return {
    title: t("Talk"), canGoBack: id !== "", element: host,
    destroy() {
      isGone = true;
      end?.();
    },
  };
}
