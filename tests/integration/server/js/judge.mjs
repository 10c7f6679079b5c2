// Connects with Home Assistant's own client library, unchanged, and reports what it saw as JSON.
// Usage: node judge.mjs http://127.0.0.1:PORT TOKEN
import { WebSocket } from "ws";
import {
  callService,
  createConnection,
  createLongLivedTokenAuth,
  ERR_INVALID_AUTH,
  getConfig,
  getServices,
  getStates,
  getUser,
  subscribeConfig,
  subscribeEntities,
  subscribeServices,
} from "home-assistant-js-websocket";

globalThis.WebSocket = WebSocket;
const [url, token] = process.argv.slice(2);
const seen = {};

/** Resolves with the first state of a collection that satisfies the test. */
function until(subscribe, connection, test) {
  return new Promise((resolve) => {
    const stop = subscribe(connection, (state) => {
      if (test(state)) {
        resolve(state);
        queueMicrotask(() => stop());
      }
    });
  });
}

const connection = await createConnection({ auth: createLongLivedTokenAuth(url, token) });
seen.version = connection.haVersion;
seen.ping = (await connection.ping()) ?? "pong";
seen.states = (await getStates(connection)).map((state) => state.entity_id).sort();
seen.location = (await getConfig(connection)).location_name;
seen.services = Object.keys((await getServices(connection)).light).sort();
seen.user = (await getUser(connection)).name;
seen.config = (await until(subscribeConfig, connection, () => true)).state;
seen.serviceDomains = Object.keys(await until(subscribeServices, connection, () => true)).sort();
const first = await until(subscribeEntities, connection, () => true);
seen.entities = Object.keys(first).sort();
seen.before = first["light.lamp"].state;

const off = until(subscribeEntities, connection, (all) => all["light.lamp"].state === "off");
const called = await callService(connection, "light", "turn_off", {}, { entity_id: "light.lamp" });
seen.context = typeof called.context.id;
seen.after = (await off)["light.lamp"].state;

const dimmed = until(
  subscribeEntities,
  connection,
  (all) => all["light.lamp"].attributes.brightness === 77,
);
await callService(connection, "light", "turn_on", { brightness: 77 }, { area_id: "kitchen" });
seen.brightness = (await dimmed)["light.lamp"].attributes.brightness;

const events = [];
const stopEvents = await connection.subscribeEvents((event) => events.push(event), "state_changed");
await callService(connection, "switch", "turn_on", {}, { entity_id: "switch.fan" });
while (!events.some((event) => event.data.entity_id === "switch.fan")) await connection.ping();
seen.event = events.at(-1).data.new_state.state;
await stopEvents();

seen.refusal = await callService(connection, "light", "turn_on", {}, { entity_id: "light.no" })
  .then(() => null, (error) => error.code);
seen.unknown = await connection
  .sendMessagePromise({ type: "no/such" })
  .then(() => null, (error) => error.code);
seen.areas = (await connection.sendMessagePromise({ type: "config/area_registry/list" })).length;

// A lost connection: the library comes back by itself and subscribes again.
const back = new Promise((resolve) => connection.addEventListener("ready", resolve));
connection.socket.terminate();
await back;
seen.afterReconnect = Object.keys(await until(subscribeEntities, connection, () => true)).sort();
connection.close();

seen.wrongToken = await createConnection({ auth: createLongLivedTokenAuth(url, "hw1.x.y") })
  .then(() => null, (code) => (code === ERR_INVALID_AUTH ? "invalid_auth" : code));
console.log(JSON.stringify(seen));
