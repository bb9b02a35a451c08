/** Deflate with the browser's own streams. */
import { SheetError } from "./model.js";

/** Bytes of text in a link at most; a small link could grow to gigabytes. */
export const MAX_BODY = 64 * 1024;

/** Undefined where the browser cannot. @param {Uint8Array} bytes */
export async function deflate(bytes) {
  if (typeof CompressionStream === "undefined") return undefined;
  return drain(bytes, new CompressionStream("deflate-raw"), Infinity);
}

/** @param {Uint8Array} bytes */
export async function inflate(bytes) {
  if (typeof DecompressionStream === "undefined") throw new SheetError("no-inflate");
  try {
    return await drain(bytes, new DecompressionStream("deflate-raw"), MAX_BODY);
  } catch (err) {
    throw err instanceof SheetError ? err : new SheetError("damaged");
  }
}

/**
 * Runs bytes through a stream and stops it at a limit, so that a small link
 * cannot fill the memory.
 *
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} limit
 */
async function drain(bytes, stream, limit) {
  const reader = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new SheetError("unsafe");
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
