# once
"""A generator continues in the loop of what resumes it: what it raises, returns, holds or is asked meanwhile is as if it did not."""
import asyncio
import gc
import sys
import threading
import traceback
import weakref

wrong = []


def check(name, got, want):
    if got != want:
        wrong.append(f"{name}: {got!r} instead of {want!r}")


def numbers(n):
    for i in range(n):
        yield i


def ends():
    total = 0
    for i in numbers(50):
        total += i
    else:
        total += 1000
    return total


def raising(n):
    for i in range(n):
        yield i
    raise ValueError("end")


def raises():
    seen = []
    try:
        for i in raising(20):
            seen.append(i)
    except ValueError as error:
        names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        return seen == list(range(20)), names, error.__context__


def stops(n):
    yield from numbers(n)
    next(iter(()))


def stopped():
    try:
        for _ in stops(20):
            pass
    except RuntimeError as error:
        return str(error), type(error.__cause__).__name__, error.__cause__ is error.__context__


def handling(n):
    try:
        raise KeyError("inside")
    except KeyError:
        for i in range(n):
            yield i, type(sys.exception()).__name__


def handled():
    seen = set()
    try:
        raise ValueError("outside")
    except ValueError:
        for _, name in handling(20):
            seen.add((name, type(sys.exception()).__name__))
    return seen, sys.exception()


def itself(box):
    for i in range(20):
        try:
            next(box[0])
        except ValueError as error:
            yield i, str(error), box[0].gi_running
        else:
            yield i, "", False


def running():
    box = []
    box.append(itself(box))
    return {(text, is_running) for _, text, is_running in box[0]}


class Held:
    pass


def holds(references):
    held = Held()
    references.append(weakref.ref(held))
    for i in range(20):
        yield i


def left():
    references = []
    for i in holds(references):
        if i == 15:
            break
    del i
    gc.collect()
    return references[0]()


def cleaned(log):
    try:
        for i in range(20):
            yield i
    finally:
        log.append("closed")


def closes():
    log = []
    for i in cleaned(log):
        if i == 15:
            return log


def thrown():
    log = []
    generator = catching(log)
    for i in generator:
        if i == 10:
            log.append(generator.throw(KeyError("in")))
    return log


def catching(log):
    for i in range(20):
        try:
            yield i
        except KeyError as error:
            log.append(str(error))
            yield "caught"


def answers(n):
    got = None
    for i in range(n):
        got = yield (i, got)
    return "done"


def delegates(n):
    result = yield from answers(n)
    yield result


def sent():
    generator = delegates(12)
    seen = [next(generator)]
    for i in range(12):
        seen.append(generator.send(i * 10))
    return seen[1:3], seen[-2:]


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


async def fibonacci(n):
    if n < 2:
        return n
    return await fibonacci(n - 1) + await fibonacci(n - 2)


async def deep(n):
    return 0 if n == 0 else 1 + await deep(n - 1)


async def raises_deep(n):
    if n == 0:
        raise ValueError("deep")
    await raises_deep(n - 1)


async def naps(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def awaits():
    for _ in range(10):
        total = sum([await fibonacci(8), await deep(300), await naps(3)])
    try:
        await raises_deep(30)
    except ValueError as error:
        depth = len(traceback.extract_tb(error.__traceback__))
    return total, depth


def endless(n):
    for _ in endless(n + 1):
        yield n


def recursion():
    kinds = set()
    for _ in range(5):
        try:
            for _ in endless(0):
                pass
        except RecursionError as error:
            kinds.add(type(error).__name__)
    return kinds


def follows():
    """Events of a trace function that is set while a generator is resumed in place."""
    events = []

    def tracer(frame, event, arg):
        if frame.f_code is numbers.__code__:
            events.append(event)
        return tracer

    for i in numbers(30):
        if i == 20:
            sys.settrace(tracer)
        if i == 25:
            sys.settrace(None)
    return set(events) >= {"call", "line", "return"}, len(events) > 5


def stack():
    for _ in range(20):
        yield [frame.name for frame in traceback.extract_stack()][-2:]


def stacks():
    return {tuple(names) for names in stack()}


def turns(shared, lock, got):
    while True:
        with lock:
            for i in shared:
                got.append(i)
                break
            else:
                return


def shared():
    """One generator, resumed in turn by the loops of four threads."""
    generator, lock, got = numbers(2000), threading.Lock(), []
    threads = [threading.Thread(target=turns, args=(generator, lock, got)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got == list(range(2000))


def contended():
    """Without a lock, some resumes are refused; none is lost and none is done twice."""
    generator, got = numbers(4000), [[] for _ in range(4)]

    def take(mine):
        while True:
            try:
                for i in generator:
                    mine.append(i)
                return
            except ValueError:
                pass

    threads = [threading.Thread(target=take, args=(mine,)) for mine in got]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(sum(got, [])) == list(range(4000))


def everything():
    for _ in range(3):
        check("ends", ends(), 2225)
        check("raises", raises(), (True, ["raises", "raising"], None))
        check("stopped", stopped(), ("generator raised StopIteration", "StopIteration", True))
        check("handled", handled(), ({("KeyError", "ValueError")}, None))
        check("running", running(), {("generator already executing", True)})
        check("left", left(), None)
        check("closes", closes(), ["closed"])
        check("thrown", thrown(), ["'in'", "caught"])
        check("sent", sent(), ([(1, 0), (2, 10)], [(11, 100), "done"]))
        check("tree", list(tree(6)).count(1), 32)
        check("awaits", asyncio.run(awaits()), (324, 32))
        check("stacks", stacks(), {("stacks", "stack")})


everything()
check("recursion", recursion(), {"RecursionError"})
check("follows", follows(), (True, True))
check("shared", shared(), True)
check("contended", contended(), True)
threads = [threading.Thread(target=everything) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("BAD " + "; ".join(wrong[:5]) if wrong else "OK")
