/** What a person can look at when the hub does not answer; the page itself cannot tell which it is. */
import { clockText } from "../i18n/format.js";
import { t } from "../i18n/words.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** Show it. */
export function openLostHelp() {
  const checks = [
    ["wifi", t("Is this device in the home's Wi-Fi?")],
    ["clock-outline", t("Is the date of this device right? It says {time}. With a wrong one no device trusts the hub.", { time: clockText(Date.now() / 1000, 0) })],
    ["power", t("Is the computer with the hub switched on?")],
    ["qrcode", t("Has the hub got a new address? Then the old one leads nowhere: ask the owner for a new link.")],
  ];
  openDialog(t("The hub does not answer"), [
    h("ul", { class: "rows wrapping" }, ...checks.map(([name = "", words = ""]) => h("li", { class: "row" }, icon(name), h("span", { text: words })))),
    h("p", { class: "muted", text: t("It is tried again by itself, and at once when the network comes back.") }),
  ]);
}
