/** A button on each snippet of the guide that copies it. Without a script, or without a clipboard, there is none. */

const SAID_MS = 2000;

export function addCopyButtons(root: ParentNode): void {
  // `undefined` on pages that are not secure, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return;
  for (const snippet of root.querySelectorAll(".snippet")) {
    const code = snippet.querySelector("code");
    const caption = snippet.querySelector("figcaption");
    if (code && caption) caption.append(button(() => clipboard.writeText((code.textContent ?? "").trimEnd())));
  }
}

function button(copy: () => Promise<void>): HTMLButtonElement {
  const own = document.createElement("button");
  own.type = "button";
  own.className = "copy";
  own.textContent = "Copy";
  const say = (text: string) => {
    own.textContent = text;
    setTimeout(() => {
      own.textContent = "Copy";
    }, SAID_MS);
  };
  own.addEventListener("click", () => {
    copy().then(
      () => say("Copied"),
      () => say("Not allowed"),
    );
  });
  return own;
}
