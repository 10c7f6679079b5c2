// @ts-check
/**
 * Voice on the wire: an eight-byte header before each frame of sound, big-endian.
 *
 *     0         1        2          4           8
 *     handler   flags    sequence   clock       payload …
 *     1 … 255   bit set  16 bits    48 kHz      one packet, or with BUNDLE: (u16 length, packet) …
 *
 * The twin of embedded_hub/protocol/voice_frame.py; tests/vectors/voice/frames.json holds both to
 * the same bytes.
 */

export const FRAME_MS = 20;
export const FRAME_S = FRAME_MS / 1000;
export const CLOCK_HZ = 48_000;
export const FRAME_SAMPLES = (CLOCK_HZ * FRAME_MS) / 1000;
export const SEQUENCE_BITS = 16;
export const CLOCK_BITS = 32;

export const HEADER_BYTES = 8;
/** The longest Opus frame (RFC 6716 §3.4); 20 ms of 16 kHz PCM are 640. */
export const MAX_PACKET_BYTES = 1275;
export const MAX_MESSAGE_BYTES = 4096;
export const MAX_BUNDLE_FRAMES = 200;

const LENGTH_BYTES = 2;
const SEQUENCE_MASK = 0xffff;

/** What a frame says about itself; the bits above are reserved and zero. */
export const FrameFlag = Object.freeze({
  NONE: 0,
  FIRST: 1,
  /** Nothing of this burst follows, so running dry is no fault. */
  LAST: 2,
  /** The sender left frames out before this one, and knows it. */
  GAP: 4,
  /** Holds no speech: may be left out or repeated without anybody noticing. */
  SILENCE: 8,
  /** Came with others in one message, so its arrival says nothing about the network. */
  BUNDLE: 16,
  /** The packet also holds a coarse copy of the one before. */
  FEC: 32,
});
const ALL_FLAGS = 63;
const STARTS = FrameFlag.FIRST | FrameFlag.GAP;
const SHARED = FrameFlag.SILENCE | FrameFlag.FEC;

/**
 * 20 ms of sound: packets on the wire, samples once they are decoded; an empty payload is an end.
 *
 * @template {ArrayLike<number>} [P=Uint8Array]
 * @typedef {{sequence: number, clock: number, payload: P, flags: number}} Frame
 */

/** @typedef {{handler: number, frames: Frame[], isEnd: boolean}} Heard */

/** A message that is no voice frame. */
export class VoiceFrameError extends Error {}

/**
 * Read one binary message.
 *
 * @param {Uint8Array} raw
 * @returns {Heard}
 * @throws {VoiceFrameError} It is too short, too long, or its bundle does not add up.
 */
export function decodeMessage(raw) {
  const handler = raw[0];
  if (!handler) throw new VoiceFrameError("no handler");
  if (raw.length === 1) return { handler, frames: [], isEnd: true };
  if (raw.length < HEADER_BYTES) throw new VoiceFrameError(`${raw.length} bytes are no frame`);
  if (raw.length > MAX_MESSAGE_BYTES) throw new VoiceFrameError(`${raw.length} bytes are too long`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const flags = view.getUint8(1);
  if (flags & ~ALL_FLAGS) throw new VoiceFrameError(`flags ${flags} are reserved`);
  const sequence = view.getUint16(2);
  const clock = view.getUint32(4);
  const payload = raw.subarray(HEADER_BYTES);
  const frames =
    flags & FrameFlag.BUNDLE
      ? unbundle(flags, sequence, clock, payload)
      : [single(flags, sequence, clock, payload)];
  return { handler, frames, isEnd: Boolean(frames[frames.length - 1].flags & FrameFlag.LAST) };
}

/**
 * Write frames as bundles, or the only one as itself.
 *
 * A hole in the sequence or in the clock starts a new message, since a bundle has none inside; so
 * does a change between speech and silence, which a bundle says once for all its frames.
 *
 * @param {number} handler
 * @param {readonly Frame[]} frames
 * @returns {Uint8Array<ArrayBuffer>[]}
 */
export function encodeFrames(handler, frames) {
  if (frames.length === 1) return [encodeFrame(handler, frames[0])];
  return runs(frames).map((run) => encodeRun(handler, run));
}

/**
 * Write one frame as one message.
 *
 * @param {number} handler
 * @param {Frame} frame
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encodeFrame(handler, frame) {
  const message = new Uint8Array(HEADER_BYTES + frame.payload.length);
  writeHeader(message, handler, frame.flags & ~FrameFlag.BUNDLE, frame);
  message.set(frame.payload, HEADER_BYTES);
  return message;
}

/**
 * @param {number} flags
 * @param {number} sequence
 * @param {number} clock
 * @param {Uint8Array} payload
 * @returns {Frame}
 */
function single(flags, sequence, clock, payload) {
  if (payload.length > MAX_PACKET_BYTES || !(payload.length || flags & FrameFlag.LAST)) {
    throw new VoiceFrameError(`a packet of ${payload.length} bytes is no 20 ms of sound`);
  }
  return { sequence, clock, payload, flags };
}

/**
 * @param {number} flags
 * @param {number} sequence
 * @param {number} clock
 * @param {Uint8Array} payload
 * @returns {Frame[]}
 */
function unbundle(flags, sequence, clock, payload) {
  const packets = packetsOf(payload);
  const last = packets.length - 1;
  return packets.map((packet, index) => ({
    sequence: (sequence + index) & SEQUENCE_MASK,
    clock: (clock + index * FRAME_SAMPLES) >>> 0,
    payload: packet,
    flags:
      (flags & ~(STARTS | FrameFlag.LAST)) |
      (index === 0 ? flags & STARTS : 0) |
      (index === last ? flags & FrameFlag.LAST : 0),
  }));
}

/**
 * @param {Uint8Array} payload
 * @returns {Uint8Array[]}
 */
function packetsOf(payload) {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const packets = [];
  for (let at = 0; at < payload.length; ) {
    const start = at + LENGTH_BYTES;
    const length = start <= payload.length ? view.getUint16(at) : 0;
    at = start + length;
    if (length === 0 || length > MAX_PACKET_BYTES || at > payload.length) {
      throw new VoiceFrameError("a bundle's lengths do not add up");
    }
    packets.push(payload.subarray(start, at));
    if (packets.length > MAX_BUNDLE_FRAMES) throw new VoiceFrameError("too many frames at once");
  }
  if (packets.length === 0) throw new VoiceFrameError("a bundle of nothing");
  return packets;
}

/**
 * @param {number} handler
 * @param {readonly Frame[]} run
 * @returns {Uint8Array<ArrayBuffer>}
 */
function encodeRun(handler, run) {
  if (run[0].payload.length === 0) return encodeFrame(handler, run[0]);
  const message = new Uint8Array(HEADER_BYTES + run.reduce((sum, frame) => sum + cost(frame), 0));
  const view = new DataView(message.buffer);
  const last = run[run.length - 1];
  const flags =
    FrameFlag.BUNDLE | (run[0].flags & ~FrameFlag.LAST) | (last.flags & FrameFlag.LAST);
  writeHeader(message, handler, flags, run[0]);
  let at = HEADER_BYTES;
  for (const { payload } of run) {
    view.setUint16(at, payload.length);
    message.set(payload, at + LENGTH_BYTES);
    at += LENGTH_BYTES + payload.length;
  }
  return message;
}

/**
 * @param {Uint8Array} message
 * @param {number} handler
 * @param {number} flags
 * @param {Frame} frame
 */
function writeHeader(message, handler, flags, frame) {
  const view = new DataView(message.buffer);
  view.setUint8(0, handler);
  view.setUint8(1, flags);
  view.setUint16(2, frame.sequence);
  view.setUint32(4, frame.clock);
}

/**
 * @param {readonly Frame[]} frames
 * @returns {Frame[][]}
 */
function runs(frames) {
  /** @type {Frame[][]} */
  const found = [];
  let size = 0;
  for (const frame of frames) {
    const run = found[found.length - 1];
    const fits = run && run.length < MAX_BUNDLE_FRAMES && size + cost(frame) <= MAX_MESSAGE_BYTES;
    if (fits && follows(run[run.length - 1], frame)) {
      run.push(frame);
      size += cost(frame);
    } else {
      found.push([frame]);
      size = HEADER_BYTES + cost(frame);
    }
  }
  return found;
}

/** @param {Frame} frame */
function cost(frame) {
  return LENGTH_BYTES + frame.payload.length;
}

/**
 * @param {Frame} before
 * @param {Frame} after
 * @returns {boolean}
 */
function follows(before, after) {
  return (
    after.sequence === ((before.sequence + 1) & SEQUENCE_MASK) &&
    after.clock === (before.clock + FRAME_SAMPLES) >>> 0 &&
    !(after.flags & STARTS) &&
    (before.flags & SHARED) === (after.flags & SHARED) &&
    !(before.flags & FrameFlag.LAST) &&
    after.payload.length > 0
  );
}
