/** Keeps what a page loads for a visit without a network, by the service worker. */
import { registered } from "./isolate";
import { loadedMessage } from "./loaded";

/** When the page has loaded and has nothing to do. */
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

/** Tells `worker` of everything that the page has loaded and will load, since it did not see what came before it. */
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

/** Registers the service worker once the page is idle; for isolated pages of its own folder. */
export async function keepOffline(serviceWorkerUrl: URL): Promise<void> {
  const serviceWorkers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!serviceWorkers) return;
  await idle();
  // The site's own isolates the page, and its threads as they start: in Firefox, none of the two workers answers for those that
  // start while one takes the other's place.
  const { controller } = serviceWorkers;
  if (controller && controller.scriptURL !== serviceWorkerUrl.href) return;
  // Where there is none to be had, the page works as ever, with a network.
  const worker = await registered(serviceWorkers, serviceWorkerUrl).catch(() => undefined);
  if (worker) report(worker);
}
