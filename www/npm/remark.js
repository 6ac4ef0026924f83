/** A plugin for remark, as Astro and MDX use it: fences such as ```` ```python run file=x.py ```` become live. */
import { isRecordedOutput, parseFence } from "./fence.js";

/** An element of HTML around nodes of Markdown, which stay what they are for whatever highlights them later. */
const element = (type, hName, hProperties, children) => ({ type, data: { hName, hProperties }, children });

const infoOf = ({ lang, meta }) => `${lang ?? ""} ${meta ?? ""}`;
const isRecorded = (node) => node?.type === "code" && isRecordedOutput(infoOf(node));

/** Returns the element around a live fence. */
function live(node, attributes, rest, output) {
  node.meta = rest.replace(/^\S+ ?/, "") || null;
  const recorded = output ? [element("threadingPlaygroundOutput", "div", { slot: "output" }, [output])] : [];
  return element("threadingPlayground", "threading-playground", attributes, [node, ...recorded]);
}

function upgrade(parent) {
  const children = [];
  for (let at = 0; at < parent.children.length; at++) {
    const node = parent.children[at];
    const { isLive, attributes, rest } = node.type === "code" ? parseFence(infoOf(node)) : {};
    if (isLive) {
      const output = isRecorded(parent.children[at + 1]) ? parent.children[++at] : undefined;
      children.push(live(node, attributes, rest, output));
    } else {
      if (node.children) upgrade(node);
      children.push(node);
    }
  }
  parent.children = children;
}

export default function threadingPlayground() {
  return upgrade;
}
