/** The notice above everything else: what keeps the page from running programs. */
import type { IsolationProblem } from "../engine/contract";
import { byId, element } from "../ui/dom";

export function showNotice(message: string, ...more: Node[]): void {
  const notice = byId("notice", HTMLElement);
  notice.replaceChildren(element("p", "", message), ...more);
  notice.hidden = false;
}

export function showIsolationProblem(problem: IsolationProblem): void {
  const items = problem.missingHeaders.map((header) => element("li", "", element("code", "", header)));
  const list = items.length > 0 ? [element("ul", "", ...items)] : [];
  const rest = "The examples, their code and their recorded output can be read below; running them cannot work.";
  showNotice(problem.message, ...list, element("p", "", rest));
  byId("notice", HTMLElement).dataset["code"] = problem.code;
}
