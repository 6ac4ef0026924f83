/** Runs in a page's head, as a classic script before the element. Records the element's visible actions. */
(() => {
  const TAG = "threading-playground";
  const seen = { dispatched: new Set(), states: new Set(), attributes: new Set(), events: [] };
  window.seen = seen;

  const after = (prototype, name, note) => {
    const original = prototype[name];
    prototype[name] = function (...given) {
      note.call(this, ...given);
      return original.apply(this, given);
    };
  };
  after(EventTarget.prototype, "dispatchEvent", function ({ type }) {
    if (this.localName === TAG) seen.dispatched.add(type);
  });
  after(CustomStateSet.prototype, "add", (state) => void seen.states.add(state));
  for (const method of ["getAttribute", "hasAttribute"]) {
    after(Element.prototype, method, function (name) {
      if (this.localName === TAG) seen.attributes.add(name);
    });
  }

  /** Records the events of these types at every place where a page could listen. */
  window.record = (types) => {
    for (const type of types) {
      document.addEventListener(type, (event) => {
        const { bubbles, composed, cancelable, detail } = event;
        const element = event.composedPath()[0];
        const states = [...seen.states].filter((state) => element.matches(`:state(${state})`));
        seen.events.push({ type, bubbles, composed, cancelable, detail, from: element.localName, states });
      });
    }
  };
})();
