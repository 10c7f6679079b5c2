/** When a guest may come in: a part of a form. */
import { t } from "../i18n/words.js";
import { h } from "../ui/dom.js";

/** @import { Visit } from "../state/persons.js" */

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** When a guest may come in: always, or on some days from and until a time.
 * @param {Visit[]} visits what holds now; the first is shown
 * @returns {{element: HTMLElement, read: () => Visit[]}} */
export function visitHours(visits) {
  const now = visits[0] ?? { days: [0, 1, 2, 3, 4], from: 8 * 60, to: 18 * 60 };
  const days = now.days.length > 0 ? now.days : [...DAYS];
  const limited = h("input", { type: "checkbox" });
  limited.checked = visits.length > 0;
  const boxes = DAYS.map((day) => {
    const box = h("input", { type: "checkbox", value: String(day) });
    box.checked = days.includes(day);
    return box;
  });
  const from = h("input", { class: "field", type: "time", value: clock(now.from), "aria-label": t("From") });
  const to = h("input", { class: "field", type: "time", value: clock(now.to), "aria-label": t("Until") });
  const name = new Intl.DateTimeFormat(document.documentElement.lang || "en", { weekday: "short", timeZone: "UTC" });
  const parts = h("div", { class: "stack", hidden: !limited.checked },
    h("div", { class: "dialog-actions", role: "group", "aria-label": t("Days") },
      ...boxes.map((box, day) => h("label", { class: "check" }, box, h("span", { text: name.format(new Date(Date.UTC(2024, 0, 1 + day))) })))),
    h("div", { class: "dialog-actions" }, from, h("span", { class: "muted", text: t("until") }), to));
  limited.addEventListener("change", () => {
    parts.hidden = !limited.checked;
  });
  const read = () => {
    if (!limited.checked) return [];
    const chosen = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    return [{ days: chosen.length > 0 ? chosen : [...DAYS], from: minute(from.value), to: minute(to.value) }];
  };
  return { element: h("fieldset", { class: "stack" }, h("label", { class: "check" }, limited, h("span", { text: t("Only at certain hours") })), parts), read };
}

/** @param {number} at minutes since midnight */
function clock(at) {
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

/** @param {string} text as a time field gives it */
function minute(text) {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}
