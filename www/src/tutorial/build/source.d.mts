export interface TutorialExample {
  file: string;
  orderVaries: boolean;
  numbersVary: boolean;
  hasTimeline: boolean;
  hasGlobalLock: boolean;
  endsInDeadlock: boolean;
  code: string;
  recordedPath: string;
  /** Absent until `scripts/record-tutorial.mjs` has run it. */
  recorded: string | undefined;
  /** Of what its threads did; as absent. */
  pictures: { kind: "wide" | "narrow"; path: string; svg: string | undefined }[];
}

export interface Chapter {
  slug: string;
  number: number;
  title: string;
  summary: string;
  /** Words that a reader may search for, beside those of the text. */
  terms: string;
  /** Markdown. */
  body: string;
  examples: TutorialExample[];
}

export function parseExample(folder: string, text: string, where: string): TutorialExample;
export function splitFrontMatter(text: string, where: string): Pick<Chapter, "title" | "summary" | "terms" | "body">;
export function readChapters(folder: string): Chapter[];
export function comparable(example: Pick<TutorialExample, "orderVaries" | "numbersVary">, output: string): string;
