/** Share, open and download. */
import { byId } from "../ui/dom";
import { writeFragment } from "../ui/share-link";
import { download, onDrop, readFiles } from "./file-transfer";
import type { Navigation } from "./navigation";
import { FIRST } from "./own-programs";
import type { Workbench } from "./workbench";

/** Where mail programs and chats begin to cut links. */
const LONG_LINK = 8_000;

async function share(workbench: Workbench): Promise<void> {
  let fragment: string;
  try {
    fragment = await writeFragment(workbench.project);
  } catch (error) {
    workbench.say(`A link cannot hold this program: ${(error as Error).message} Download it instead.`);
    return;
  }
  const address = new URL(fragment, location.href).href;
  const size = `${address.length.toLocaleString("en")} characters`;
  const warning =
    address.length > LONG_LINK ? ` It is long, ${size}: some programs cut such links. A download is safer.` : "";
  try {
    await navigator.clipboard.writeText(address);
    workbench.say(`The link is copied. It holds the whole program, and nothing was sent anywhere.${warning}`);
  } catch {
    // In the address bar it can be copied by hand; the program that it leads to is this one.
    history.replaceState(history.state, "", address);
    workbench.say(`The browser does not allow copying here: the link is in the address bar.${warning}`);
  }
}

async function open(files: Iterable<File>, workbench: Workbench, navigation: Navigation): Promise<void> {
  const list = [...files];
  if (list.length === 0) return;
  // Into the program of the reader's own that is shown, or else the first one.
  if (navigation.shown?.kind !== "own") await navigation.to({ kind: "own", program: FIRST });
  const opened = await readFiles(list, workbench.takenNames);
  workbench.addFiles(opened.files);
  const names = Object.keys(opened.files);
  const told = names.length > 0 ? [`Opened ${names.join(", ")}.`, ...opened.remarks] : opened.remarks;
  workbench.say(told.join(" "));
}

export function wireActions(workbench: Workbench, navigation: Navigation): void {
  byId("share", HTMLButtonElement).addEventListener("click", () => void share(workbench));
  const chooser = byId("file-chooser", HTMLInputElement);
  byId("open", HTMLButtonElement).addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    // The list is emptied with the input, so that the same file can be chosen again.
    const files = [...(chooser.files ?? [])];
    chooser.value = "";
    void open(files, workbench, navigation);
  });
  onDrop(byId("program", HTMLElement), (files) => void open(files, workbench, navigation));
  byId("download", HTMLButtonElement).addEventListener("click", async () => {
    // The archiver comes when it is first asked for, which can fail.
    const saved = await download(workbench.project).catch(() => undefined);
    workbench.say(saved ? `Saved ${saved}.` : "The files could not be packed: the packer did not load.");
  });
}
