/** Decodes the result of `playground_translate`: the dialect, the source, and then the line and the text of each note. */
import type { Translation, TranslationNote } from "./contract";

export function translationOf([dialect, source = "", ...rest]: readonly string[]): Translation {
  const notes: TranslationNote[] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) notes.push({ line: Number(rest[at]), text: rest[at + 1] ?? "" });
  return { dialect: dialect === "python2" ? "python2" : "python3", source, notes };
}
