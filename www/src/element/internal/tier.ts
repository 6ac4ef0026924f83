/** Finds where programs can run on this page: docs/element.md has the four tiers. */
import type { Engine, IsolationProblem } from "../../engine/contract";
import { checkIsolation, pageSurroundings } from "../../engine/isolation";
import { createEngine } from "../../engine/runtime";
import type { PlaygroundTier } from "../public/types";
import { adviceFor, sentenceFor } from "./advice";
import { openFrame } from "./frame-client";

export interface Found {
  tier: PlaygroundTier;
  /** For the page's author; empty where nothing is to be done. */
  advice: string;
  /** For the reader; empty where nothing is to be said. */
  sentence: string;
  /** Where a program can run. */
  createEngine?: () => Engine;
  /** Where none can. */
  problem?: IsolationProblem;
}

function told(tier: PlaygroundTier, more: Partial<Found>): Found {
  const advice = adviceFor(tier, more.problem);
  // Once a page, and for its author: a reader never sees it.
  // biome-ignore lint/suspicious/noConsole: it is where an author looks
  if (advice) console.info(`threading-playground: ${advice}`);
  return { tier, advice, sentence: sentenceFor(tier, more.problem), ...more };
}

export async function findTier(): Promise<Found> {
  const problem = await checkIsolation(pageSurroundings());
  if (!problem) return told("page", { createEngine });
  // The other two are the browser's own, and no frame has what the page's browser does not.
  if (problem.code !== "no-shared-memory") return told("recorded", { problem });
  const frame = await openFrame();
  if (frame.kind === "isolated") return told("frame", { createEngine: frame.createEngine });
  return told(frame.canOpen ? "link" : "recorded", { problem });
}
