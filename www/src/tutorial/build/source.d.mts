export interface TutorialExample {
  file: string;
  orderVaries: boolean;
  numbersVary: boolean;
  code: string;
  recordedPath: string;
  /** Absent until `scripts/record-tutorial.mjs` has run it. */
  recorded: string | undefined;
}

export interface Chapter {
  slug: string;
  number: number;
  title: string;
  summary: string;
  /** Markdown. */
  body: string;
  examples: TutorialExample[];
}

export function parseExample(folder: string, text: string, where: string): TutorialExample;
export function splitFrontMatter(text: string, where: string): Pick<Chapter, "title" | "summary" | "body">;
export function readChapters(folder: string): Chapter[];
export function comparable(example: Pick<TutorialExample, "orderVaries" | "numbersVary">, output: string): string;
