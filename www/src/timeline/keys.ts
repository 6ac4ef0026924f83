/** What a key does while the picture has the focus. */
export type KeyAction =
  | { kind: "zoom"; by: 1 | -1 }
  | { kind: "pan"; by: number }
  | { kind: "thread" | "state"; by: 1 | -1 }
  | { kind: "all" | "play" | "pick" };

/** A share of what is shown. */
const PAN = 0.2;

const ACTIONS: Record<string, KeyAction> = {
  "+": { kind: "zoom", by: 1 },
  "=": { kind: "zoom", by: 1 },
  "-": { kind: "zoom", by: -1 },
  "0": { kind: "all" },
  " ": { kind: "play" },
  Enter: { kind: "pick" },
  ArrowUp: { kind: "thread", by: -1 },
  ArrowDown: { kind: "thread", by: 1 },
  ArrowLeft: { kind: "pan", by: -PAN },
  ArrowRight: { kind: "pan", by: PAN },
};

const SHIFTED: Record<string, KeyAction> = {
  "+": { kind: "zoom", by: 1 },
  ArrowLeft: { kind: "state", by: -1 },
  ArrowRight: { kind: "state", by: 1 },
};

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** Nothing where the key is the browser's. */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): KeyAction | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  return (shiftKey ? SHIFTED : ACTIONS)[key];
}
