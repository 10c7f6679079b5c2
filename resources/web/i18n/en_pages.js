/** The English forms of sentences that count, by their context.
 * @type {import("./words.js").Shared} */
export const WORDS = {
  Arrange: {
    "%n change(s)": ["%n change", "%n changes"],
    "%n device(s) arranged": ["%n device arranged", "%n devices arranged"],
  },
  KeyPad: { "%n digit(s) entered": ["%n digit entered", "%n digits entered"] },
  SearchPage: { "%n device(s) found": ["%n device found", "%n devices found"] },
  Toast: { "%n more": ["%n more", "%n more"] },
};
