/** What time it is at the hub: ages and times are the home's, whatever the clock of this device says. */

/** Networks and clocks differ by less without anybody minding. */
const NOT_WORTH_IT_S = 2;
/** A device whose clock is off by so much is mistrusted, and mistrusts, all over the internet. */
const WRONG_S = 300;

let aheadS = 0;

/** Now, seconds UTC. */
export function nowS() {
  return Date.now() / 1000 + aheadS;
}

/** Compare with the hub.
 * @param {number} askedAt by this device, seconds UTC @param {number} hubAt @param {number} answeredAt by this device */
export function compareClocks(askedAt, hubAt, answeredAt) {
  const differenceS = hubAt - (askedAt + answeredAt) / 2;
  aheadS = Math.abs(differenceS) < NOT_WORTH_IT_S + (answeredAt - askedAt) ? 0 : differenceS;
}

/** Whether this device shows a wrong time, as far as the hub knows. */
export function isClockWrong() {
  return Math.abs(aheadS) > WRONG_S;
}
