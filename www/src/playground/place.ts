/** What the page shows: an example, one of the reader's own programs, or one that came with a link. The address's fragment says which. */

import { type Project, projectOf } from "../ui/project";
import { PREFIX } from "../ui/share-link";
import type { Example } from "./examples";
import type { Form } from "./form";
import type { OwnProgram } from "./own-programs";

export type Place =
  | { kind: "example"; example: Example }
  | { kind: "own"; program: OwnProgram }
  | { kind: "link"; fragment: string; project: Project };

export const STARTER = projectOf("program.py", {
  "program.py": `import threading

def worker(number):
    print("worker", number, "on", threading.current_thread().name)

for number in range(3):
    threading.Thread(target=worker, args=(number,)).start()
`,
});

export const isLink = (fragment: string) => fragment.startsWith(PREFIX);

export function fragmentOf(place: Place): string {
  if (place.kind === "example") return `#${encodeURIComponent(place.example.name)}`;
  return place.kind === "own" ? `#${place.program.id}` : place.fragment;
}

/** A short name for a long text: 53 bits, so that two links that a reader has edited do not meet. */
function digest(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/** Where the edited program is kept. A link's own edits never touch the reader's other programs. */
export function draftKey(place: Place, form: Form): string {
  if (place.kind === "example") return `${place.example.name}:${form}`;
  return place.kind === "own" ? place.program.id : `link:${digest(place.fragment)}`;
}
