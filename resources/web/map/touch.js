/** Fingers, mouse and wheel on something that is moved and made nearer. */

const TAP_PX = 8;
const PRESS_MS = 600;
/** A wheel's click is about 100; that much comes one step nearer. */
const WHEEL_STEP = 240;

/** @typedef {{pan: (dx: number, dy: number) => void, zoom: (x: number, y: number, steps: number) => void, press: (x: number, y: number) => void}} Moves */

/** Let an element be moved; answers how to let go of it.
 * @param {HTMLElement} element @param {Moves} moves
 * @returns {() => void} */
export function moveByTouch(element, { pan, zoom, press }) {
  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let start = { x: 0, y: 0 };
  let isMoved = false;

  /** @param {MouseEvent} event */
  const at = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = () => {
    const [one, other] = [...fingers.values()];
    if (one === undefined || other === undefined) return null;
    return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, wide: Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)) };
  };
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  const down = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, at(event));
    forget();
    if (fingers.size > 1) {
      isMoved = true;
      return;
    }
    start = at(event);
    isMoved = false;
    if (event.target instanceof Element && event.target.closest("button") !== null) return;
    timer = setTimeout(() => {
      isMoved = true;
      press(start.x, start.y);
    }, PRESS_MS);
  };
  const move = (/** @type {PointerEvent} */ event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    if (event.buttons === 0) {
      // It was let go of where nothing told of it.
      up(event);
      return;
    }
    const here = at(event);
    if (!isMoved && Math.hypot(here.x - start.x, here.y - start.y) < TAP_PX) return;
    if (!isMoved) {
      isMoved = true;
      forget();
      // From here on the finger moves the map, also beside it and over a marker.
      element.setPointerCapture(event.pointerId);
    }
    const wasSpread = spread();
    fingers.set(event.pointerId, here);
    const isSpread = spread();
    if (wasSpread === null || isSpread === null) {
      pan(here.x - before.x, here.y - before.y);
    } else {
      pan(isSpread.x - wasSpread.x, isSpread.y - wasSpread.y);
      zoom(isSpread.x, isSpread.y, Math.log2(isSpread.wide / wasSpread.wide));
    }
  };
  const up = (/** @type {PointerEvent} */ event) => {
    fingers.delete(event.pointerId);
    forget();
  };
  const click = (/** @type {MouseEvent} */ event) => {
    // The end of a drag over a marker chooses nobody.
    if (!isMoved || event.detail === 0) return;
    isMoved = false;
    event.stopPropagation();
    event.preventDefault();
  };
  const wheel = (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    const { x, y } = at(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 40 : 1;
    zoom(x, y, (-event.deltaY * lines) / WHEEL_STEP);
  };
  const twice = (/** @type {MouseEvent} */ event) => {
    const { x, y } = at(event);
    zoom(x, y, 1);
  };
  const menu = (/** @type {Event} */ event) => event.preventDefault();

  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("click", click, { capture: true });
  element.addEventListener("wheel", wheel, { passive: false });
  element.addEventListener("dblclick", twice);
  element.addEventListener("contextmenu", menu);
  return () => forget();
}
