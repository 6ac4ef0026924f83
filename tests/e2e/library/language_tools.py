"""typing, dataclasses, functools, itertools, random, traceback: modules that programs about threads use."""
import dataclasses
import functools
import itertools
import random
import sys
import threading
import traceback
import typing

T = typing.TypeVar("T")


class Box(typing.Generic[T]):
    def __init__(self, x: T):
        self.x = x


class Goes(typing.Protocol):
    def go(self) -> int: ...


@typing.runtime_checkable
class Closes(typing.Protocol):
    def close(self): ...


class Point(typing.NamedTuple):
    x: int
    y: str = "z"


class Options(typing.TypedDict, total=False):
    k: int


print(Box[int](3).x, isinstance(sys.stdout, Closes), Point(1), Options(k=1), typing.get_type_hints(Point))
print(typing.Literal["a"], typing.Annotated[int, "m"], typing.get_args(typing.Callable[[int], str]))


@dataclasses.dataclass(order=True, frozen=True)
class Data:
    a: int
    b: list = dataclasses.field(default_factory=list, compare=False)


print(Data(1), Data(1) < Data(2), dataclasses.replace(Data(1), a=5), dataclasses.asdict(Data(2, [1])))
try:
    Data(1).a = 2
except dataclasses.FrozenInstanceError as error:
    print(error)


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


threads = [threading.Thread(target=fib, args=(60,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(fib(60))


@functools.singledispatch
def kind(x):
    return "object"


@kind.register
def _(x: int):
    return "int"


print(kind(1), kind(""), functools.reduce(int.__add__, range(5)), functools.partial(pow, 2)(5))
print(list(itertools.pairwise([1, 2, 3])), list(itertools.accumulate([1, 2, 3])))
print([list(group) for _, group in itertools.groupby("aabbc")], list(itertools.islice(itertools.count(5), 2)))
numbers, drawn = itertools.count(), []
threads = [threading.Thread(target=lambda: [drawn.append(next(numbers)) for _ in range(500)]) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(drawn) == list(range(2000)))
random.seed(5)
print(random.random(), random.randint(1, 100), random.sample(range(100), 5), random.choices("abc", k=3))
print(random.gauss(0, 1), random.Random("s").random(), random.shuffle(letters := list("abcd")), letters)


def fails():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("no") from error


def show():
    try:
        fails()
    except ValueError as error:
        error.add_note("a note")
        summary = traceback.TracebackException.from_exception(error)
        print([frame.name for frame in summary.stack], type(error.__cause__).__name__)
        print(traceback.format_exception_only(error))
    print([frame.name for frame in traceback.extract_stack()][-1])


thread = threading.Thread(target=show)
thread.start()
thread.join()
try:
    raise ExceptionGroup("group", [ValueError(1), TypeError(2)])
except* ValueError as group:
    print(group.exceptions)
except* TypeError as group:
    print(group.exceptions)
