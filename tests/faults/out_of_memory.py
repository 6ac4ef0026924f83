# once
"""An object that does not fit into the memory raises MemoryError, and the program continues."""
import array
import collections
import io
import itertools
import json
import pickle
import re
import struct

SIZE = 1_500_000_000
big = "x" * 250_000_000
big_bytes = b"x" * 250_000_000
many = [None] * 10_000_000


def endless(kind):
    made = kind()
    add = getattr(made, "append", None) or made.add
    for count in itertools.count():
        add("x" * 1_000_000 + str(count))


def grow_dict():
    made = {}
    for count in itertools.count():
        made[count] = "x" * 1_000_000 + str(count)


def doubled():
    made = [None]
    while True:
        made += made


def written(kind, part):
    made = kind()
    while True:
        made.write(part)


OPERATIONS = {
    "str * n": lambda: "x" * SIZE,
    "bytes * n": lambda: b"x" * SIZE,
    "list * n": lambda: [None] * SIZE,
    "tuple * n": lambda: (None,) * SIZE,
    "bytearray(n)": lambda: bytearray(SIZE),
    "bytes(n)": lambda: bytes(SIZE),
    "bytearray * n": lambda: bytearray(b"x") * SIZE,
    "array * n": lambda: array.array("b", [1]) * SIZE,
    "deque * n": lambda: collections.deque([1]) * SIZE,
    "ljust": lambda: "x".ljust(SIZE),
    "zfill": lambda: "x".zfill(SIZE),
    "center": lambda: b"x".center(SIZE),
    "expandtabs": lambda: ("\t" * 1000).expandtabs(SIZE // 100),
    "%*d": lambda: "%*d" % (SIZE, 1),
    "bytes %*d": lambda: b"%*d" % (SIZE, 1),
    "format": lambda: format(1, f"{SIZE}d"),
    "f-string": lambda: f"{'x':>{SIZE}}",
    "str.format": lambda: "{:>{}}".format("x", SIZE),
    "join": lambda: big.join(["", "", "", "", "", "", ""]),
    "bytes.join": lambda: big_bytes.join([b"", b"", b"", b"", b"", b""]),
    "str + str": lambda: big + big + big + big,
    "bytes + bytes": lambda: big_bytes + big_bytes + big_bytes + big_bytes,
    "replace": lambda: big.replace("x", "xxxxxx"),
    "bytes.replace": lambda: big_bytes.replace(b"x", b"xxxxxx"),
    "upper": lambda: (big + big).upper(),
    "encode": lambda: (big + big).encode("utf-32"),
    "decode": lambda: (big_bytes + big_bytes).decode("latin-1"),
    "bytes.hex": lambda: (big_bytes + big_bytes).hex(),
    "repr": lambda: repr(b"\0" * 250_000_000),
    "split": lambda: big.split("x"),
    "list(str)": lambda: list(big),
    "sorted": lambda: sorted(itertools.repeat(1, SIZE)),
    "tuple(iterator)": lambda: tuple(itertools.repeat(1)),
    "list.append": lambda: endless(list),
    "deque.append": lambda: endless(collections.deque),
    "set.add": lambda: endless(set),
    "dict": grow_dict,
    "list +=": doubled,
    "list slice": lambda: [many[:] for _ in range(40)],
    "StringIO": lambda: written(io.StringIO, "x" * 10_000_000),
    "BytesIO": lambda: written(io.BytesIO, b"x" * 10_000_000),
    "pickle": lambda: pickle.dumps([big, big + "y", big + "z", big + "v"]),
    "json": lambda: json.dumps([big, big, big, big, big]),
    "re.sub": lambda: re.sub("x", "yyyyyyyyyy", big[:200_000_000]),
    "struct.pack": lambda: struct.pack(f"{SIZE}x"),
    "int <<": lambda: 1 << (SIZE * 8),
    "range list": lambda: list(range(SIZE)),
    "combinations": lambda: list(itertools.combinations(range(300), 4)),
    "memoryview.tobytes": lambda: [memoryview(big_bytes).tobytes() for _ in range(9)],
    "str.translate": lambda: (big + big).translate({120: "xxxx"}),
    "many objects": lambda: [[] for _ in itertools.count()],
}

for name, operation in OPERATIONS.items():
    try:
        operation()
    except MemoryError:
        print(name)
    except BaseException as error:
        print("BAD", name, type(error).__name__, error)
    else:
        print("BAD", name, "it fitted")
