/** The English forms of sentences that count, by their context.
 * @type {import("./words.js").Shared} */
export const WORDS = {
  KeyPad: { "%n digit(s) entered": ["%n digit entered", "%n digits entered"] },
  SearchPage: { "%n device(s) found": ["%n device found", "%n devices found"] },
  Toast: { "%n more": ["%n more", "%n more"] },
};
