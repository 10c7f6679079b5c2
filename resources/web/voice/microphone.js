// @ts-check
/** A microphone that is open: 20 ms packets of what it hears, as they are spoken. */

import { openCapture } from "./capture.js";
import { makeEncoder } from "./codec.js";
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

/** A device that gives nothing for so long after it was opened is broken, or somebody else's. */
const START_MS = 5000;

/** One microphone, open until it is closed. */
export class Microphone {
  /**
   * @param {MediaStream} stream
   * @param {Codec} codec
   * @param {MicrophoneEvents} events
   */
  constructor(stream, codec, events) {
    this._stream = stream;
    this._events = events;
    this._vad = new EnergyVad();
    this._closeCapture = () => {};
    this._isClosed = false;
    this._encoder = makeEncoder(
      codec,
      (packet, isVoice) => this._events.onPacket(packet, isVoice),
      (error) => this._lose(new SoundTrouble("unsupported", error)),
    );
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
      return await new Microphone(stream, codec, events)._started();
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      throw troubleOf(error);
    }
  }

  /**
   * Wait for the first sound: a floor that is asked for before there is any is lost again.
   *
   * @returns {Promise<this>}
   */
  _started() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.close();
        reject(new SoundTrouble("not_opened"));
      }, START_MS);
      const onFrame = (/** @type {Float32Array} */ frame) => {
        clearTimeout(timer);
        resolve(this);
        this._heard(frame);
      };
      openCapture(this._stream, onFrame).then((close) => {
        if (this._isClosed) close();
        else this._closeCapture = close;
      }, reject);
    });
  }

  /** Close it; the browser's sign that it listens goes out. */
  close() {
    this._isClosed = true;
    this._events = { onPacket() {}, onLevel() {}, onLost() {} };
    for (const track of this._stream.getTracks()) track.stop();
    this._closeCapture();
    this._encoder.close();
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
