/**
 * Long messages come in pieces, so that a voice never waits behind them. A piece is
 * `0 | flags | sequence u16 | transfer u32 | payload`; the joined payload is one ordinary text.
 */
const HEADER_BYTES = 8;
const FIRST = 1;
const LAST = 2;
const CREDIT = 4;

export class BulkJoiner {
  /** @param {number} windowBytes what the hub may have under way */
  constructor(windowBytes) {
    this._stepBytes = windowBytes / 4;
    this._received = 0;
    this._told = 0;
    /** @type {Map<number, Uint8Array[]>} */
    this._transfers = new Map();
  }

  /** Take in one piece.
   * @param {ArrayBuffer} frame
   * @returns {{text: string | null, credit: Uint8Array<ArrayBuffer> | null}} what was completed, and what to answer */
  take(frame) {
    const view = new DataView(frame);
    if (frame.byteLength < HEADER_BYTES) return { text: null, credit: null };
    const [flags, transfer] = [view.getUint8(1), view.getUint32(4)];
    const payload = new Uint8Array(frame, HEADER_BYTES);
    this._received += payload.length;
    const pieces = (flags & FIRST) !== 0 ? [] : (this._transfers.get(transfer) ?? []);
    pieces.push(payload);
    this._transfers.set(transfer, pieces);
    const isLast = (flags & LAST) !== 0;
    if (isLast) this._transfers.delete(transfer);
    const isDue = isLast || this._received - this._told >= this._stepBytes;
    return { text: isLast ? decode(pieces) : null, credit: isDue ? this._credit() : null };
  }

  _credit() {
    this._told = this._received;
    const frame = new Uint8Array(HEADER_BYTES);
    const view = new DataView(frame.buffer);
    view.setUint8(1, CREDIT);
    view.setUint32(4, this._received % 2 ** 32);
    return frame;
  }
}

/** @param {Uint8Array[]} pieces */
function decode(pieces) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const texts = pieces.map((piece) => decoder.decode(piece, { stream: true }));
  return texts.join("") + decoder.decode();
}
