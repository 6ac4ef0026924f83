/**
 * The element in other people's markup: a generator's blocks, themes, a strict policy, print, no script, no layout shift.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { block, example, inState, openDocs, page, part, run } from "./harness.mjs";

const script = (attributes) =>
  `<script type="module" src="threading-playground/threading-playground.js" ${attributes}></script>`;

/** Markup of Sphinx, MkDocs (with line numbers), mdBook and a plain page, and blocks that must not become live. */
const BLOCKS = `
<div class="highlight-python notranslate"><div class="highlight"><button class="copybtn">Copy</button><pre><span></span><span class="linenos">1</span><span class="nb">print</span><span class="p">(</span><span class="s2">&quot;sphinx&quot;</span><span class="p">)</span>
<span class="linenos">2</span>
</pre></div></div>
<div class="language-python highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre><span class="normal">1</span></pre></div></td><td class="code"><div><pre><span></span><code><nav class="md-code__nav"><button>Copy</button></nav><span class="nb">print</span>(<span>"mkdocs"</span>)
</code></pre></div></td></tr></table></div>
<pre><div class="buttons"><button class="fa">Copy</button></div><code class="language-python hljs"><span>print</span>("mdbook")
</code></pre>
<pre class="recorded-text">mdbook
</pre>
<div class="literal-block-wrapper"><div class="code-block-caption">caption.py</div><div class="highlight-python notranslate"><div class="highlight"><pre>print("captioned")
</pre></div></div></div>
<pre class="recorded-text">captioned
</pre>
<pre id="plain"><code class="language-python">
print("plain")
</code></pre>
<pre><code class="language-text">print("no Python")</code></pre>
<threading-playground><pre><code class="language-python">print("wrapped already")</code></pre></threading-playground>`;
const SELECTOR = ".highlight-python, .language-python.highlight, code.language-python";

let docs;
before(async () => {
  docs = await openDocs(
    {
      "blocks.html": page(BLOCKS, {
        head: script(`data-selector="${SELECTOR}" data-output-selector=".recorded-text"`),
      }),
      "wrong.html": page(BLOCKS, { head: script('data-selector="]["') }),
      "theme.html": page(example("print(1)\n")),
      "still.html": page(`${example("print(1)\nprint(2)\n", { output: "1\n2\n" })}<p>after</p>`, {
        head: `<link rel="stylesheet" href="threading-playground/threading-playground.css">${script("")}`,
      }),
      "strict.html": page(example("import threading\nprint(threading.active_count())\n", { output: "1\n" }), {
        head: `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; img-src 'self' data:">${script("")}`,
      }).replace(/<style>[\s\S]*?<\/style>/, ""),
    },
    { headers: ISOLATION_HEADERS },
  );
});
after(() => docs.close());

test("data-selector makes a generator's blocks live, each with its own code and nothing around it", async () => {
  const opened = await docs.open("blocks.html");
  await opened.waitForFunction(() => document.querySelectorAll("threading-playground").length === 6);
  const codes = await opened.evaluate(() =>
    [...document.querySelectorAll("threading-playground")].map(({ code }) => code),
  );
  assert.deepEqual(codes, [
    'print("sphinx")',
    'print("mkdocs")',
    'print("mdbook")',
    'print("captioned")',
    'print("plain")',
    'print("wrapped already")',
  ]);
  assert.equal(await opened.locator("threading-playground threading-playground").count(), 0);
  assert.equal((await run(opened, 1)).output, "mkdocs\n");
  // The block after a program is its recorded output, if the author selected it.
  assert.equal(await block(opened, 2).locator('[slot="output"]').textContent(), "mdbook\n");
  assert.equal(await part(block(opened, 2), "caption").innerText(), "Recorded output");
  assert.equal(await block(opened, 3).locator('[slot="output"]').textContent(), "captioned\n");
});

test("blocks that come later, as by instant navigation, are made live too", async () => {
  const opened = await docs.open("blocks.html");
  await opened.waitForFunction(() => document.querySelectorAll("threading-playground").length === 6);
  await opened.evaluate(() => {
    document
      .querySelector("h1")
      .insertAdjacentHTML(
        "afterend",
        '<div><div class="highlight-python"><div class="highlight"><pre>print("late")\n</pre></div></div></div>',
      );
  });
  await opened.waitForFunction(() => document.querySelectorAll("threading-playground").length === 7);
  assert.equal((await run(opened, 0)).output, "late\n");
});

test("what is no selector is told to the author, and the page is as it was", async () => {
  const opened = await docs.open("wrong.html");
  await opened.waitForFunction(() => customElements.get("threading-playground"));
  assert.equal(await opened.locator("threading-playground").count(), 1);
  const told = docs.errors.splice(0);
  assert.equal(told.length, 1);
  assert.match(told[0], /data-selector="\]\[" is no selector/);
});

const HOOKS = [
  [
    "Furo",
    () => document.body.setAttribute("data-theme", "dark"),
    () => document.body.setAttribute("data-theme", "light"),
  ],
  [
    "pydata",
    () => document.documentElement.setAttribute("data-theme", "dark"),
    () => document.documentElement.setAttribute("data-theme", "light"),
  ],
  [
    "Material",
    () => document.body.setAttribute("data-md-color-scheme", "slate"),
    () => document.body.setAttribute("data-md-color-scheme", "default"),
  ],
  [
    "mdBook",
    () => {
      document.documentElement.className = "navy";
    },
    () => {
      document.documentElement.className = "rust";
    },
  ],
  [
    "a page that only looks so",
    () => {
      document.body.style.background = "#102030";
    },
    () => {
      document.body.style.background = "#fafafa";
    },
  ],
];

/** Returns whether the code's background is darker than its text. */
const isDark = (opened) =>
  opened.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(
      document.querySelector("threading-playground").shadowRoot.firstElementChild,
    );
    const light = (text) =>
      text
        .match(/\d+/g)
        .slice(0, 3)
        .reduce((sum, channel) => sum + Number(channel), 0);
    return light(backgroundColor) < light(color);
  });

for (const [name, toDark, toLight] of HOOKS) {
  test(`the theme follows ${name}, there and back`, async () => {
    const opened = await docs.open("theme.html");
    await opened.waitForFunction(() => customElements.get("threading-playground"));
    assert.equal(await isDark(opened), false);
    for (const [act, expected] of [
      [toDark, true],
      [toLight, false],
    ]) {
      await opened.evaluate(act);
      assert.equal(await isDark(opened), expected);
    }
    await opened.evaluate(() => document.querySelector("threading-playground").setAttribute("theme", "dark"));
    assert.equal(await isDark(opened), true, "unless the author says which");
  });
}

test("the system's scheme counts where the page takes both", async () => {
  const opened = await docs.open("theme.html", { colorScheme: "dark" });
  assert.equal(await isDark(opened), false, "a page that says nothing is light");
  await opened.evaluate(() => {
    document.documentElement.style.colorScheme = "light dark";
  });
  assert.equal(await isDark(opened), true);
  await opened.emulateMedia({ colorScheme: "light" });
  await opened.waitForFunction(
    () => document.querySelector("threading-playground").shadowRoot.firstElementChild.dataset.theme === "light",
  );
});

test("under a policy that allows no inline style or script it looks, edits and runs as ever", async () => {
  const opened = await docs.open("strict.html");
  const root = block(opened);
  await part(root, "edit").click();
  await root.locator(".cm-focused").waitFor();
  assert.equal((await run(opened)).output, "1\n");
  assert.equal(await part(root, "run").evaluate((button) => getComputedStyle(button).borderRadius), "6px");
  assert.equal(await root.locator(".cm-content").evaluate((content) => getComputedStyle(content).whiteSpace), "pre");
});

test("without a script, and on paper, code and recorded output are there, and no button", async () => {
  const bare = await docs.open("still.html", { javaScriptEnabled: false });
  const root = block(bare);
  for (const selector of ["code", '[slot="output"]']) assert.equal(await root.locator(selector).isVisible(), true);
  const opened = await docs.open("still.html");
  await opened.waitForFunction(() => customElements.get("threading-playground"));
  await opened.emulateMedia({ media: "print" });
  const live = block(opened);
  for (const selector of ["code", '[slot="output"]']) assert.equal(await live.locator(selector).isVisible(), true);
  assert.equal(await part(live, "run").isVisible(), false);
  await opened.emulateMedia({ media: "screen" });
  await run(opened);
  await part(live, "edit").click();
  await live.locator(".cm-focused").waitFor();
  await opened.emulateMedia({ media: "print" });
  assert.equal(await live.locator(".cm-content").isVisible(), true);
  assert.equal(await part(live, "output").isVisible(), true, "the program's own output, once there is one");
});

for (const width of [390, 1000]) {
  test(`nothing moves when the element comes, when it runs and when it is edited, at ${width} px`, async () => {
    const opened = await docs.open("theme.html", { viewport: { width, height: 900 } });
    await opened.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          window.shifts.push({ value, what: sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? "") });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    // The page is painted before the script arrives.
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await opened.route("**/threading-playground.js", async (route) => {
      await held;
      await route.continue();
    });
    await opened.goto(`${docs.url}still.html`, { waitUntil: "commit" });
    await opened.locator("p", { hasText: "after" }).waitFor();
    const place = () =>
      opened.locator("p", { hasText: "after" }).evaluate((element) => element.getBoundingClientRect().top);
    await opened.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const before = await place();
    release();
    await opened.waitForFunction(() => customElements.get("threading-playground"));
    assert.equal(await place(), before);
    await run(opened);
    await inState(block(opened), "exited");
    assert.equal(await place(), before, "a run has the room of the recorded output");
    await part(block(opened), "edit").click();
    await block(opened).locator(".cm-focused").waitFor();
    assert.ok(Math.abs((await place()) - before) <= 1, "and the editor that of the code");
    const found = await opened.evaluate(() => window.shifts);
    assert.ok(found.reduce((sum, { value }) => sum + value, 0) < 0.005, JSON.stringify(found));
  });
}
