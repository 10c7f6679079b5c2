/** Where one is, as the address's fragment: the hub never sees it, and Back goes back. */

/** @typedef {{page: string, id: string, detail: string}} Place */

/** Read a place: "#/area/kitchen" or "#/home?open=light.hall".
 * @param {string} fragment
 * @returns {Place} */
export function readPlace(fragment) {
  const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split("?");
  const [page = "", id = ""] = path.split("/").map(decode);
  return { page: page || "home", id, detail: new URLSearchParams(query).get("open") ?? "" };
}

/** Write a place.
 * @param {Partial<Place>} place */
export function writePlace({ page = "home", id = "", detail = "" }) {
  const path = `#/${page}${id === "" ? "" : `/${encodeURIComponent(id)}`}`;
  return detail === "" ? path : `${path}?open=${encodeURIComponent(detail)}`;
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
