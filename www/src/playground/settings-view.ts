/** How the program is started: `sys.argv`, standard input, dialect, global lock. */
import { byId } from "../ui/dom";
import { argvOf, DIALECTS, type Project } from "../ui/project";

export type Settings = Pick<Project, "argv" | "stdin" | "dialect" | "gil">;

const DIALECT_NAMES = { auto: "", python2: "Python 2", python3: "Python 3" };

export class SettingsView {
  readonly #argv = byId("argv", HTMLInputElement);
  readonly #stdin = byId("stdin", HTMLTextAreaElement);
  readonly #dialect = byId("dialect", HTMLSelectElement);
  readonly #gil = byId("gil", HTMLInputElement);
  readonly #summary = byId("settings-summary", HTMLElement);
  readonly #words = byId("argv-words", HTMLElement);

  constructor(onChange: (settings: Settings) => void) {
    const changed = () => {
      const settings = this.#read();
      this.#describe(settings);
      onChange(settings);
    };
    for (const control of [this.#argv, this.#stdin, this.#dialect, this.#gil])
      control.addEventListener("input", changed);
  }

  show(settings: Settings): void {
    if (this.#argv.value !== settings.argv) this.#argv.value = settings.argv;
    if (this.#stdin.value !== settings.stdin) this.#stdin.value = settings.stdin;
    this.#dialect.value = settings.dialect;
    this.#gil.checked = settings.gil;
    this.#describe(settings);
  }

  #read(): Settings {
    const dialect = DIALECTS.find((known) => known === this.#dialect.value) ?? "auto";
    return { argv: this.#argv.value, stdin: this.#stdin.value, dialect, gil: this.#gil.checked };
  }

  /** What is not as usual can be read while the panel is closed. */
  #describe({ argv, stdin, dialect }: Settings): void {
    const words = argvOf(argv);
    const lines = stdin === "" ? 0 : stdin.replace(/\n$/, "").split("\n").length;
    const parts = [
      words.length > 0 ? `${words.length} ${words.length === 1 ? "argument" : "arguments"}` : "",
      lines > 0 ? `${lines} ${lines === 1 ? "line" : "lines"} of input` : "",
      DIALECT_NAMES[dialect],
    ];
    this.#summary.textContent = parts.filter(Boolean).join(" · ");
    this.#words.textContent = words.length > 0 ? `sys.argv[1:] is ${JSON.stringify(words)}` : "sys.argv[1:] is empty";
  }
}
