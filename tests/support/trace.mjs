/**
 * Checks that an object is a trace in Chrome's JSON format, with the fields that the documentation requires for each phase.
 */
import assert from "node:assert/strict";

const isTime = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;

const PHASES = {
  B: [],
  E: [],
  X: ["dur"],
  i: ["s"],
  s: ["id"],
  f: ["id"],
  M: ["args"],
};

export function checkTrace(trace) {
  assert.deepEqual(Object.keys(trace).sort(), ["displayTimeUnit", "traceEvents"]);
  assert.ok(["ms", "ns"].includes(trace.displayTimeUnit));
  const open = new Map();
  const flows = new Set();
  for (const event of trace.traceEvents) {
    const told = JSON.stringify(event);
    const needed = PHASES[event.ph];
    assert.ok(needed, `no such phase: ${told}`);
    for (const key of ["name", "pid", "tid", "ts", ...needed]) assert.ok(key in event, `${key} is missing: ${told}`);
    assert.ok(isTime(event.ts) && Number.isInteger(event.pid) && Number.isInteger(event.tid), told);
    assert.equal(typeof event.name, "string", told);
    if ("dur" in event) assert.ok(isTime(event.dur), told);
    if ("args" in event) assert.equal(typeof event.args, "object", told);
    if (event.ph === "i") assert.ok(["g", "p", "t"].includes(event.s), told);
    if (event.ph === "M") assert.match(event.name, /^(process|thread)_(name|sort_index)$/, told);
    if (event.ph === "B") open.set(event.tid, (open.get(event.tid) ?? 0) + 1);
    if (event.ph === "E") {
      assert.ok(open.get(event.tid) > 0, `it ends what did not begin: ${told}`);
      open.set(event.tid, open.get(event.tid) - 1);
    }
    if (event.ph === "s") flows.add(event.id);
    if (event.ph === "f") assert.ok(flows.has(event.id), `a flow ends that did not begin: ${told}`);
  }
}
