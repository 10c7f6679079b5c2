// @ts-check
/**
 * From a microphone's track to frames of 20 ms, the shortest way a browser has.
 *
 * Chromium hands out a track's samples as they are captured. Elsewhere they go through an audio
 * context and a worklet, which wait for the loudspeaker's clock: 20 ms more and less even.
 */

import { Framer } from "./framer.js";
import { CLOCK_HZ } from "./frame.js";

/** @typedef {(frame: Float32Array<ArrayBuffer>) => void} OnFrame */

/**
 * @typedef {new (options: {track: MediaStreamTrack}) => {readable: ReadableStream<AudioData>}}
 *   TrackProcessor
 */

/**
 * Begin to capture.
 *
 * @param {MediaStream} stream
 * @param {OnFrame} onFrame
 * @returns {Promise<() => void>} Ends it.
 */
export async function openCapture(stream, onFrame) {
  const Processor = /** @type {{MediaStreamTrackProcessor?: TrackProcessor}} */ (
    /** @type {unknown} */ (window)
  ).MediaStreamTrackProcessor;
  const [track] = stream.getAudioTracks();
  if (Processor) return readTrack(new Processor({ track }).readable, onFrame);
  return readContext(stream, onFrame);
}

/**
 * @param {ReadableStream<AudioData>} readable
 * @param {OnFrame} onFrame
 */
function readTrack(readable, onFrame) {
  const reader = readable.getReader();
  /** @type {Framer | null} */
  let framer = null;
  const read = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      framer ??= new Framer(next.value.sampleRate, onFrame);
      framer.feed(monoOf(next.value));
      next.value.close();
    }
  };
  // The track's end is told by the track itself.
  read().catch(() => {});
  return () => void reader.cancel().catch(() => {});
}

/**
 * Return the first channel: a microphone has one, or twice the same.
 *
 * @param {AudioData} sound
 */
function monoOf(sound) {
  const samples = new Float32Array(sound.numberOfFrames);
  sound.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
  return samples;
}

/**
 * @param {MediaStream} stream
 * @param {OnFrame} onFrame
 */
async function readContext(stream, onFrame) {
  const context = await openContext(stream);
  const node = new AudioWorkletNode(context, "microphone", {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: "explicit",
  });
  node.port.onmessage = (message) => onFrame(message.data);
  context.createMediaStreamSource(stream).connect(node);
  return () => {
    node.port.onmessage = null;
    node.disconnect();
    void context.close();
  };
}

/**
 * Make a context that can hear this stream. Some browsers connect no stream of another rate: the
 * device's own rate is taken there and changed afterwards.
 *
 * @param {MediaStream} stream
 */
async function openContext(stream) {
  const context = new AudioContext({ sampleRate: CLOCK_HZ, latencyHint: "interactive" });
  try {
    context.createMediaStreamSource(stream).disconnect();
    await prepare(context);
    return context;
  } catch {
    await context.close();
    const own = new AudioContext({ latencyHint: "interactive" });
    await prepare(own);
    return own;
  }
}

/** @param {AudioContext} context */
async function prepare(context) {
  await context.audioWorklet.addModule(new URL("./microphone_worklet.js", import.meta.url));
  await context.resume();
}
