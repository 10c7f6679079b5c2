/** What this device and this person set for themselves. */
import { t, translate } from "../i18n/words.js";
import { changeSettings, forgetSession, settings } from "../app/session.js";
import { keepAwake } from "../app/wake_lock.js";
import { sharePlace } from "../app/place_sharing.js";
import { allowPush, needsHomeScreen, pushStatus, switchPush } from "../app/push.js";
import { useTheme } from "../app/theme.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { toggle } from "../ui/toggle.js";
import { Endings } from "./page.js";
import { choice, group, row } from "./setting_rows.js";
import { talkRows } from "./talk_settings.js";

/** @import { DeviceSettings } from "../app/session.js" */
/** @import { Context, Page } from "./page.js" */

/** @param {Context} context
 * @returns {Page} */
export function settingsPage(context) {
  const endings = new Endings();
  const element = h("div", { class: "page narrow settings" },
    group(translate("SettingsPage", "Appearance"), themeRow(), languageRow(context), simpleRow(context)),
    group(translate("Navigation", "Talk"), ...talkRows(context, endings)),
    group(t("This device"), awakeRow(), ...placeRow(context), ...pushRow(context), leaveRow()),
    group(translate("SettingsPage", "About"), ...aboutRows(context)),
  );
  return { title: translate("Navigation", "Settings"), canGoBack: true, element, destroy: () => endings.run() };
}

function themeRow() {
  const label = translate("SettingsPage", "Theme");
  const choices = /** @type {const} */ ([
    ["", translate("Settings", "Like the system")], ["light", translate("Settings", "Light")], ["dark", translate("Settings", "Dark")],
    ["contrastLight", translate("Settings", "High contrast")], ["contrastDark", t("High contrast, dark")],
  ]);
  return row(label, translate("SettingsPage", "High contrast has the strongest edges and words."), choice(label, choices, settings().theme, (theme) => {
    changeSettings({ theme: /** @type {DeviceSettings["theme"]} */ (theme) });
    useTheme(theme);
  }));
}

/** @param {Context} context */
function languageRow({ restart }) {
  const label = translate("SettingsPage", "Language");
  const choices = /** @type {const} */ ([["", t("Like the device")], ["en", "English"], ["de", "Deutsch"]]);
  return row(label, "", choice(label, choices, settings().language, (language) => {
    changeSettings({ language: /** @type {DeviceSettings["language"]} */ (language) });
    restart();
  }));
}

/** @param {Context} context */
function simpleRow({ go }) {
  return row(t("Simple mode"), t("Only the tiles you choose, very large. Leaving it takes a long press and a word."),
    button(t("Set up"), () => go({ page: "simple-setup" })));
}

/** A switch with a row of its own.
 * @param {string} title @param {string} hint @param {boolean} isOn @param {(isOn: boolean) => Promise<boolean>} onAsk answers how it stands then */
function switchRow(title, hint, isOn, onAsk) {
  const control = toggle(title, async (wanted) => {
    control.update(isOn, false);
    isOn = await onAsk(wanted);
    control.update(isOn, true);
  });
  control.update(isOn, true);
  return row(title, hint, control.element);
}

function awakeRow() {
  return switchRow(t("Keep the screen on"), t("While this page is open, for a tablet on the wall."), settings().isAwake, async (isAwake) => {
    changeSettings({ isAwake });
    keepAwake(isAwake);
    return isAwake;
  });
}

/** @param {Context} context */
function placeRow({ home, say }) {
  if (!("geolocation" in navigator) || !isSecureContext || home.info.role === "guest") return [];
  const hint = t("Your home learns where this device is while the page is open. Nobody else does.");
  return [switchRow(t("Share my location"), hint, settings().isSharingPlace, async (isWanted) => {
    const sentence = await sharePlace(home, isWanted);
    if (sentence !== "") say(sentence);
    const isSharing = isWanted && sentence === "";
    changeSettings({ isSharingPlace: isSharing });
    return isSharing;
  })];
}

/** @param {Context} context */
function pushRow({ home, say }) {
  const host = h("div", { class: "stack", hidden: true });
  const switched = async (/** @type {Promise<string>} */ trial, /** @type {boolean} */ isWanted) => {
    const sentence = await trial;
    if (sentence !== "") say(sentence);
    return sentence === "" ? isWanted : !isWanted;
  };
  const draw = async () => {
    const { canSubscribe, isHomeOn, isSubscribed } = await pushStatus(home.socket);
    if (needsHomeScreen()) {
      host.hidden = false;
      host.replaceChildren(h("p", { class: "muted", text: t("For notifications, put Homewire on the home screen first: Share, then “Add to Home Screen”, and open it there.") }));
      return;
    }
    host.hidden = !canSubscribe || (!isHomeOn && !home.canConfigure);
    if (host.hidden) return;
    const allowed = switchRow(
      t("Let notifications leave the house"), t("For everybody here. They pass through the makers of phones and browsers, encrypted: only the phone can read them."),
      isHomeOn, async (isWanted) => {
        const stands = await switched(allowPush(home.socket, isWanted), isWanted);
        draw();
        return stands;
      },
    );
    const mine = switchRow(t("Notifications on this device"), t("Also when the page is closed."), isSubscribed, (isWanted) =>
      switched(switchPush(home.socket, isWanted), isWanted));
    host.replaceChildren(...(home.canConfigure ? [allowed] : []), ...(isHomeOn ? [mine] : []));
  };
  draw();
  return [host];
}

function leaveRow() {
  return row(t("Disconnect this device"), t("It forgets the home. To come back it needs a new code."), button(t("Disconnect"), () => {
    const { close } = openDialog(t("Disconnect this device?"), [
      h("p", { text: t("It forgets the home. To come back it needs a new code.") }),
      h("div", { class: "dialog-actions" }, button(translate("Dialog", "Cancel"), () => close()), button(t("Disconnect"), () => {
        forgetSession();
        location.replace("/pair");
      }, { kind: "danger" })),
    ]);
  }, { kind: "danger" }));
}

/** @param {Context} context */
function aboutRows({ home }) {
  return [
    row(home.info.name || "Homewire", translate("SettingsPage", "Homewire %1", home.info.version)),
    row(home.me.name || t("You"), t("You are here as {role}.", { role: roleWord(home.info.role) })),
    h("p", { class: "muted caption", text: `${translate("Settings", "Homewire holds your home on one wire.")} ${translate("Settings", "Free software under the Apache License 2.0.")}` }),
  ];
}

/** @param {string} role */
export function roleWord(role) {
  const words = /** @type {Record<string, string>} */ ({ owner: t("owner"), family: t("family"), guest: t("guest"), tester: t("tester"), gateway: t("gateway") });
  return words[role] ?? role;
}
