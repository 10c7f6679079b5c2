import assert from "node:assert/strict";
import test from "node:test";

import { EnergyVad } from "../../../resources/web/voice/level.js";
import { Renderer } from "../../../resources/web/voice/renderer.js";
import { Resampler, pcm16Of, samplesOf } from "../../../resources/web/voice/samples.js";
import { Stretcher, bestLag } from "../../../resources/web/voice/stretch.js";
import { vectors } from "./vectors.mjs";

const { stretches, levels } = vectors("sound");
const FRAME = 960;

/** The same humming voice as in tests/vectors/record_voice.py, in the units of 16 bits. */
function hum(number, hertz, loud) {
  const step = (2 * Math.PI * hertz) / 48_000;
  return new Float32Array(FRAME).map((_, at) => {
    const turn = (number * FRAME + at) * step;
    return Math.round(loud * (Math.sin(turn) + Math.sin(turn * 2) / 2));
  });
}

for (const { hertz, speed, lengths, lag } of stretches) {
  test(`a voice of ${hertz} Hz at ${speed} takes as long as in Python`, () => {
    const stretcher = new Stretcher();
    const made = lengths.map((_, number) => stretcher.stretch(hum(number, hertz, 9000), speed));
    assert.deepEqual(made.map((samples) => samples.length), lengths);
    assert.equal(bestLag(hum(3, hertz, 9000)), lag);
  });
}

test("a stretched voice has no seam that can be heard", () => {
  const stretcher = new Stretcher();
  const made = [];
  for (let number = 0; number < 30; number += 1) {
    made.push(...stretcher.stretch(hum(number, 150, 9000), 1.15));
  }
  const steepest = (9000 * 2 * Math.PI * 150 * 2 * 1.2) / 48_000;
  for (let at = 1; at < made.length; at += 1) {
    assert.ok(Math.abs(made[at] - made[at - 1]) < 2 * steepest, `a click at ${at}`);
  }
});

test("who speaks is told from the room as in Python", () => {
  const vad = new EnergyVad();
  for (const [number, [loud, dbfs, isVoice]] of levels.entries()) {
    const level = vad.judge(hum(number, 150, loud).map((sample) => sample / 32_768));
    assert.ok(Math.abs(level.rmsDbfs - dbfs) < 0.001);
    assert.equal(level.isVoice, isVoice);
  }
});

test("a hum survives the way to 16 kHz and back", () => {
  const down = new Resampler(48_000, 16_000);
  const up = new Resampler(16_000, 48_000);
  const heard = [];
  for (let number = 0; number < 20; number += 1) {
    const speech = down.feed(hum(number, 200, 9000).map((sample) => sample / 32_768));
    heard.push(...up.feed(samplesOf(pcm16Of(speech))));
  }
  const loudest = Math.max(...heard.slice(4000, 12_000).map(Math.abs));
  assert.ok(Math.abs(heard.length - 20 * FRAME) < 100);
  assert.ok(loudest > 0.3 && loudest < 0.4, `${loudest}`);
});

test("a device of any rate gives 48 kHz", () => {
  const resampler = new Resampler(44_100, 48_000);
  let count = 0;
  for (let block = 0; block < 345; block += 1) count += resampler.feed(new Float32Array(128)).length;
  assert.ok(Math.abs(count - (345 * 128 * 48_000) / 44_100) < 20, `${count}`);
});

test("what is missing is filled with the voice's own wave, and then with quiet", () => {
  const renderer = new Renderer();
  const frame = (number) => ({
    sequence: number,
    clock: 0,
    flags: 0,
    payload: hum(number, 200, 9000).map((sample) => sample / 32_768),
  });
  for (let number = 0; number < 3; number += 1) {
    renderer.render({ kind: "play", frame: frame(number), speed: 1, skipped: 0 });
  }
  const peak = (samples) => Math.max(...samples.map(Math.abs));
  const first = renderer.render({ kind: "conceal", how: "plc" });
  const faded = renderer.render({ kind: "conceal", how: "fade" });
  const quiet = renderer.render({ kind: "conceal", how: "noise" });
  assert.deepEqual([first, faded, quiet].map((one) => one.length), [FRAME, FRAME, FRAME]);
  assert.ok(peak(first) > 0.2);
  assert.ok(Math.abs(faded[FRAME - 1]) < 0.01);
  assert.ok(peak(quiet.subarray(240)) < 0.01);
  assert.equal(renderer.render({ kind: "waiting" }).length, 0);
});

test("the wave that fills a hole joins what was played before without a click", () => {
  const renderer = new Renderer();
  let last = 0;
  for (let number = 0; number < 3; number += 1) {
    const payload = hum(number, 200, 9000).map((sample) => sample / 32_768);
    const frame = { sequence: number, clock: 0, flags: 0, payload };
    last = renderer.render({ kind: "play", frame, speed: 1, skipped: 0 })[FRAME - 1];
  }
  const filled = renderer.render({ kind: "conceal", how: "plc" });
  assert.ok(Math.abs(filled[0] - last) < 0.03, `${filled[0]} after ${last}`);
});
