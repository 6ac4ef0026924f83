/** Cuts a write into plain text, control characters and escape sequences. */

export const ESCAPE = "\u001b";

/** A longer one is no escape sequence that was cut in two, but a program that never ends one. */
const MAX_UNFINISHED = 64;
const FIRST_CONTROL_PICTURE = 0x2400;

const CONTROL = String.raw`\u0000-\u0008\u000a-\u001f\u007f`;
const SEQUENCE = String.raw`\u001b\[[0-?]*[ -/]*[@-~]`;
/** Window titles and links: up to a bell or `ESC \`. */
const COMMAND = String.raw`\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)`;
const TOKEN = new RegExp(`[^${CONTROL}]+|${SEQUENCE}|${COMMAND}|[${CONTROL}]`, "g");
const HAS_CONTROL = new RegExp(`[${CONTROL}]`);
const IS_CONTROL = new RegExp(`^[${CONTROL}]$`);
const UNFINISHED = /\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?)?$/;

/** Keeps back an escape sequence whose end is still to come in the next write. */
export function splitUnfinished(text: string): { text: string; unfinished: string } {
  const cut = text.includes(ESCAPE) ? UNFINISHED.exec(text) : null;
  if (!cut || cut[0].length > MAX_UNFINISHED) return { text, unfinished: "" };
  return { text: text.slice(0, cut.index), unfinished: cut[0] };
}

export function tokens(text: string): Iterable<string> {
  if (!HAS_CONTROL.test(text)) return text ? [text] : [];
  return text.match(TOKEN) ?? [];
}

/** Text as it is; a control character, which is a token of its own and has no shape, as its picture; a bell not at all. */
export function visible(token: string): string {
  if (!IS_CONTROL.test(token)) return token;
  if (token === "\u0007") return "";
  return token === "\u007f" ? "\u2421" : String.fromCharCode(FIRST_CONTROL_PICTURE + token.charCodeAt(0));
}
