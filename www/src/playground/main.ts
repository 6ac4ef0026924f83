/** The page's entry. */
import { createEngine } from "../engine/runtime";
import { startPage } from "./page";
import "./styles/page.css";

void startPage(() => createEngine());
