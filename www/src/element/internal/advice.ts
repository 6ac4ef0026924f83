/** What is said of each tier, to the reader and to the page's author. */
import type { IsolationProblem } from "../../engine/contract";
import type { PlaygroundTier } from "../public/types";

const GUIDE = "see “Embed in your docs”, “Where programs run”";

/** One sentence, plain, for who reads the page; nothing where the program just runs. */
export function sentenceFor(tier: PlaygroundTier, problem?: IsolationProblem): string {
  switch (tier) {
    case "page":
    case "frame":
      return "";
    case "link":
      return "This browser cannot run threads inside this page. Open the program in the playground, in a tab of its own, and run it there.";
    case "recorded":
      return problem && problem.code !== "no-shared-memory"
        ? `${problem.message} What the program prints is recorded here.`
        : "Threads cannot run on this page. What the program prints is recorded here.";
  }
}

/** Where programs run, in a few words beside their output. */
export function whereFor(tier: PlaygroundTier): string {
  if (tier === "page") return "in this page";
  return tier === "frame" ? "in an isolated frame" : "";
}

/** What the author can change, and what for. */
export function adviceFor(tier: PlaygroundTier, problem?: IsolationProblem): string {
  const headers = problem?.missingHeaders.join(" and ");
  switch (tier) {
    case "page":
      return "";
    case "frame":
      return `programs run in a hidden frame, which works in Chromium alone. For every browser, isolate the page: ${GUIDE}.`;
    case "link":
      return `programs open in the playground, since this page is not cross-origin isolated. To run them in the page, send ${headers || "its headers"}, or use the service worker: ${GUIDE}.`;
    case "recorded":
      return `programs cannot run here: ${problem?.message ?? ""} ${headers ?? ""} (${GUIDE}).`;
  }
}
