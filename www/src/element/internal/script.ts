/** What the script tag says, on which the author put what the element cannot know. */
import { isolateBy } from "../../isolation/isolate";
import { upgradeBlocks } from "./selector";

const bare = (address: string) => address.replace(/[?#].*$/, "");

/** The tag that loaded the module of this address: a module has no `document.currentScript`. */
function tagOf(moduleUrl: string): HTMLScriptElement | undefined {
  const tags = document.querySelectorAll<HTMLScriptElement>("script[src]");
  return [...tags].find(({ src }) => bare(src) === bare(moduleUrl));
}

export function wireScript(moduleUrl: string): void {
  const { selector, outputSelector, serviceWorker } = tagOf(moduleUrl)?.dataset ?? {};
  if (serviceWorker) void isolateBy(new URL(serviceWorker, document.baseURI));
  if (!selector) return;
  try {
    upgradeBlocks({ blocks: selector, ...(outputSelector ? { outputs: outputSelector } : {}) });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const wrong = isSelector(selector) ? `data-output-selector="${outputSelector}"` : `data-selector="${selector}"`;
    // biome-ignore lint/suspicious/noConsole: it is where an author looks
    console.error(`threading-playground: ${wrong} is no selector`);
  }
}

function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}
