import { expect, test } from "vitest";
import { sizeOf, travelled } from "./download";

const size = (headers: Record<string, string>) => sizeOf(new Headers(headers));

test("of a compressed download, what travels is counted", () => {
  const packed = size({ "content-length": "8900000", "content-encoding": "br", "x-uncompressed-length": "25700000" });
  expect(travelled(0, packed)).toEqual({ receivedBytes: 0, totalBytes: 8_900_000 });
  expect(travelled(12_850_000, packed)).toEqual({ receivedBytes: 4_450_000, totalBytes: 8_900_000 });
  expect(travelled(25_700_000, packed)).toEqual({ receivedBytes: 8_900_000, totalBytes: 8_900_000 });
});

test("of one that is not compressed, the same bytes arrive", () => {
  const plain = size({ "content-length": "1000" });
  expect(travelled(250, plain)).toEqual({ receivedBytes: 250, totalBytes: 1000 });
});

test("where the server says too little, only what has come is told", () => {
  expect(travelled(250, size({}))).toEqual({ receivedBytes: 250, totalBytes: 0 });
  expect(travelled(250, size({ "content-length": "100", "content-encoding": "br" }))).toEqual({
    receivedBytes: 250,
    totalBytes: 0,
  });
  const streamed = size({ "content-encoding": "br", "x-uncompressed-length": "1000" });
  expect(travelled(250, streamed)).toEqual({ receivedBytes: 250, totalBytes: 1000 });
});
