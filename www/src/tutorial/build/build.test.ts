import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stateProperties } from "../../timeline/look";
import { pythonHtml } from "./highlight";
import { liveExample } from "./live";
import { renderMarkdown, slugOf } from "./markdown";
import { chapterPage } from "./pages";
import { comparable, readChapters } from "./source.mjs";

const chapters = readChapters(join(import.meta.dirname, "../../../tutorial"));
const first = chapters[0];
if (!first?.examples[0]) throw new Error("the tutorial has no first example");
const example = first.examples[0];

test("code is coloured line for line, and nothing in it is markup", () => {
  const html = pythonHtml('def f():\n    return "<b>&"  # no\n');
  expect(html.match(/class="row"/g)).toHaveLength(2);
  expect(html).toContain('<span class="tok-keyword">def</span> <span class="tok-name">f</span>');
  expect(html).toContain('<span class="tok-string">&#34;&#60;b&#62;&#38;&#34;</span>');
});

test("an example is markup that can be read as it is: code, and output with its first line", () => {
  const html = liveExample({ ...example, code: "print('<b>')\n", recorded: "\n<b>\n", hasTimeline: false });
  expect(html).toContain("&#60;b&#62;");
  expect(html).toContain('tabindex="0">\n\n&#60;b&#62;\n</pre></threading-playground>');
});

test("below an example that shows its timeline is the picture of a recorded run, with the words of its record", () => {
  const shown = first.examples.find(({ hasTimeline }) => hasTimeline);
  if (!shown) throw new Error("the first chapter has no picture");
  const html = liveExample(shown);
  expect(html).toMatch(/^<threading-playground file="\w+\.py" timeline>/);
  expect(html).toMatch(
    /<figure slot="timeline" [^>]*>.*<svg [^>]*width="720" height="\d+".*<svg [^>]*width="344" height="\d+"/s,
  );
  expect(html).toMatch(/<p>MainThread .* waited .* for Thread-1 \(countdown\) to end\./);
  // The page's content security policy allows no style in it.
  expect(html).not.toMatch(/<style|style="|<desc/);
  for (const [, label = ""] of html.matchAll(/aria-labelledby="([^"]*)"/g)) expect(html).toContain(`id="${label}"`);
  const global = liveExample({ ...shown, hasGlobalLock: true });
  expect(global).toMatch(/^<threading-playground file="\w+\.py" gil timeline>/);
  expect(global).toContain("recorded with a global lock");
  expect(() => liveExample({ ...shown, pictures: shown.pictures.map((one) => ({ ...one, svg: undefined })) })).toThrow(
    /has no picture: node scripts/,
  );
});

test("the pictures have the colours of the timeline", () => {
  const style = readFileSync(join(import.meta.dirname, "../styles/picture.css"), "utf8").replace(/\s+/g, "");
  expect(style).toContain(stateProperties((pair, part) => `light-dark(${pair[part].join(",")})`).replace(/\s+/g, ""));
  const used = chapters.flatMap(({ examples }) =>
    examples.flatMap(({ pictures }) => pictures.map(({ svg }) => svg ?? "")),
  );
  const names = new Set(used.flatMap((svg) => [...svg.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name)));
  for (const name of names) expect(style).toContain(`${name}:`);
});

test("headings have anchors, and HTML in the prose is text", () => {
  const { html, sections } = renderMarkdown({ ...first, body: "## Lock, or RLock?\n\n<script>x</script>" }, () => "");
  expect(sections).toEqual([{ id: "lock-or-rlock", title: "Lock, or RLock?" }]);
  expect(html).toContain('<h2 id="lock-or-rlock">');
  expect(html).toContain("&lt;script&gt;");
  expect(slugOf("What it's for")).toBe("what-it-s-for");
});

test("no page repeats an id, and each names its neighbours", () => {
  for (const chapter of chapters) {
    const html = chapterPage(chapters, chapter);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size, chapter.slug).toBe(ids.length);
    expect(html.includes('rel="prev"')).toBe(chapter.number > 1);
    expect(html.includes('rel="next"')).toBe(chapter.number < chapters.length);
  }
});

test("what may differ is left out of a comparison, and nothing else", () => {
  const exact = { orderVaries: false, numbersVary: false };
  expect(comparable(exact, "a\nb\n")).not.toBe(comparable(exact, "b\na\n"));
  expect(comparable({ ...exact, orderVaries: true }, "a\nb\n")).toBe(
    comparable({ ...exact, orderVaries: true }, "b\na"),
  );
  const numbers = { ...exact, numbersVary: true };
  expect(comparable(numbers, "0.31 s, Thread 0x0000000a")).toBe(comparable(numbers, "1.2 s, Thread 0x00000004"));
  expect(comparable(numbers, "lost: True")).not.toBe(comparable(numbers, "lost: False"));
});
