// @ts-check
/**
 * Encoders and decoders: Opus by the browser (WebCodecs), or plain 16 kHz samples without it.
 *
 * The browser's work is done elsewhere and comes back in order, so what belongs to each piece
 * waits in a queue beside it.
 */

import { CLOCK_HZ, FRAME_SAMPLES, FrameFlag } from "./frame.js";
import { Resampler, SPEECH_HZ, pcm16Of, samplesOf } from "./samples.js";

const FRAME_US = 20_000;
const OPUS = { codec: "opus", sampleRate: CLOCK_HZ, numberOfChannels: 1 };
const SPEECH = {
  ...OPUS,
  bitrate: 24_000,
  opus: /** @type {const} */ ({ application: "voip", frameDuration: FRAME_US, complexity: 5 }),
};

/** @typedef {"opus" | "pcm16"} Codec */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./frame.js").Frame<Float32Array>} SoundFrame */
/** @typedef {{encode(samples: Float32Array, tag: boolean): void, close(): void}} Encoder */
/** @typedef {{decode(frame: Frame): void, close(): void}} Decoder */

/**
 * Say what this browser can speak and hear, best first.
 *
 * @returns {Promise<{encode: Codec[], decode: Codec[]}>}
 */
export async function supportedCodecs() {
  const [encodes, decodes] = await Promise.all([
    isSupported(() => AudioEncoder.isConfigSupported(SPEECH)),
    isSupported(() => AudioDecoder.isConfigSupported(OPUS)),
  ]);
  return {
    encode: encodes ? ["opus", "pcm16"] : ["pcm16"],
    decode: decodes ? ["opus", "pcm16"] : ["pcm16"],
  };
}

/**
 * Some browsers have no WebCodecs, some of them only half of it: both throw.
 *
 * @param {() => Promise<{supported?: boolean}>} ask
 */
async function isSupported(ask) {
  try {
    return Boolean((await ask()).supported);
  } catch {
    return false;
  }
}

/**
 * @param {Codec} codec
 * @param {(packet: Uint8Array, tag: boolean) => void} onPacket Gets each packet, and what was said
 *   of it when it went in.
 * @param {(error: Error) => void} onError
 * @returns {Encoder}
 */
export function makeEncoder(codec, onPacket, onError) {
  return codec === "opus" ? new OpusEncoder(onPacket, onError) : new PcmEncoder(onPacket);
}

/**
 * @param {Codec} codec
 * @param {(frame: SoundFrame) => void} onFrame
 * @returns {Decoder}
 */
export function makeDecoder(codec, onFrame) {
  return codec === "opus" ? new OpusDecoder(onFrame) : new PcmDecoder(onFrame);
}

class OpusEncoder {
  /**
   * @param {(packet: Uint8Array, tag: boolean) => void} onPacket
   * @param {(error: Error) => void} onError
   */
  constructor(onPacket, onError) {
    /** @type {boolean[]} */
    this._tags = [];
    this._timestamp = 0;
    this._encoder = new AudioEncoder({
      output: (chunk) => {
        const packet = new Uint8Array(chunk.byteLength);
        chunk.copyTo(packet);
        onPacket(packet, this._tags.shift() ?? true);
      },
      error: onError,
    });
    this._encoder.configure(SPEECH);
  }

  /**
   * @param {Float32Array} samples
   * @param {boolean} tag
   */
  encode(samples, tag) {
    if (this._encoder.state !== "configured") return;
    const sound = new AudioData({
      format: "f32",
      sampleRate: CLOCK_HZ,
      numberOfFrames: samples.length,
      numberOfChannels: 1,
      timestamp: this._timestamp,
      data: /** @type {Float32Array<ArrayBuffer>} */ (samples),
    });
    this._timestamp += FRAME_US;
    this._tags.push(tag);
    this._encoder.encode(sound);
    sound.close();
  }

  close() {
    if (this._encoder.state !== "closed") this._encoder.close();
  }
}

class PcmEncoder {
  /** @param {(packet: Uint8Array, tag: boolean) => void} onPacket */
  constructor(onPacket) {
    this._onPacket = onPacket;
    this._resampler = new Resampler(CLOCK_HZ, SPEECH_HZ);
  }

  /**
   * @param {Float32Array} samples
   * @param {boolean} tag
   */
  encode(samples, tag) {
    const speech = whole(this._resampler.feed(samples), (FRAME_SAMPLES * SPEECH_HZ) / CLOCK_HZ);
    this._onPacket(pcm16Of(speech), tag);
  }

  close() {}
}

class OpusDecoder {
  /** @param {(frame: SoundFrame) => void} onFrame */
  constructor(onFrame) {
    this._onFrame = onFrame;
    /** @type {Frame[]} */
    this._waiting = [];
    this._timestamp = 0;
    this._decoder = this._open();
  }

  /** @param {Frame} frame */
  decode(frame) {
    this._waiting.push(frame);
    if (frame.payload.length === 0) {
      this._passEnds();
      return;
    }
    if (this._decoder.state !== "configured") this._decoder = this._open();
    const data = frame.payload;
    const timestamp = this._timestamp;
    this._timestamp += FRAME_US;
    this._decoder.decode(new EncodedAudioChunk({ type: "key", timestamp, data }));
  }

  close() {
    if (this._decoder.state !== "closed") this._decoder.close();
  }

  _open() {
    const decoder = new AudioDecoder({
      output: (sound) => this._heard(sound),
      // A packet that is none: whoever sent it costs its listeners what was under way.
      error: () => this._lose(),
    });
    decoder.configure(OPUS);
    return decoder;
  }

  /** @param {AudioData} sound */
  _heard(sound) {
    const samples = new Float32Array(sound.numberOfFrames);
    sound.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
    sound.close();
    const frame = this._waiting.shift();
    if (frame) this._onFrame({ ...frame, payload: whole(samples, FRAME_SAMPLES) });
    this._passEnds();
  }

  _lose() {
    for (const frame of this._waiting.splice(0)) {
      const isEnd = frame.payload.length === 0 || frame.flags & FrameFlag.LAST;
      if (isEnd) this._onFrame({ ...frame, payload: new Float32Array(0) });
    }
  }

  /** Ends without sound wait for the sound before them. */
  _passEnds() {
    while (this._waiting.length && this._waiting[0].payload.length === 0) {
      const frame = /** @type {Frame} */ (this._waiting.shift());
      this._onFrame({ ...frame, payload: new Float32Array(0) });
    }
  }
}

class PcmDecoder {
  /** @param {(frame: SoundFrame) => void} onFrame */
  constructor(onFrame) {
    this._onFrame = onFrame;
    this._resampler = new Resampler(SPEECH_HZ, CLOCK_HZ);
  }

  /** @param {Frame} frame */
  decode(frame) {
    const samples = this._resampler.feed(samplesOf(frame.payload));
    const length = frame.payload.length ? FRAME_SAMPLES : 0;
    this._onFrame({ ...frame, payload: whole(samples, length) });
  }

  close() {}
}

/**
 * Make exactly so many samples; the first frame lacks what a filter still holds.
 *
 * @param {Float32Array} samples
 * @param {number} length
 */
function whole(samples, length) {
  if (samples.length === length) return samples;
  const filled = new Float32Array(length);
  const kept = samples.subarray(Math.max(0, samples.length - length));
  filled.set(kept, length - kept.length);
  return filled;
}
