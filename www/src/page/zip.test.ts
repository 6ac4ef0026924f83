import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zip } from "./zip";

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

test("another program unpacks what was packed, whatever the names and the texts", async () => {
  const files = [
    ["program.py", "print('ä <module>')\n"],
    ["lib/naïve 😀.py", ""],
    ["./__proto__", "x".repeat(100_000)],
  ] as const;
  const unpacked = unzipSync(await bytesOf(zip(files)));
  expect(Object.entries(unpacked).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual(files);
});

test("each file has its checksum, in its header and in the directory", async () => {
  const bytes = await bytesOf(zip([["a", "123456789"]]));
  const view = new DataView(bytes.buffer);
  // The check value of this checksum, and where the format has it.
  expect(view.getUint32(14, true)).toBe(0xcbf43926);
  const directory = 30 + 1 + 9;
  expect(view.getUint32(directory, true)).toBe(0x02014b50);
  expect(view.getUint32(directory + 16, true)).toBe(0xcbf43926);
  expect(view.getUint32(bytes.length - 6, true)).toBe(directory);
});
