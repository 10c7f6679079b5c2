/** A word nobody else makes. */
export function newNonce() {
  // crypto.randomUUID is for protected connections only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
