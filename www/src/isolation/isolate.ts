/**
 * Isolates a page whose server does not send the headers: a service worker adds them, to the page's next load. That costs
 * one reload, once.
 */
import { type PageStore, sessionStore } from "../storage";

/**
 * - `isolated`: the page has shared memory.
 * - `reloading`: it is about to load anew and will have it then; do nothing more.
 * - `impossible`: no service worker can be had, or it did not help.
 */
export type IsolationOutcome = "isolated" | "reloading" | "impossible";

/** What isolating looks at and does; tests pass their own. */
export interface IsolatingSurroundings {
  crossOriginIsolated: boolean;
  /** Not there in an insecure context, nor in some private windows. */
  serviceWorkers: Pick<ServiceWorkerContainer, "register"> | undefined;
  /** Remembers across the reload that there has been one. */
  store: PageStore | undefined;
  /** The page's own address. */
  url: URL;
  reload(): void;
}

/** For a page that was loaded anew and is still not isolated. */
const reloadedKey = ({ url }: IsolatingSurroundings) => `threading-playground:isolating:1:${url.pathname}`;

const folderOf = (url: URL) => new URL("./", url).href;

/** Registers the service worker for its own folder; settles with it when it answers for pages. */
export async function registered(
  serviceWorkers: Pick<ServiceWorkerContainer, "register">,
  serviceWorkerUrl: URL,
): Promise<ServiceWorker> {
  const registration = await serviceWorkers.register(serviceWorkerUrl, { scope: folderOf(serviceWorkerUrl) });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === "activating" || worker?.state === "activated") resolve(worker);
      else if (!worker || worker.state === "redundant") reject(new Error("the service worker could not be installed"));
    };
    worker?.addEventListener("statechange", look);
    look();
  });
}

export async function isolate(serviceWorkerUrl: URL, around: IsolatingSurroundings): Promise<IsolationOutcome> {
  const { store, serviceWorkers } = around;
  const key = reloadedKey(around);
  try {
    if (around.crossOriginIsolated) {
      // Whatever comes later, such as a reload past the service worker, may be mended by another reload.
      store?.removeItem(key);
      return "isolated";
    }
    // Without a memory of the reload there could be no end of them.
    if (!serviceWorkers || !store || store.getItem(key) !== null) return "impossible";
    if (!around.url.href.startsWith(folderOf(serviceWorkerUrl))) return "impossible";
    await registered(serviceWorkers, serviceWorkerUrl);
    store.setItem(key, "reloaded");
    // Read again: a store may take what it does not keep.
    if (store.getItem(key) === null) return "impossible";
  } catch {
    return "impossible";
  }
  around.reload();
  return "reloading";
}

function pageSurroundings(): IsolatingSurroundings {
  return {
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    serviceWorkers: navigator.serviceWorker as ServiceWorkerContainer | undefined,
    store: sessionStore(),
    url: new URL(location.href),
    // Keeps the fragment, and so the program of a shared link.
    reload: () => location.reload(),
  };
}

/** One attempt a page, whoever asks. */
const attempts = new Map<string, Promise<IsolationOutcome>>();

/**
 * Isolates this page by the service worker at `serviceWorkerUrl`, whose folder has to hold the page. For top-level pages,
 * and for `frame.html` in a frame. Safe to call from several places, and on pages that are isolated.
 */
export function isolateBy(serviceWorkerUrl: URL): Promise<IsolationOutcome> {
  const attempt = attempts.get(serviceWorkerUrl.href) ?? isolate(serviceWorkerUrl, pageSurroundings());
  attempts.set(serviceWorkerUrl.href, attempt);
  return attempt;
}
