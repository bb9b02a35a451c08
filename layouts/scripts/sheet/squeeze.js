/** Deflate with the browser's own streams. */
import { SheetError } from "./model.js";

/** Bytes of text in a link at most. A link is short enough that what it grows to fits in the memory of a phone. */
const MAX_BODY = 64 * 1024;

/** @param {Uint8Array} bytes */
export const deflate = (bytes) => through(new CompressionStream("deflate-raw"), bytes);

/** @param {Uint8Array} bytes */
export async function inflate(bytes) {
  const body = await through(new DecompressionStream("deflate-raw"), bytes).catch(() => undefined);
  if (!body || body.length > MAX_BODY) throw new SheetError("damaged");
  return body;
}

/** @param {CompressionStream | DecompressionStream} stream @param {Uint8Array} bytes */
const through = async (stream, bytes) =>
  new Uint8Array(
    await new Response(new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(stream)).arrayBuffer(),
  );
