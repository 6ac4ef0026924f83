/** How much of a download has come: in bytes that travel, which are fewer than those that arrive where a server compresses. */
import type { LoadProgress } from "./contract";

/** Bytes; 0 where the server did not say. */
export interface DownloadSize {
  unpacked: number;
  travelling: number;
}

/** Content-Length counts the bytes that travel; X-Uncompressed-Length, which our servers send, those that they unpack to. */
export function sizeOf(headers: Headers): DownloadSize {
  const travelling = Number(headers.get("content-length") ?? 0) || 0;
  if (!headers.has("content-encoding")) return { unpacked: travelling, travelling };
  return { unpacked: Number(headers.get("x-uncompressed-length") ?? 0) || 0, travelling };
}

/** A script sees unpacked bytes alone; the same part of those that travel has come. */
export function travelled(
  unpackedBytes: number,
  { unpacked, travelling }: DownloadSize,
): Pick<LoadProgress, "receivedBytes" | "totalBytes"> {
  if (unpacked === 0) return { receivedBytes: unpackedBytes, totalBytes: 0 };
  if (travelling === 0) return { receivedBytes: unpackedBytes, totalBytes: unpacked };
  const part = Math.min(1, unpackedBytes / unpacked);
  return { receivedBytes: Math.floor(part * travelling), totalBytes: travelling };
}
