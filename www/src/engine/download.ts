/**
 * The progress of a download, in transferred bytes. If the server compresses, they are fewer than the bytes that a script
 * receives.
 */
import type { LoadProgress } from "./contract";

/** Sizes in bytes; 0 if the server did not send them. */
export interface DownloadSize {
  unpacked: number;
  travelling: number;
}

/**
 * Content-Length is the number of transferred bytes. X-Uncompressed-Length, which our servers send, is their number after
 * decompression.
 */
export function sizeOf(headers: Headers): DownloadSize {
  const travelling = Number(headers.get("content-length") ?? 0) || 0;
  if (!headers.has("content-encoding")) return { unpacked: travelling, travelling };
  return { unpacked: Number(headers.get("x-uncompressed-length") ?? 0) || 0, travelling };
}

/** A script receives only decompressed bytes, so the transferred bytes are estimated from their share. */
export function travelled(
  unpackedBytes: number,
  { unpacked, travelling }: DownloadSize,
): Pick<LoadProgress, "receivedBytes" | "totalBytes"> {
  if (unpacked === 0) return { receivedBytes: unpackedBytes, totalBytes: 0 };
  if (travelling === 0) return { receivedBytes: unpackedBytes, totalBytes: unpacked };
  const part = Math.min(1, unpackedBytes / unpacked);
  return { receivedBytes: Math.floor(part * travelling), totalBytes: travelling };
}
