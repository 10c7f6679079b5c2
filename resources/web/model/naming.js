/** What a tile is called: short where its place and its device already say the rest. */

/** @import { Area, Device, Entity, TileName } from "../types" */

/** Name an entity; a name a person gave is never taken apart by device.
 * @param {string} full @param {Entity} entity @param {Device | null} device @param {Area | null} area
 * @returns {TileName} */
export function tileName(full, entity, device, area) {
  if (device !== null && entity.name === null) {
    const facet = after(full, device.name);
    if (facet !== "") return { full, short: facet, device: within(device.name, area) };
  }
  return { full, short: within(full, area), device: "" };
}

/** Drop the area's name in front: within its own section it only costs room.
 * @param {string} name @param {Area | null} area */
function within(name, area) {
  return area === null ? name : after(name, area.name) || name;
}

/** What follows a start, as a name of its own; empty when nothing does.
 * @param {string} name @param {string} start */
function after(name, start) {
  if (start === "" || !name.toLowerCase().startsWith(`${start.toLowerCase()} `)) return "";
  const rest = name.slice(start.length).replace(/^[ \-·:]+|[ \-·:]+$/g, "");
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}
