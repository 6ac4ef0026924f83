/** A tutorial page's entry: small, since the page can be read without it. What runs programs comes with the first Run. */
import { defineElement } from "../element/public/element";
import { isolateBy } from "../isolation/isolate";
import { keepOffline } from "../isolation/offline";
import { serviceWorkerUrl } from "../site";
import { wireTheme } from "../ui/theme";
import { addCopyButtons } from "./copy-buttons";
import { SearchField } from "./search-field";

wireTheme();
defineElement();
addCopyButtons(document);
const search = document.querySelector<HTMLElement>(".search");
if (search) new SearchField(search);
// At once and not at the first Run, since it may have to load the page anew.
const outcome = await isolateBy(serviceWorkerUrl);
if (outcome === "isolated") await keepOffline(serviceWorkerUrl);
