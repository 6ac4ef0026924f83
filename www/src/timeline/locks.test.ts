import { expect, test } from "vitest";
import type { ThreadEvent } from "../engine/contract";
import { Locks } from "./locks";

const at = (order: number, thread: number): ThreadEvent => ({ kind: "acquired", order, atMs: order, thread });

test("who holds a lock at a time, since when and where", () => {
  const locks = new Locks();
  locks.acquire(at(1, 1), 7, false, 42);
  locks.release(at(5, 1), 7);
  locks.acquire(at(6, 2), 7, true, 43);
  expect(locks.holderAt(7, 0.5)).toBeUndefined();
  expect(locks.holderAt(7, 3)).toEqual({ thread: 1, sinceMs: 1, place: 42 });
  expect(locks.holderAt(7, 5.5)).toBeUndefined();
  expect(locks.holderAt(7, 100)).toEqual({ thread: 2, sinceMs: 6, place: 43 });
  expect(locks.holderAt(8, 3)).toBeUndefined();
});

test("a hand-over, in whichever order its two steps come", () => {
  const expected = { from: 1, fromMs: 5, to: 2, toMs: 6, subject: 7 };
  const inOrder = new Locks();
  inOrder.acquire(at(1, 1), 7, false, 0);
  inOrder.release(at(5, 1), 7);
  expect(inOrder.acquire(at(6, 2), 7, true, 0)).toEqual(expected);
  const late = new Locks();
  late.acquire(at(1, 1), 7, false, 0);
  expect(late.acquire(at(6, 2), 7, true, 0)).toBeUndefined();
  expect(late.release(at(5, 1), 7)).toEqual({ sinceMs: 1, handOver: expected });
});

test("no hand-over: to itself, or to one that did not wait", () => {
  const locks = new Locks();
  locks.acquire(at(1, 1), 7, false, 0);
  locks.release(at(2, 1), 7);
  expect(locks.acquire(at(3, 1), 7, true, 0)).toBeUndefined();
  locks.release(at(4, 1), 7);
  expect(locks.acquire(at(5, 2), 7, false, 0)).toBeUndefined();
});

test("a lock that is held and wanted, until it is given up by whomever", () => {
  const locks = new Locks();
  locks.acquire(at(1, 1), 7, false, 0);
  locks.acquire(at(2, 1), 8, false, 0);
  expect(locks.heldSince(1)).toBeUndefined();
  locks.want(8);
  expect(locks.heldSince(1)).toBe(2);
  locks.want(7);
  expect(locks.heldSince(1)).toBe(1);
  expect(locks.release(at(3, 2), 7).sinceMs).toBeUndefined();
  expect(locks.heldSince(1)).toBe(2);
});

test("what is forgotten leaves who held it then", () => {
  const locks = new Locks();
  for (let order = 1; order < 100; order += 2) {
    locks.acquire(at(order, order), 7, false, 0);
    locks.release(at(order + 1, order), 7);
  }
  locks.forgetBefore(49.5);
  expect(locks.holderAt(7, 49.5)?.thread).toBe(49);
  expect(locks.holderAt(7, 99)?.thread).toBe(99);
  expect(locks.holderAt(7, 20)).toBeUndefined();
});
