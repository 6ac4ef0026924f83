/** What of markdown-it is used; its own type fits. */
interface MarkdownItLike {
  renderer: { rules: object };
  utils: { escapeHtml(text: string): string };
}

export interface ThreadingPlaygroundOptions {
  /** The pages are Vue templates, as VitePress's are: their elements are then left as they are. */
  vue?: boolean;
}

/** Fences of Python with the word `run` become live: ```` ```python run file=x.py ````. */
export default function threadingPlayground(md: MarkdownItLike, options?: ThreadingPlaygroundOptions): void;
