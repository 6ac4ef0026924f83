/** Searches the tutorial, in the reader's browser: there is no server to ask, and there may be no network. */
import MiniSearch from "minisearch";

/** A chapter until its first heading, or a section of it. */
export interface SearchEntry {
  url: string;
  /** Its number and title. */
  chapter: string;
  heading: string;
  text: string;
  /** What it may be called in a search, beside the words of its text. */
  terms: string;
  /** The programs in it. */
  code: string;
}

/** A part of a text, and whether it is what was searched for. */
export type Piece = readonly [text: string, isMatch: boolean];

export interface Found {
  url: string;
  chapter: string;
  heading: Piece[];
  /** Some of the text, about the first match. */
  excerpt: Piece[];
}

const MOST_FOUND = 20;
const EXCERPT = { before: 40, length: 150 };
/** A title counts for more than a mention. */
const BOOST = { chapter: 3, heading: 6, terms: 6, code: 0.4 };
/** Words that say nothing about what is searched for. */
const COMMON = new Set("a an and are as at be by do does for how i in is it of on or that the to what why".split(" "));

/** All of the words; where nothing has them all, with a slip of the finger in the long ones; else any of them. */
const ATTEMPTS = [
  { combineWith: "AND", fuzzy: false },
  { combineWith: "AND", fuzzy: 0.2 },
  { combineWith: "OR", fuzzy: 0.2 },
] as const;

const processTerm = (term: string) => {
  const lower = term.toLowerCase();
  return COMMON.has(lower) ? null : lower;
};

export class BookSearch {
  readonly #index: MiniSearch<SearchEntry>;

  constructor(entries: readonly SearchEntry[]) {
    this.#index = new MiniSearch<SearchEntry>({
      idField: "url",
      fields: ["chapter", "heading", "terms", "text", "code"],
      storeFields: ["url", "chapter", "heading", "text"],
      processTerm,
    });
    this.#index.addAll(entries);
  }

  /** Best first. */
  find(query: string): Found[] {
    for (const { combineWith, fuzzy } of ATTEMPTS) {
      const found = this.#index.search(query, {
        combineWith,
        boost: BOOST,
        prefix: (term) => term.length > 1,
        fuzzy: (term) => (term.length > 4 ? fuzzy : false),
      });
      if (found.length > 0) {
        return found.slice(0, MOST_FOUND).map(({ match, url, chapter, heading, text }) => {
          const terms = Object.keys(match);
          return { url, chapter, heading: marked(heading, terms), excerpt: marked(excerptOf(text, terms), terms) };
        });
      }
    }
    return [];
  }
}

function pattern(terms: readonly string[]): RegExp {
  const words = [...terms]
    .sort((a, b) => b.length - a.length)
    .map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

/** Begins before the match that has the most of the words after it. */
function excerptOf(text: string, terms: readonly string[]): string {
  let [at, most] = [0, 0];
  for (const { index } of text.matchAll(pattern(terms))) {
    const near = text.slice(index, index + EXCERPT.length - EXCERPT.before).toLowerCase();
    const count = new Set(near.match(pattern(terms))).size;
    if (count > most) [at, most] = [index, count];
  }
  const from = at <= EXCERPT.before ? 0 : text.lastIndexOf(" ", at - EXCERPT.before) + 1;
  const end = from + EXCERPT.length >= text.length ? text.length : text.lastIndexOf(" ", from + EXCERPT.length);
  return `${from > 0 ? "… " : ""}${text.slice(from, end)}${end < text.length ? " …" : ""}`;
}

function marked(text: string, terms: readonly string[]): Piece[] {
  const parts = text.split(pattern(terms));
  return parts.map((part, at): Piece => [part, at % 2 === 1]).filter(([part]) => part !== "");
}
