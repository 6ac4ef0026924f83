/** A tutorial page's entry: small, since the page can be read without it. What runs programs comes with the first Run. */
import { wireTheme } from "../page/theme";
import { wireExamples } from "./examples";

wireTheme();
wireExamples();
