/**
 * `frame.html`: runs programs for a page around it that is not isolated. The frame is, by `Document-Isolation-Policy`, which
 * its server sends or the service worker adds; it says so to the page, and serves the engine over a port.
 */
import * as Comlink from "comlink";
import type {
  FrameReport,
  LoadFailure,
  RemoteEngine,
  RemoteRun,
  RemoteSinks,
} from "../element/internal/frame-protocol";
import { EngineError, type Program } from "../engine/contract";
import { messageOf } from "../engine/image";
import { createEngine } from "../engine/runtime";
import { isolateBy } from "../isolation/isolate";
import { serviceWorkerUrl, siteUrl } from "../site";

function report(isIsolated: boolean, canOpen: boolean, ports: MessagePort[] = []): void {
  const message: FrameReport = { threadingPlayground: "frame", isIsolated, canOpen };
  // Of the same origin alone: nobody else's page may run programs in ours.
  parent.postMessage(message, location.origin, ports);
}

function serveEngine(): RemoteEngine {
  const engine = createEngine();
  return {
    async load(onProgress): Promise<LoadFailure | undefined> {
      try {
        await engine.load((progress) => void onProgress(progress));
        return undefined;
      } catch (error) {
        return { code: error instanceof EngineError ? error.code : "boot", message: messageOf(error) };
      }
    },
    run(program: Program, sinks: RemoteSinks): RemoteRun {
      let taken: Promise<unknown> = Promise.resolve();
      const take = (taking: Promise<unknown>) => {
        taken = Promise.all([taken, taking]);
      };
      const run = engine.run(program, {
        onOutput: (records) => {
          const taking = Promise.resolve(sinks.onOutput(records));
          take(taking);
          return taking;
        },
        onInputWanted: (threadName) => void sinks.onInputWanted(threadName),
        onStopHandled: () => void sinks.onStopHandled(),
        onDeadlock: (report) => void sinks.onDeadlock(report),
        onEvents: (events) => take(Promise.resolve(sinks.onEvents(events))),
      });
      return Comlink.proxy({
        // Results, output and events go over ports of their own: the last output and the last events first.
        done: async () => {
          const result = await run.done;
          await taken;
          return result;
        },
        stop: () => run.stop(),
        kill: () => run.kill(),
        sendInput: (text: string) => run.sendInput(text),
        closeInput: () => run.closeInput(),
      });
    },
    translate: (source) => engine.translate(source),
  };
}

/** Whether the server, or the service worker that is in charge here, isolates a top-level page of this folder. */
async function canOpen(): Promise<boolean> {
  if (!isSecureContext) return false;
  if (navigator.serviceWorker?.controller) return true;
  const answer = await fetch(new URL("index.html", siteUrl), { method: "HEAD" }).catch(() => undefined);
  const has = (name: string, ...values: string[]) => values.includes(answer?.headers.get(name) ?? "");
  return (
    has("Cross-Origin-Opener-Policy", "same-origin") &&
    has("Cross-Origin-Embedder-Policy", "require-corp", "credentialless")
  );
}

async function start(): Promise<void> {
  if (parent === window) return;
  const outcome = await isolateBy(serviceWorkerUrl);
  // The report is the next load's to make.
  if (outcome === "reloading") return;
  if (outcome === "impossible") {
    report(false, await canOpen());
    return;
  }
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(serveEngine(), port1);
  report(true, true, [port2]);
}

void start();
