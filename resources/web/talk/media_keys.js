// @ts-check
/**
 * The button of a headset, and what a phone shows of a page that sounds: play and pause are the
 * talk key there, tapped to begin and tapped to end.
 */

import { somebodyTalks } from "./talk_words.js";

/** @import { Intercom } from "./intercom.js" */

/** @param {Intercom} intercom
 * @returns {() => void} ends it */
export function bindMediaKeys(intercom) {
  const media = navigator.mediaSession;
  if (media === undefined) return () => {};
  const toggle = () => {
    const { session } = intercom;
    if (session?.key.isDown) session.letGo();
    else intercom.press();
  };
  media.setActionHandler("play", toggle);
  media.setActionHandler("pause", toggle);
  const stop = intercom.changed.listen(() => {
    const [first] = intercom.speaking;
    const isActive = first !== undefined || (intercom.session?.key.isDown ?? false);
    media.playbackState = isActive ? "playing" : "paused";
    const title = first === undefined ? "" : somebodyTalks(first.from.name);
    if (media.metadata?.title !== title) media.metadata = title === "" ? null : new MediaMetadata({ title });
  });
  return () => {
    stop();
    media.setActionHandler("play", null);
    media.setActionHandler("pause", null);
    media.metadata = null;
  };
}
