/** The way back within this page: to where one came from, and never past the first place it showed.
 * Before that lies another page, or another site. */
import { writePlace } from "./router.js";

export class WayBack {
  constructor() {
    /** Going back takes a moment; asked twice, it would go twice. */
    this._isGoing = false;
    this._steps = -1;
    this.arrived();
  }

  /** Note where one is now. Each entry of the browser's history keeps how many of ours lie behind it. */
  arrived() {
    this._isGoing = false;
    if (typeof history.state?.steps !== "number") history.replaceState({ steps: this._steps + 1 }, "");
    this._steps = history.state.steps;
  }

  /** Go to where one came from, else to the first page. */
  go() {
    if (this._isGoing) return;
    if (this._steps > 0) {
      this._isGoing = true;
      history.back();
      return;
    }
    location.replace(writePlace({}));
    history.replaceState({ steps: 0 }, "");
  }
}
