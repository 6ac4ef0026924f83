/** The editor's part of the style sheet. */
import { adoptStyles } from "./late-styles";
import styles from "./styles/editor.css?inline";

export const adoptEditorStyles = (host: HTMLElement): void => adoptStyles(host, styles);
