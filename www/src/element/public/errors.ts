/** What the element's promises reject with. Codes are stable; texts are not. */

export type PlaygroundErrorCode =
  /** A listener of `threading-playground-before-run` prevented the run. */
  | "cancelled"
  /** The element runs a program already. */
  | "busy"
  /** Stopped, or taken off the page, before the program began. */
  | "stopped"
  /** A file that `files` names could not be fetched. */
  | "files"
  /** The runtime, or the editor, did not load. */
  | "load"
  /** Threads cannot run on this page; `element.tier` says what can be done instead. */
  | "unavailable";

/** Why a promise of the element rejected. */
export class PlaygroundError extends Error {
  /** Stable. */
  readonly code: PlaygroundErrorCode;

  constructor(code: PlaygroundErrorCode, message: string) {
    super(message);
    this.name = "PlaygroundError";
    this.code = code;
  }
}
