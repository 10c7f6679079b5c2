// @ts-check
/** A microphone that is open: 20 ms packets of what it hears, as they are spoken. */

import { makeEncoder } from "./codec.js";
import { CLOCK_HZ } from "./frame.js";
import { EnergyVad } from "./level.js";
import { SoundTrouble, troubleOf } from "./trouble.js";

/** @typedef {import("./codec.js").Codec} Codec */

/**
 * @typedef {object} MicrophoneEvents
 * @property {(packet: Uint8Array, isVoice: boolean) => void} onPacket
 * @property {(rmsDbfs: number) => void} onLevel
 * @property {(trouble: SoundTrouble) => void} onLost Called once; nothing comes after.
 */

// Push-to-talk mutes the loudspeaker while the microphone is hot, so there is no echo to cancel,
// and cancelling costs delay. Gain is left to the browser: phones are held at any distance.
const WANTED = {
  channelCount: 1,
  echoCancellation: false,
  noiseSuppression: true,
  autoGainControl: true,
  latency: 0.01,
};

/** One microphone, open until it is closed. */
export class Microphone {
  /**
   * @param {MediaStream} stream
   * @param {AudioContext} context
   * @param {Codec} codec
   * @param {MicrophoneEvents} events
   */
  constructor(stream, context, codec, events) {
    this._stream = stream;
    this._context = context;
    this._events = events;
    this._vad = new EnergyVad();
    this._encoder = makeEncoder(
      codec,
      (packet, isVoice) => events.onPacket(packet, isVoice),
      (error) => this._lose(new SoundTrouble("unsupported", error)),
    );
    this._node = new AudioWorkletNode(context, "microphone", {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: "explicit",
    });
    this._node.port.onmessage = (message) => this._heard(message.data);
    context.createMediaStreamSource(stream).connect(this._node);
    for (const track of stream.getAudioTracks()) {
      track.addEventListener("ended", () => this._lose(new SoundTrouble("unplugged")));
    }
  }

  /**
   * Ask the person for the microphone and open it.
   *
   * @param {Codec} codec
   * @param {MicrophoneEvents} events
   * @param {string} [deviceId] Which one; the browser's choice when left out.
   * @returns {Promise<Microphone>}
   * @throws {SoundTrouble} Why not.
   */
  static async open(codec, events, deviceId) {
    if (!window.isSecureContext) throw new SoundTrouble("insecure");
    if (!navigator.mediaDevices || !window.AudioWorkletNode) throw new SoundTrouble("unsupported");
    const device = deviceId ? { deviceId: { exact: deviceId } } : {};
    /** @type {MediaStream | null} */
    let stream = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { ...WANTED, ...device } });
      const context = await openContext(stream);
      return new Microphone(stream, context, codec, events);
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      throw troubleOf(error);
    }
  }

  /** Close it; the browser's sign that it listens goes out. */
  close() {
    this._events = { onPacket() {}, onLevel() {}, onLost() {} };
    for (const track of this._stream.getTracks()) track.stop();
    this._node.port.onmessage = null;
    this._node.disconnect();
    this._encoder.close();
    void this._context.close();
  }

  /** @param {Float32Array} samples */
  _heard(samples) {
    const level = this._vad.judge(samples);
    this._encoder.encode(samples, level.isVoice);
    this._events.onLevel(level.rmsDbfs);
  }

  /** @param {SoundTrouble} trouble */
  _lose(trouble) {
    const { onLost } = this._events;
    this.close();
    onLost(trouble);
  }
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
