/**
 * Isolates a page whose server does not send the headers: a service worker adds them to the page when it loads again. This
 * takes a single reload.
 */
import { type PageStore, sessionStore } from "../storage";

/**
 * - `isolated`: the page has shared memory.
 * - `reloading`: the page is about to reload and will have shared memory then; the caller must do nothing more.
 * - `impossible`: there is no service worker, or it did not help.
 */
export type IsolationOutcome = "isolated" | "reloading" | "impossible";

/** The inputs and actions of the isolation; tests pass their own. */
export interface IsolatingSurroundings {
  crossOriginIsolated: boolean;
  /** Missing in an insecure context and in some private windows. */
  serviceWorkers: Pick<ServiceWorkerContainer, "register"> | undefined;
  /** Remembers the reload after it has happened. */
  store: PageStore | undefined;
  /** The page's own address. */
  url: URL;
  reload(): void;
}

/** The key for a page that was reloaded and is still not isolated. */
const reloadedKey = ({ url }: IsolatingSurroundings) => `threading-playground:isolating:1:${url.pathname}`;

const folderOf = (url: URL) => new URL("./", url).href;

/** Registers the service worker for its own folder. Resolves with the worker when it handles the folder's requests. */
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
      // A later loss of isolation, for example by a reload that bypasses the service worker, may be solved by another
      // reload.
      store?.removeItem(key);
      return "isolated";
    }
    // If the reload cannot be remembered, the page could reload endlessly.
    if (!serviceWorkers || !store || store.getItem(key) !== null) return "impossible";
    if (!around.url.href.startsWith(folderOf(serviceWorkerUrl))) return "impossible";
    await registered(serviceWorkers, serviceWorkerUrl);
    store.setItem(key, "reloaded");
    // Read again, because a store may accept a value without keeping it.
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
    // Keeps the fragment, which contains the program of a shared link.
    reload: () => location.reload(),
  };
}

/** One attempt per page, shared by all callers. */
const attempts = new Map<string, Promise<IsolationOutcome>>();

/**
 * Isolates this page with the service worker at `serviceWorkerUrl`, whose folder must contain the page. It is for top-level
 * pages, and for `frame.html` in a frame. It may be called several times, and on pages that are isolated.
 */
export function isolateBy(serviceWorkerUrl: URL): Promise<IsolationOutcome> {
  const attempt = attempts.get(serviceWorkerUrl.href) ?? isolate(serviceWorkerUrl, pageSurroundings());
  attempts.set(serviceWorkerUrl.href, attempt);
  return attempt;
}
