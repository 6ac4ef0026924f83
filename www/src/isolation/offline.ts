/** Makes the service worker keep the files that a page loads, for visits without a network. */
import { registered } from "./isolate";
import { loadedMessage } from "./loaded";

/** Resolves when the page has loaded and is idle. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    const wait = () => {
      if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve());
      else setTimeout(resolve, 1000);
    };
    if (document.readyState === "complete") wait();
    else addEventListener("load", wait, { once: true });
  });
}

/**
 * Sends `worker` the addresses of all files that the page has loaded and will load, because the worker did not see the
 * earlier ones.
 */
function report(worker: ServiceWorker): void {
  const told = new Set<string>();
  const tell = (urls: readonly string[]) => {
    const news = urls.filter((url) => !told.has(url));
    for (const url of news) told.add(url);
    if (news.length > 0) worker.postMessage(loadedMessage(news));
  };
  tell([location.href]);
  const observer = new PerformanceObserver((list) => tell(list.getEntries().map(({ name }) => name)));
  observer.observe({ type: "resource", buffered: true });
}

/** Registers the service worker when the page is idle. For isolated pages in the worker's own folder. */
export async function keepOffline(serviceWorkerUrl: URL): Promise<void> {
  const serviceWorkers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!serviceWorkers) return;
  await idle();
  // The site's own service worker isolates the page and the workers of its threads. In Firefox, a worker that starts while
  // one service worker replaces another is handled by neither of them.
  const { controller } = serviceWorkers;
  if (controller && controller.scriptURL !== serviceWorkerUrl.href) return;
  // Without a service worker, the page works as before, with a network.
  const worker = await registered(serviceWorkers, serviceWorkerUrl).catch(() => undefined);
  if (worker) report(worker);
}
