"""Describes what threads wait for, and explains why none of them can continue.

It reads frames and objects without running any of their code, because the program's threads are stopped and must stay so.
"""

import json
import sys
import threading
import types

import playground

# layout: begin (`cargo test -p process-layout` writes these lines)
_LOCK = 1
_RLOCK = 2
_SEMAPHORE = 3
_QUEUE = 4
_THREAD = 5
_SLEEP = 6
_INPUT = 7
# layout: end
_NATIVE = {
    _LOCK: "Lock.acquire",
    _RLOCK: "RLock.acquire",
    _SEMAPHORE: "Semaphore.acquire",
    _QUEUE: "SimpleQueue.get",
    _THREAD: "Thread.join",
    _SLEEP: "sleep",
    _INPUT: "input",
}
#: The functions in which a thread of the library begins; the function that they call is its work.
_BEGINNINGS = {"Thread._bootstrap", "Thread._bootstrap_inner", "Thread.run"}
#: The number of items of a container that are searched for a name.
_MOST_ITEMS = 1000


def _is_own(path):
    """Return whether a file belongs to the program, by the same rule as `place.rs`."""
    return path.endswith(".py") or path.startswith("<") and not path.startswith("<_") or path == sys.argv[0]


def _stack(frame):
    """Return the frames of a thread, innermost first, without those of this module."""
    frames = []
    while frame is not None:
        if frame.f_code.co_filename != "<_playground.explain>":
            frames.append(frame)
        frame = frame.f_back
    return frames


def _attributes(value):
    try:
        own = object.__getattribute__(value, "__dict__")
    except Exception:
        return {}
    return own if type(own) is dict else {}


class _Call:
    """The call in which a thread waits: a function of the library or a native one, its receiver, and the line of the caller."""

    def __init__(self, frames, kind, native):
        inner = []
        self.line = None
        for frame in frames:
            if _is_own(frame.f_code.co_filename):
                self.line = frame
                break
            inner.append(frame)
        if self.line is None:
            # A thread of the library itself, such as a worker of an executor: its first call.
            inner = [frame for frame in inner if frame.f_code.co_qualname not in _BEGINNINGS]
        outermost = inner[-1] if inner else None
        self.frames = inner
        self.receiver = native
        self.operation = _NATIVE.get(kind, "?")
        if outermost is not None:
            self.operation = outermost.f_code.co_qualname
            names = outermost.f_code.co_varnames
            if outermost.f_code.co_argcount and names[0] == "self":
                self.receiver = outermost.f_locals.get("self", native)

    @property
    def operations(self):
        """All library functions that the call is in, innermost first."""
        return [frame.f_code.co_qualname for frame in self.frames]


def _items(value):
    """Return the items of a value, each with the text that follows the value's name."""
    kind = type(value)
    if kind in (list, tuple, dict) and len(value) > _MOST_ITEMS:
        return
    if kind in (list, tuple):
        for index, item in enumerate(value):
            yield f"[{index}]", item
    elif kind is dict:
        for key, item in value.items():
            if type(key) in (str, int):
                yield f"[{key!r}]", item
    elif not isinstance(value, (types.ModuleType, type, types.FunctionType)):
        for key, item in _attributes(value).items():
            if type(key) is str:
                yield f".{key}", item


def _search(names, wanted):
    """Return the shortest name of `wanted` in `names`, in the items of their values, or in the items of those."""
    level = [(key, value) for key, value in names.items() if type(key) is str and not key.startswith((".", "__"))]
    for _ in range(3):
        for name, value in level:
            if value is wanted:
                return name
        level = [(name + rest, item) for name, value in level for rest, item in _items(value)]
        if len(level) > 10 * _MOST_ITEMS:
            return None
    return None


def _name(wanted, frames):
    """Return the program's name for an object: that of a global, or of a local of one of `frames`."""
    main = sys.modules.get("__main__")
    spaces = [_attributes(main)] if main else []
    own = [frame for frame in frames if _is_own(frame.f_code.co_filename)]
    spaces += [frame.f_globals for frame in own if not spaces or frame.f_globals is not spaces[0]]
    # The outermost first, because the code that created the threads usually has the better names.
    spaces += [frame.f_locals for frame in reversed(own) if frame.f_code.co_name != "<module>"]
    for space in spaces:
        found = _search(dict(space), wanted)
        if found:
            return found
    return None


def _kind_of(value):
    name = type(value).__name__
    return "Lock" if name == "lock" else name


def _described(value, frames, made=None):
    """Describe an object: "lock `a`", "the Lock made at bank.py:12"."""
    kind = _kind_of(value)
    name = _name(value, frames)
    if name:
        return f"{kind} `{name}`"
    if made:
        return f"the {kind} made at {made[0]}:{made[1]}"
    return f"a {kind}"


def what(kind, native):
    """For the record: return the wait that the calling thread is about to begin, as `operation`, kind and name, one per
    line."""
    frames = _stack(sys._getframe())
    call = _Call(frames, kind, native)
    receiver = call.receiver
    if receiver is None:
        return call.operation
    if isinstance(receiver, threading.Thread):
        return f"{call.operation}\nThread\n{_attributes(receiver).get('_name', '')}"
    return f"{call.operation}\n{_kind_of(receiver)}\n{_name(receiver, frames) or ''}"


class _Waiter:
    """One thread that cannot continue."""

    def __init__(self, facts, frames, everywhere):
        self.ident, self.number, self.kind, native, joined, holder, self.made = facts
        thread = threading._active.get(self.ident)
        self.name = _attributes(thread).get("_name", "?") if thread else "?"
        self.is_daemon = bool(_attributes(thread).get("_daemonic")) if thread else False
        self.call = call = _Call(frames, self.kind, native)
        self.frames = frames
        self.native = native
        self.place = (call.line.f_code.co_filename, call.line.f_lineno) if call.line else None
        self.everywhere = frames + everywhere
        self.joined = joined
        self.holder = holder
        if self.kind == _THREAD and not joined and isinstance(call.receiver, threading.Thread):
            self.joined = _attributes(call.receiver).get("_ident") or 0
        self.cause = self._cause()

    def _cause(self):
        operations = self.call.operations
        for cause, names in _CAUSES:
            if any(name in names for name in operations):
                # Inside these functions, the thread waits for a lock if another thread holds it.
                if self.kind in (_LOCK, _RLOCK) and cause != "join" and not self._is_waiter_lock():
                    break
                return cause
        return {_THREAD: "join", _SEMAPHORE: "semaphore", _QUEUE: "queue-get"}.get(self.kind, "lock")

    def _is_waiter_lock(self):
        """Return whether the lock is one that Condition.wait created for this wait, whose holder has no meaning."""
        for frame in self.call.frames:
            if frame.f_code.co_qualname == "Condition.wait":
                return frame.f_locals.get("waiter") is self.native
        return "_Waker.select" in self.call.operations

    @property
    def held_by(self):
        """`(number, ident, name if ended, place)` of the thread that holds what it waits for."""
        return self.holder if self.cause in ("lock",) or self.cause == "semaphore" and self._is_mutex() else None

    def _is_mutex(self):
        return self.kind == _SEMAPHORE and type(self.native).__name__ in ("Lock", "RLock")

    def thing(self):
        # Inside the library, the lock of a condition is better described by the condition's name.
        value = self.call.receiver
        if self.cause == "lock" and self.native is not None:
            value = self.native if _name(self.native, self.everywhere) or value is None else value
        return _described(value, self.everywhere, self.made if value is self.native else None)


#: Library functions by what they wait for. The outermost known function counts, so functions that call others come first.
_CAUSES = (
    ("event-loop", {"_Waker.select"}),
    ("future", {"Future.result", "Future.exception", "wait", "as_completed"}),
    ("executor-exit", {"ThreadPoolExecutor.shutdown", "_python_exit"}),
    ("idle", {"_worker", "ThreadPool.worker", "worker"}),
    ("barrier", {"Barrier.wait"}),
    ("event", {"Event.wait"}),
    ("semaphore", {"Semaphore.acquire", "Semaphore.__enter__"}),
    ("queue-get", {"Queue.get", "SimpleQueue.get", "_PySimpleQueue.get"}),
    ("queue-put", {"Queue.put"}),
    ("queue-join", {"Queue.join"}),
    ("exit", {"_shutdown"}),
    ("join", {"Thread.join"}),
    ("condition", {"Condition.wait", "Condition.wait_for"}),
)


def _at(place):
    return f"{place[0]}:{place[1]}" if place else "in the library"


def _since(place):
    return f" since {_at(place)}" if place else ""


def _sentence(waiter, by_ident):
    """Describe what one thread waits for, and which thread holds it."""
    where = f"{waiter.name} waits at {_at(waiter.place)}" if waiter.place else f"{waiter.name} waits"
    cause = waiter.cause
    if cause in ("join", "exit"):
        other = by_ident.get(waiter.joined)
        name = other.name if other else "a thread"
        if waiter.cause == "exit":
            return f"{waiter.name} is at its end, and waits for {name} to end."
        return f"{where} for {name} to end."
    thing = waiter.thing()
    if waiter.held_by:
        number, ident, ended, since = waiter.held_by
        if ended is not None:
            return f"{where} for {thing}, which {ended} acquired at {_at(since)} and still held when it ended."
        if ident == waiter.ident:
            return f"{where} for {thing}, which it holds itself{_since(since)}."
        other = by_ident.get(ident)
        return f"{where} for {thing}, which {other.name if other else 'another thread'} holds{_since(since)}."
    if cause == "barrier":
        own = _attributes(waiter.call.receiver)
        count, parties = own.get("_count"), own.get("_parties")
        return f"{where} at {thing}: {count} of {parties} threads have come."
    if cause == "queue-join":
        left = _attributes(waiter.call.receiver).get("unfinished_tasks")
        return f"{where} for all tasks of {thing} to be done: {left} without task_done()."
    words = {
        "event": "for {} to be set.",
        "condition": "for a notification of {}.",
        "semaphore": "for a permit of {}, which has none.",
        "queue-get": "for an item of {}, which is empty.",
        "queue-put": "for room in {}, which is full.",
        "future": "for the result of {}.",
        "event-loop": "in asyncio's event loop, where no task can go on.",
        "idle": "for work: it is a worker of a pool.",
        "executor-exit": "for the workers of {} to end.",
    }.get(cause, "for {}, which nobody holds any more.")
    return f"{where} {words.format(thing)}"


def _circle(waiters, by_ident):
    """Return the first circle of threads that wait for each other, in order."""
    for start in waiters:
        path = []
        at = start
        while at is not None and at not in path:
            path.append(at)
            target = at.joined if at.kind == _THREAD else at.held_by[1] if at.held_by else 0
            at = by_ident.get(target)
        if at is not None:
            return path[path.index(at) :]
    return []


_ADVICE = {
    "event": "No thread is left that could set it: call set() on every way out of the thread that should.",
    "condition": "No thread is left that could notify it, and a notification that came before the wait is lost: "
    "change the state and notify under the lock, and wait with wait_for(), which looks at the state first.",
    "semaphore": "No thread is left that could release a permit: release in a finally or use with.",
    "queue-get": "No thread is left that could put one: have the producer put an item that means the end.",
    "queue-put": "No thread is left that could take one: start a consumer, or make the queue larger.",
    "queue-join": "No thread is left that could call task_done(): call it once for each item that was got.",
    "barrier": "No thread is left that could come: its number of parties has to be the number of threads that wait.",
    "future": "No thread is left that could finish it: a task that waits for another of its own pool can take the last worker.",
    "event-loop": "Nothing is left that could wake it: a task awaits what nobody finishes.",
    "join": "No thread is left that could go on.",
}


def _advice(cause, circle, main):
    if cause == "self-lock":
        if main.kind == _RLOCK:
            return "Release it before."
        return "A Lock cannot be acquired twice by its thread: release it before, or make it an RLock."
    if cause == "crossed-locks":
        first = circle[0].thing()
        second = circle[1].thing()
        if len(circle) == 2 and first != second:
            return f"Have both threads acquire {second} and {first} in the same order."
        return "Have all threads acquire the locks in the same order."
    if cause == "circle":
        if any(waiter.kind == _THREAD for waiter in circle) and any(waiter.held_by for waiter in circle):
            return "Release the lock before joining a thread that needs it."
        return "Of threads that join each other, none can end first: have one of them join the others."
    if cause == "dead-holder":
        return "Use with, or release in a finally, so that the lock is free however its thread ends."
    return _ADVICE.get(cause, "No thread is left that could release it.")


def _main_cause(waiters, circle):
    """Return the cause that explains the others, and the thread that has it."""
    if circle:
        if len(circle) == 1:
            return "self-lock" if circle[0].held_by else "circle", circle[0]
        if all(waiter.held_by for waiter in circle):
            return "crossed-locks", circle[0]
        return "circle", circle[0]
    for waiter in waiters:
        if waiter.held_by and waiter.held_by[2] is not None:
            return "dead-holder", waiter
    # A thread that waits for another thread does not show the cause.
    for skipped in (("join", "exit", "idle", "executor-exit", "lock"), ("join", "exit", "idle"), ()):
        for waiter in waiters:
            if waiter.cause not in skipped:
                return waiter.cause, waiter
    return "unknown", None


_TITLES = {
    "crossed-locks": "Deadlock: {} threads wait for each other's locks.",
    "circle": "Deadlock: {} threads wait for each other.",
    "self-lock": "Deadlock: {name} waits for a lock that it holds itself.",
    "dead-holder": "Stuck: {name} waits for a lock whose holder has ended.",
}


def deadlock(facts):
    """Return the report on a deadlock, as JSON and as text, and the numbers of the threads that are idle workers of a pool."""
    tops = sys._current_frames()
    tops[threading.get_ident()] = sys._getframe()
    stacks = {fact[0]: _stack(tops.get(fact[0])) for fact in facts}
    main = stacks.get(threading._main_thread._ident, [])
    waiters = [_Waiter(fact, stacks[fact[0]], main) for fact in facts]
    by_ident = {waiter.ident: waiter for waiter in waiters}
    circle = _circle(waiters, by_ident)
    cause, shown = _main_cause(waiters, circle)
    title = _TITLES.get(cause, "Stuck: no thread can go on.").format(len(circle), name=shown.name if shown else "")
    advice = _advice(cause, circle, shown)
    order = circle + [waiter for waiter in waiters if waiter not in circle]
    sentences = {waiter: _sentence(waiter, by_ident) for waiter in order}
    text = "\n".join([title, *(f"  {sentences[waiter]}" for waiter in order), advice, ""])
    report = {
        "cause": cause,
        "text": text,
        "title": title,
        "advice": advice,
        "circle": [waiter.number for waiter in circle],
        "threads": [_thread(waiter, sentences[waiter]) for waiter in order],
    }
    idle = " ".join(str(waiter.number) for waiter in order if waiter.cause == "idle")
    return [json.dumps(report), text, idle]


def error(report, text):
    """Return what is raised in the threads of a program that requested this."""
    made = playground.DeadlockError(text.rstrip("\n"))
    made.report = json.loads(report) if report else None
    return made


def _thread(waiter, sentence):
    held = waiter.held_by
    return {
        "number": waiter.number,
        "ident": waiter.ident,
        "name": waiter.name,
        "waitsFor": waiter.cause,
        "sentence": sentence,
        "file": waiter.place[0] if waiter.place else None,
        "line": waiter.place[1] if waiter.place else None,
        "holder": held[0] if held else None,
        "since": {"file": held[3][0], "line": held[3][1]} if held and held[3] else None,
    }
