// The connection: what is joined, asked, followed, and how it ends.
import assert from "node:assert/strict";
import { test } from "node:test";

import { waitSeconds } from "../../../resources/web/net/backoff.js";
import { BulkJoiner } from "../../../resources/web/net/bulk.js";
import { compareClocks, isClockWrong, nowS } from "../../../resources/web/net/clock.js";
import { Exchange, HubError } from "../../../resources/web/net/exchange.js";
import { HubSocket } from "../../../resources/web/net/hub_socket.js";
import { canKeep, forget, keep, kept } from "../../../resources/web/net/keep.js";

const [FIRST, LAST, CREDIT] = [1, 2, 4];

function piece(flags, transfer, bytes) {
  const frame = new Uint8Array(8 + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint8(1, flags);
  view.setUint32(4, transfer);
  frame.set(bytes, 8);
  return frame.buffer;
}

test("waits grow to half a minute and are drawn by lot", () => {
  assert.equal(waitSeconds(0, 1), 0.5);
  assert.equal(waitSeconds(3, 1), 4);
  assert.equal(waitSeconds(100, 1), 30);
  assert.equal(waitSeconds(5, 0), 0);
});

test("pieces of two long messages that interleave are told apart", () => {
  const joiner = new BulkJoiner(32_768);
  const bytes = new TextEncoder().encode('{"ä":1}');
  assert.equal(joiner.take(piece(FIRST, 1, bytes.slice(0, 3))).text, null);
  assert.equal(joiner.take(piece(FIRST, 2, bytes.slice(0, 4))).text, null);
  // The cut goes through the two bytes of ä.
  assert.equal(joiner.take(piece(LAST, 1, bytes.slice(3))).text, '{"ä":1}');
  assert.equal(joiner.take(piece(LAST, 2, bytes.slice(4))).text, '{"ä":1}');
});

test("credit counts all payload and is given every quarter window and at each end", () => {
  const joiner = new BulkJoiner(64);
  assert.equal(joiner.take(piece(FIRST, 1, new Uint8Array(10).fill(32))).credit, null);
  const quarter = joiner.take(piece(0, 1, new Uint8Array(10).fill(32))).credit;
  assert.equal(new DataView(quarter.buffer).getUint32(4), 20);
  assert.equal(new DataView(quarter.buffer).getUint8(1), CREDIT);
  const end = joiner.take(piece(LAST, 1, new Uint8Array(1).fill(32))).credit;
  assert.equal(new DataView(end.buffer).getUint32(4), 21);
});

test("a command gets its own answer, whatever comes first", async () => {
  const sent = [];
  const exchange = new Exchange((text) => sent.push(JSON.parse(text)));
  const events = [];
  const first = exchange.call("a", { x: 1 }, 1000);
  const second = exchange.call("b", {}, 1000, (event) => events.push(event));
  assert.deepEqual(sent, [{ id: 1, type: "a", x: 1 }, { id: 2, type: "b" }]);
  exchange.take({ id: 2, type: "event", event: "early" });
  exchange.take({ id: 2, type: "result", success: true, result: "two" });
  exchange.take({ id: 1, type: "result", success: true, result: "one" });
  assert.deepEqual(await Promise.all([first.result, second.result]), ["one", "two"]);
  assert.deepEqual(events, ["early"]);
});

test("a refusal carries our own code", async () => {
  const exchange = new Exchange(() => {});
  const { result } = exchange.call("a", {}, 1000);
  exchange.take({ id: 1, type: "result", success: false, error: { code: "home_assistant_error", translation_key: "not_connected", message: "no" } });
  await assert.rejects(result, (error) => error instanceof HubError && error.code === "not_connected");
});

test("when the connection goes, everything that waited is told so", async () => {
  const exchange = new Exchange(() => {});
  const { result } = exchange.call("a", {}, 1000);
  exchange.end();
  await assert.rejects(result, { code: "link_closed" });
});

test("an answer that never comes ends as a timeout", async () => {
  const { result } = new Exchange(() => {}).call("a", {}, 1);
  await assert.rejects(result, { code: "timeout" });
});

/** A stand-in for the browser's socket, opened and answered by hand. */
class FakeSocket extends EventTarget {
  static made = [];
  constructor(url) {
    super();
    this.url = url;
    this.sent = [];
    FakeSocket.made.push(this);
  }
  send(data) {
    this.sent.push(typeof data === "string" ? JSON.parse(data) : data);
  }
  close() {}
  hear(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
  end() {
    this.dispatchEvent(new Event("close"));
  }
}

function connected() {
  FakeSocket.made = [];
  globalThis.WebSocket = FakeSocket;
  const hub = new HubSocket("ws://hub/api/websocket", "hw1.key");
  hub.start();
  const [socket] = FakeSocket.made;
  socket.dispatchEvent(new Event("open"));
  return { hub, socket };
}

test("the key is the first message, and what is followed is asked for after it", () => {
  const { hub, socket } = connected();
  hub.follow("subscribe_entities", {}, () => {});
  assert.deepEqual(socket.sent, [{ type: "auth", access_token: "hw1.key" }]);
  socket.hear({ type: "auth_ok" });
  assert.deepEqual(socket.sent.slice(1).map((one) => one.type), ["supported_features", "clock/ping", "subscribe_entities"]);
  assert.equal(hub.phase, "connected");
  hub.close();
});

test("a lost connection comes back by itself and follows again", () => {
  const { hub, socket } = connected();
  const events = [];
  hub.follow("subscribe_entities", {}, (event) => events.push(event));
  socket.hear({ type: "auth_ok" });
  socket.end();
  assert.equal(hub.phase, "lost");
  hub.retry();
  const again = FakeSocket.made.at(-1);
  again.dispatchEvent(new Event("open"));
  again.hear({ type: "auth_ok" });
  const asked = again.sent.find((one) => one.type === "subscribe_entities");
  again.hear({ id: asked.id, type: "event", event: { a: {} } });
  socket.hear({ id: asked.id, type: "event", event: "of a dead connection" });
  assert.deepEqual(events, [{ a: {} }]);
  hub.close();
});

test("what time it is the hub says, where the two differ by more than the way there", async () => {
  const { hub, socket } = connected();
  const told = new Promise((tell) => hub.addEventListener("clock", tell));
  socket.hear({ type: "auth_ok" });
  const { id, t0 } = socket.sent.find((one) => one.type === "clock/ping");
  const year = 365 * 86_400;
  socket.hear({ id, type: "result", success: true, result: { t0, t1: t0 + year, t2: t0 + year } });
  await told;
  assert.ok(isClockWrong());
  assert.ok(Math.abs(nowS() - Date.now() / 1000 - year) < 60);
  compareClocks(100, 101, 100.5);
  assert.ok(!isClockWrong());
  assert.ok(Math.abs(nowS() - Date.now() / 1000) < 1);
  hub.close();
});

test("a refused key is not tried again", () => {
  const { hub, socket } = connected();
  socket.hear({ type: "auth_invalid", message: "no" });
  assert.equal(hub.phase, "refused");
  socket.end();
  assert.equal(hub.phase, "refused");
  assert.equal(FakeSocket.made.length, 1);
  hub.close();
});

test("without a connection a command ends at once, and is never sent later", async () => {
  const { hub, socket } = connected();
  await assert.rejects(hub.call("call_service"), { code: "link_closed" });
  socket.hear({ type: "auth_ok" });
  assert.ok(!socket.sent.some((one) => one.type === "call_service"));
  hub.close();
});

test("messages that come in one array are taken one by one", async () => {
  const { hub, socket } = connected();
  socket.hear({ type: "auth_ok" });
  const [one, two] = [hub.call("a"), hub.call("b")];
  const ids = socket.sent.filter((sent) => ["a", "b"].includes(sent.type)).map((sent) => sent.id);
  socket.hear(ids.map((id) => ({ id, type: "result", success: true, result: id })));
  assert.deepEqual(await Promise.all([one, two]), ids);
  hub.close();
});

test("voice frames go to voice, pieces of messages do not", () => {
  const { hub, socket } = connected();
  socket.hear({ type: "auth_ok" });
  const frames = [];
  hub.onBinary = (frame) => frames.push(new Uint8Array(frame)[0]);
  const deliver = (data) => socket.dispatchEvent(Object.assign(new Event("message"), { data }));
  deliver(new Uint8Array([7, 0, 0, 0]).buffer);
  deliver(piece(FIRST | LAST, 1, new TextEncoder().encode("[]")));
  assert.deepEqual(frames, [7]);
  hub.close();
});

test("a browser that refuses to keep anything is borne for as long as the page stands", () => {
  const refuse = () => {
    throw new DOMException("", "SecurityError");
  };
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: refuse });
  assert.ok(!canKeep());
  assert.equal(kept("homewire.name"), null);
  keep("homewire.name", "Anna's phone");
  assert.equal(kept("homewire.name"), "Anna's phone");
  forget("homewire.name");
  assert.equal(kept("homewire.name"), null);
  delete globalThis.localStorage;
});
