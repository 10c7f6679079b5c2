// Every sentence the web client says is translated, and nothing else is.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { WORDS as MAP } from "../../../resources/web/i18n/de_map.js";
import { WORDS as PAGES } from "../../../resources/web/i18n/de_pages.js";
import { WORDS as GATEWAYS } from "../../../resources/web/i18n/de_gateways.js";
import { WORDS as MINE } from "../../../resources/web/i18n/de.js";
import { WORDS as TALK } from "../../../resources/web/i18n/de_talk.js";
import { plural, t, translate, useWords } from "../../../resources/web/i18n/words.js";
import { WORDS as TABLES } from "../../../resources/web/tables/words_de.js";
import { ENGLISH } from "../../../resources/web/tables/wording.js";

const OWN = { ...GATEWAYS, ...MINE };
const SHARED = { ...TABLES, ...PAGES, ...MAP };
const WEB = new URL("../../../resources/web/", import.meta.url);
const FOLDERS = ["app", "arranging", "gateways", "map", "model", "net", "pages", "state", "tiles", "ui"];
const TALK_FOLDERS = ["talk", "voice"];
const TEXT = /"((?:[^"\\]|\\.)*)"/.source;

function sources(folders) {
  return folders.flatMap((folder) => readdirSync(new URL(`${folder}/`, WEB))
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, WEB), "utf8")));
}

function found(folders, pattern) {
  return sources(folders).flatMap((source) => [...source.matchAll(pattern)].map((match) => match.slice(1)));
}

test("every own sentence has its German", () => {
  const said = found(FOLDERS, new RegExp(`\\bt\\(\\s*${TEXT}`, "g")).map(([words]) => words);
  assert.ok(said.length > 50);
  assert.deepEqual(said.filter((words) => !(words in OWN)), []);
});

test("no German is left over", () => {
  // Some sentences are chosen first and said later, so a literal is enough.
  const literals = new Set(found(FOLDERS, new RegExp(TEXT, "g")).map(([words]) => words));
  assert.deepEqual(Object.keys(OWN).filter((words) => !literals.has(words)), []);
});

test("no German of a page is left over", () => {
  const literals = new Set(found(FOLDERS, new RegExp(TEXT, "g")).map(([words]) => words));
  const left = Object.entries({ ...PAGES, ...MAP }).flatMap(([context, words]) => Object.keys(words).filter((one) => !literals.has(one)).map((one) => [context, one]));
  assert.deepEqual(left, []);
});

test("no German of talking is left over", () => {
  const literals = new Set(found(TALK_FOLDERS, new RegExp(TEXT, "g")).map(([words]) => words));
  assert.deepEqual(Object.keys(TALK).filter((words) => !literals.has(words)), []);
});

test("every word of a context has its German", () => {
  const pattern = new RegExp(`\\b(?:translate|plural)\\(\\s*${TEXT},\\s*${TEXT}`, "g");
  const said = found(FOLDERS, pattern);
  assert.ok(said.length > 60);
  assert.deepEqual(said.filter(([context, words]) => SHARED[context]?.[words] === undefined), []);
});

test("every word of a state has its German", () => {
  assert.deepEqual(Object.values(ENGLISH).filter((words) => SHARED.State[words] === undefined), []);
});

test("a translation keeps what is filled in", () => {
  const holes = (words) => [...words.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  for (const [english, german] of Object.entries({ ...OWN, ...TALK })) {
    assert.deepEqual(holes(german), holes(english), english);
  }
});

test("values are filled in, and counts choose their form", () => {
  useWords("de", OWN, SHARED);
  assert.equal(t("{name} is in.", { name: "Tom" }), "Tom ist drin.");
  assert.equal(translate("Time", "%1 min ago", 14), "vor 14 Min.");
  assert.equal(plural("Plurals", "%n light(s) on", 1), "1 Licht an");
  assert.equal(plural("Plurals", "%n light(s) on", 3), "3 Lichter an");
});

test("a sentence nobody translated is said in English", () => {
  useWords("en", {}, {});
  assert.equal(t("Talk"), "Talk");
  assert.equal(translate("Time", "since %1", "14:02"), "since 14:02");
});
