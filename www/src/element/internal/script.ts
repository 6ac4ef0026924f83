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
  if (selector) upgradeBlocks({ blocks: selector, ...(outputSelector ? { outputs: outputSelector } : {}) });
}
