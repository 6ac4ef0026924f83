/** A tutorial page's entry: small, since the page can be read without it. What runs programs comes with the first Run. */
import { defineElement } from "../element/public/element";
import { wireTheme } from "../page/theme";

wireTheme();
defineElement(new URL("../", document.baseURI));
