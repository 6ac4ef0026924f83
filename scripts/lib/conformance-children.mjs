/** The Python processes that tests start. They are programs in another page, which is opened for the first one. */
import { openRunner } from "./runner.mjs";

/** A child has less time than the test that waits for it, so that the test can report the child's result. */
const SHARE = 0.8;
/** No child that ends takes longer, even on a busy machine. */
const LIMIT_MS = 120_000;

export class Children {
  #files;
  #options;
  #opening;
  #count = 0;

  /** `files` are the files that every child can import; `options` are the runner's. */
  constructor(files, options) {
    this.#files = files;
    this.#options = options;
  }

  /** Runs `{ name, source, argv, files }`. Returns the result in the form that `children.py` reads. */
  async run({ name, source, argv, files }, limitMs) {
    this.#opening ??= openRunner(this.#options);
    const runner = await this.#opening;
    this.#count++;
    const { status, stdout, stderr, merged } = await runner.run({
      files: { ...this.#files, ...files, [name]: source },
      main: name,
      argv,
      dialect: "python3",
      timeoutMs: Math.min(limitMs * SHARE, LIMIT_MS),
    });
    return { number: this.#count, status, out: stdout, err: stderr, merged };
  }

  async close() {
    await (await this.#opening)?.close();
    this.#opening = undefined;
  }
}
