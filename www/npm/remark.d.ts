/** What of a Markdown tree is used; mdast's own type fits. */
interface ParentLike {
  children: object[];
}

/** Fences of Python with the word `run` become live: ```` ```python run file=x.py ````. */
export default function threadingPlayground(): (tree: ParentLike) => void;
