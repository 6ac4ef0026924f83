# Single operations, each repeated thousands of times, to show where larger programs spend their time.
import pyperf


def empty():
    pass


def first(a, b):
    return a


class Point:
    def __init__(self):
        self.x = 1
        self.y = 2

    def nothing(self):
        pass


def while_loop():
    n = 0
    while n < 10_000:
        n += 1


def for_loop():
    for _ in range(15_000):
        pass


def call():
    for _ in range(5_000):
        empty()


def call_with_arguments():
    for i in range(5_000):
        first(i, i)


def recursion():
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    fib(13)


def attribute_read():
    point = Point()
    for _ in range(5_000):
        point.x
        point.y
        point.x
        point.y


def attribute_write():
    point = Point()
    for i in range(5_000):
        point.x = i
        point.y = i


def method_call():
    point = Point()
    for _ in range(5_000):
        point.nothing()


def instance():
    for _ in range(2_500):
        Point()


def list_read():
    items = [1, 2, 3, 4]
    for _ in range(5_000):
        items[0]
        items[1]
        items[2]
        items[3]


def list_write():
    items = [1, 2, 3, 4]
    for i in range(5_000):
        items[0] = i
        items[1] = i


def list_append():
    items = []
    for i in range(5_000):
        items.append(i)


def dict_read():
    table = {'a': 1, 'b': 2}
    for _ in range(5_000):
        table['a']
        table['b']


def dict_write():
    table = {}
    for i in range(5_000):
        table[i % 100] = i


def float_arithmetic():
    x = 1.5
    y = 2.5
    for _ in range(5_000):
        x * y + x - y


def global_read():
    for _ in range(10_000):
        empty
        first


def tuple_pair():
    for i in range(5_000):
        pair = (i, i)


def unpack():
    items = (1, 2, 3)
    for _ in range(5_000):
        a, b, c = items


def generator():
    def numbers():
        for i in range(5_000):
            yield i

    for _ in numbers():
        pass


def builtin_len():
    items = [1]
    for _ in range(5_000):
        len(items)


def str_append():
    text = ''
    for _ in range(1_000):
        text += 'x'


def f_string():
    for i in range(1_500):
        f'{i} x {i}'


def list_comprehension():
    for _ in range(15):
        [j * 2 for j in range(300)]


def raise_and_catch():
    for _ in range(2_500):
        try:
            raise ValueError
        except ValueError:
            pass


def list_slice():
    items = list(range(20))
    for _ in range(2_500):
        items[2:10]


def builtin_abs_min():
    for _ in range(2_500):
        abs(-5)
        min(3, 4)


def builtin_isinstance():
    for i in range(5_000):
        isinstance(i, int)


OPERATIONS = (
    while_loop, for_loop, call, call_with_arguments, recursion, attribute_read, attribute_write, method_call, instance,
    list_read, list_write, list_append, dict_read, dict_write, float_arithmetic, global_read, tuple_pair, unpack, generator,
    builtin_len, str_append, f_string, list_comprehension, raise_and_catch, list_slice, builtin_abs_min, builtin_isinstance,
)

runner = pyperf.Runner()
for operation in OPERATIONS:
    runner.bench_func(operation.__name__, operation)
