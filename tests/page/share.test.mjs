/** Links: they hold the program, show it, and neither run it nor touch what the reader has. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { editorText, givenProgram, setUp, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const fragment = (program) => `#code=${deflateRawSync(JSON.stringify(program)).toString("base64url")}`;
const LINKED = {
  files: { "main.py": "# fake: program\n# from afar <b>", "helper.py": "x = 1" },
  main: "main.py",
  argv: ["two words"],
  stdin: "typed\n",
  dialect: "python3",
};

test("a link fills the editor, runs nothing, and its program runs as it was sent", async () => {
  const page = await site.open({ path: fragment(LINKED) });
  assert.equal(await editorText(page), LINKED.files["main.py"]);
  assert.match(await page.locator("#link-note").innerText(), /came with a link\. It has not run/);
  assert.equal(await page.locator("#status").getAttribute("data-state"), "idle");
  assert.equal(await page.locator("#output .line").count(), 0);
  assert.deepEqual(await givenProgram(page), { ...LINKED, record: true });
});

test("a link leaves the reader's own program alone, and leads back to it", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "# mine");
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragment(LINKED));
  await page.getByRole("heading", { name: "A shared program" }).waitFor();
  await write(page, "# edited link");
  await page.locator("#link-back").click();
  await page.getByRole("heading", { name: "Your program" }).waitFor();
  assert.equal(await editorText(page), "# mine");
  assert.equal(await page.locator("#link-note").isVisible(), false);
  await page.goBack();
  await page.getByRole("heading", { name: "A shared program" }).waitFor();
  assert.equal(await editorText(page), "# edited link", "edits to a linked program are kept as well");
  await page.locator("#reset").click();
  assert.equal(await editorText(page), LINKED.files["main.py"]);
});

test("Share copies a link that opens as the same program", async () => {
  const page = await site.open({ path: "#own", permissions: ["clipboard-read", "clipboard-write"] });
  await write(page, "# fake: program\n# 😀 <module>");
  await page.locator("#settings > summary").click();
  await page.locator("#argv").fill("a 'b c'");
  await page.locator("#share").click();
  await page.locator("#code-said", { hasText: "The link is copied" }).waitFor();
  assert.doesNotMatch(await page.locator("#code-said").innerText(), /long/);
  const address = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(address, /^http:\/\/localhost:\d+\/#code=[\w-]+$/);
  const other = await site.open({ path: new URL(address).hash });
  const { files, argv } = await givenProgram(other);
  assert.deepEqual([files["program.py"], argv], ["# fake: program\n# 😀 <module>", ["a", "b c"]]);
});

test("a long link is said to be long; where copying is refused it is in the address bar", async () => {
  const page = await site.open({
    path: "#own",
    async prepare(context) {
      await context.addInitScript(() => {
        Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
      });
    },
  });
  // Which does not compress to less than half.
  const noise = randomBytes(9_000).toString("hex");
  await write(page, `# ${noise}`);
  await page.locator("#share").click();
  await page.locator("#code-said", { hasText: "the link is in the address bar" }).waitFor();
  assert.match(await page.locator("#code-said").innerText(), /It is long, [\d,]+ characters/);
  assert.match(await page.evaluate(() => location.hash), /^#code=[\w-]{8000,}$/);
});

test("a damaged link says so and shows what the reader had", async () => {
  const page = await site.open({ path: `${fragment(LINKED).slice(0, -12)}` });
  await page.locator("#code-said", { hasText: "could not be read: it is damaged, or was cut off" }).waitFor();
  assert.equal(await page.locator("#title").innerText(), "Starting threads");
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    fragment({ files: { "../x.py": "" }, main: "../x.py" }),
  );
  await page.locator("#code-said", { hasText: "something else than a program" }).waitFor();
});

test("a link of 40,000 files is refused at once, with the reason, and nothing is lost", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "# mine");
  const files = Object.fromEntries(Array.from({ length: 40_000 }, (_, number) => [`${number}`, ""]));
  const asked = performance.now();
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    fragment({ files, main: "0" }),
  );
  await page
    .locator("#code-said", { hasText: "could not be read: it has 40,000 files, and a link can hold 200." })
    .waitFor();
  assert.ok(performance.now() - asked < 5_000, "not each name against each other one");
  assert.equal(await editorText(page), "# mine");
  assert.equal(await page.locator("#title").innerText(), "Your program");
});

test("a program that no link can hold is not shared as one", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, `# ${"x".repeat(1_000_000)}`);
  await page.locator("#share").click();
  await page
    .locator("#code-said", {
      hasText: "A link cannot hold this program: its file “program.py” has 1,000,002 characters",
    })
    .waitFor();
});

test("the page opens where it was left", async () => {
  const page = await site.open({ path: "#fetch_status" });
  await page.goto(page.url().replace(/#.*/, "harness.html"));
  await page.goto(page.url().replace(/harness\.html/, ""));
  await page.locator("#title", { hasText: "Both streams" }).waitFor();
});
