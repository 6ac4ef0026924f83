/** The page's end of the hidden frame: opens it, hears whether it is isolated, and is an engine that runs in it. */
import * as Comlink from "comlink";
import {
  type Engine,
  EngineError,
  type LoadProgress,
  type Program,
  type Run,
  type RunResult,
  type RunSinks,
  type ThreadEvent,
  type Translation,
} from "../../engine/contract";
import { messageOf } from "../../engine/image";
import { siteUrl } from "../../site";
import { isFrameReport, type RemoteEngine, type RemoteRun } from "./frame-protocol";

/** A frame may have to install a service worker and load again. */
const REPORT_LIMIT_MS = 20_000;

export type FrameFound = { kind: "isolated"; createEngine: () => Engine } | { kind: "not-isolated"; canOpen: boolean };

interface Opened {
  frame: HTMLIFrameElement;
  isIsolated: boolean;
  canOpen: boolean;
  port?: MessagePort;
}

/** Puts the frame on the page and waits for its report. */
function open(): Promise<Opened> {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "Threading Playground";
  frame.src = new URL("frame.html", siteUrl).href;
  frame.dataset["threadingPlayground"] = "frame";
  return new Promise((resolve) => {
    const settle = (found: Omit<Opened, "frame">) => {
      clearTimeout(timer);
      removeEventListener("message", hear);
      resolve({ frame, ...found });
    };
    const hear = ({ source, data, ports, origin: from }: MessageEvent) => {
      if (source !== frame.contentWindow || from !== siteUrl.origin || !isFrameReport(data)) return;
      const { isIsolated, canOpen } = data;
      settle({ isIsolated, canOpen, ...(ports[0] ? { port: ports[0] } : {}) });
    };
    const timer = setTimeout(settle, REPORT_LIMIT_MS, { isIsolated: false, canOpen: false });
    addEventListener("message", hear);
    document.body.append(frame);
  });
}

export async function openFrame(): Promise<FrameFound> {
  const opened = await open();
  if (!opened.isIsolated || !opened.port) {
    opened.frame.remove();
    return { kind: "not-isolated", canOpen: opened.canOpen };
  }
  // The one that was opened to look serves the first engine; a later one gets a frame of its own.
  let ready: Opened | undefined = opened;
  const next = (): Promise<Opened> => {
    const taken = ready;
    ready = undefined;
    return taken ? Promise.resolve(taken) : open();
  };
  return { kind: "isolated", createEngine: () => new FrameEngine(next()) };
}

class FrameEngine implements Engine {
  readonly #opened: Promise<Opened>;
  readonly #remote: Promise<Comlink.Remote<RemoteEngine>>;
  #loading: Promise<void> | undefined;
  #isDisposed = false;

  constructor(opened: Promise<Opened>) {
    this.#opened = opened;
    this.#remote = opened.then(({ port }) => {
      if (!port) throw new EngineError("boot", "The frame in which programs run could not be opened.");
      return Comlink.wrap<RemoteEngine>(port);
    });
  }

  load(onProgress: (progress: LoadProgress) => void = () => {}): Promise<void> {
    this.#loading ??= this.#remote.then(async (remote) => {
      const failure = await remote.load(Comlink.proxy(onProgress));
      if (failure) throw new EngineError(failure.code as EngineError["code"], failure.message);
    });
    return this.#loading;
  }

  run(program: Program, sinks: RunSinks): Run {
    const proxied = Comlink.proxy({
      onOutput: (records: Parameters<RunSinks["onOutput"]>[0]) => sinks.onOutput(records),
      onInputWanted: (threadName: string) => sinks.onInputWanted?.(threadName),
      onStopHandled: () => sinks.onStopHandled?.(),
      onDeadlock: (report: Parameters<NonNullable<RunSinks["onDeadlock"]>>[0]) => sinks.onDeadlock?.(report),
      onEvents: (events: ThreadEvent[]) => sinks.onEvents?.(events),
    });
    const startedMs = performance.now();
    // The types of a proxied object that a call returns are more than Comlink's own can say.
    const remote = this.#remote.then((engine) => engine.run(program, proxied)) as unknown as Promise<
      Comlink.Remote<RemoteRun>
    >;
    const tell = (act: (run: Comlink.Remote<RemoteRun>) => unknown) => void remote.then(act).catch(() => {});
    return {
      done: remote.then((run) => run.done()).catch((error) => failed(error, performance.now() - startedMs)),
      stop: () => tell((run) => run.stop()),
      kill: () => tell((run) => run.kill()),
      sendInput: (text) => tell((run) => run.sendInput(text)),
      closeInput: () => tell((run) => run.closeInput()),
    };
  }

  async translate(source: string): Promise<Translation> {
    return (await this.#remote).translate(source);
  }

  /** The element's editor asks nothing. */
  ask(): Promise<never> {
    return Promise.reject(new Error("The frame answers no questions."));
  }

  /** The workers are the frame's, and go with it. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    void this.#opened.then(({ frame, port }) => {
      frame.remove();
      port?.close();
    });
  }
}

const failed = (error: unknown, durationMs: number): RunResult => ({
  reason: "failed",
  status: 1,
  message: messageOf(error),
  durationMs,
  dialect: "python3",
  threads: 0,
});
