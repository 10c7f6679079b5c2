// @ts-check
/** Three short sounds: one may speak, it is over, not now. Each is different without looking. */

/** @typedef {"granted" | "ended" | "denied"} Cue */

const LOUDNESS = 0.12;
const FADE_S = 0.01;

/** Tones in a row: hertz and seconds. @type {Record<Cue, readonly (readonly [number, number])[]>} */
const TONES = {
  granted: [[880, 0.06]],
  ended: [[660, 0.05], [440, 0.07]],
  denied: [[220, 0.12], [0, 0.05], [220, 0.12]],
};

/**
 * Play one; a context that does not run plays nothing.
 *
 * @param {AudioContext} context
 * @param {Cue} cue
 */
export function playCue(context, cue) {
  if (context.state !== "running") return;
  let at = context.currentTime;
  for (const [hertz, seconds] of TONES[cue]) {
    if (hertz > 0) playTone(context, hertz, at, seconds);
    at += seconds;
  }
}

/**
 * @param {AudioContext} context
 * @param {number} hertz
 * @param {number} at
 * @param {number} seconds
 */
function playTone(context, hertz, at, seconds) {
  const tone = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + FADE_S);
  gain.gain.setValueAtTime(LOUDNESS, at + seconds - FADE_S);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
