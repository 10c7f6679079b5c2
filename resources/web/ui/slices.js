/** Shares out long work over frames, so that a page of a thousand tiles never stands still. */

/** What may be spent in one frame on new things; the rest of it belongs to fingers and drawing. */
const SLICE_MS = 10;

let deadline = 0;

/** Whether this frame has time left for one more new thing. The first asks always get some. */
export function hasTime() {
  const now = performance.now();
  if (deadline === 0) {
    deadline = now + SLICE_MS;
    nextFrame(() => {
      deadline = 0;
    });
  }
  return now < deadline;
}

/** Go on with something in the next frame; a page nobody looks at gets no frames.
 * @param {() => void} task */
export function nextFrame(task) {
  if (document.visibilityState === "visible") requestAnimationFrame(task);
  else setTimeout(task, SLICE_MS);
}
