import { join } from "node:path";
import { expect, test } from "vitest";
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
  const html = liveExample({ ...example, code: "print('<b>')\n", recorded: "\n<b>\n" });
  expect(html).toContain("&#60;b&#62;");
  expect(html).toContain('tabindex="0">\n\n&#60;b&#62;\n</pre></threading-playground>');
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
