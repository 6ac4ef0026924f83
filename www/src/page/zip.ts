/**
 * A zip archive of text files, stored as they are: sources are small, and a packer would be a tenth of the page's code.
 * The layout is APPNOTE.TXT's: for each file a header and its bytes, then a directory of copies of the headers, and its place.
 */
const LOCAL = 0x04034b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** The first day that the format can name, so that the same files give the same archive. */
const DATE = (1 << 5) | 1;

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Numbers of two and of four bytes, low byte first. */
function words(...fields: [size: 2 | 4, value: number][]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

export function zip(files: Iterable<readonly [name: string, text: string]>): Blob {
  const encoder = new TextEncoder();
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  const lengthOf = (parts: Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);
  let count = 0;
  let offset = 0;
  for (const [path, text] of files) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)];
    const header = words(
      [2, VERSION],
      [2, FLAGS],
      [2, 0],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    );
    const parts = [words([4, LOCAL]), header, name, bytes];
    bodies.push(...parts);
    const place = words([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    directory.push(words([4, DIRECTORY], [2, VERSION]), header, place, name);
    offset += lengthOf(parts);
    count++;
  }
  const end = words([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, lengthOf(directory)], [4, offset], [2, 0]);
  return new Blob([...bodies, ...directory, end], { type: "application/zip" });
}
