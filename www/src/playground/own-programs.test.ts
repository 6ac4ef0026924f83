import { expect, test } from "vitest";
import type { PageStore } from "../storage";
import { FIRST, OwnPrograms, readPrograms } from "./own-programs";

function memory(): PageStore {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("programs are added, renamed and removed, and the next page finds them", () => {
  const store = memory();
  const programs = new OwnPrograms(store);
  expect(programs.list).toEqual([FIRST]);
  const bank = programs.add(" Bank ");
  const queue = programs.add("Queue");
  expect([bank, queue]).toEqual([
    { id: "own-2", name: "Bank" },
    { id: "own-3", name: "Queue" },
  ]);
  programs.rename("own-2", "Accounts");
  programs.remove("own-3");
  programs.remove(FIRST.id);
  expect(new OwnPrograms(store).list).toEqual([FIRST, { id: "own-2", name: "Accounts" }]);
});

test("a name is needed, is not too long, and no other program's", () => {
  const programs = new OwnPrograms(undefined);
  const bank = programs.add("Bank");
  expect(programs.problem(" ")).toMatch(/needs a name/);
  expect(programs.problem("x".repeat(61))).toMatch(/60 characters at most; this one has 61/);
  expect(programs.problem("Bank")).toMatch(/already/);
  expect(programs.problem("Bank", bank.id)).toBeUndefined();
});

test("what is no list of programs is left out", () => {
  expect(readPrograms(null)).toEqual([FIRST]);
  expect(readPrograms("{}")).toEqual([FIRST]);
  const text = '[{"id":"own-2","name":"A"},{"id":"daemon","name":"B"},{"id":"own-3"},{"id":"own-2","name":"C","x":1}]';
  expect(readPrograms(text)).toEqual([FIRST, { id: "own-2", name: "C" }]);
});
