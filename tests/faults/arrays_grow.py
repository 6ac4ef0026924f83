# once
"""An array or bytearray that is too large to grow or copy raises MemoryError, keeps its items, and the program goes on."""
import array
import collections
import copy
import io

SIZE = 400 << 20
wrong = []


def grows(name, values, change):
    before = len(values)
    try:
        change()
    except MemoryError:
        if len(values) != before:
            wrong.append(f"{name} has lost items")
    else:
        if len(values) <= before:
            wrong.append(f"{name} has not grown")


values = array.array("d", bytes(SIZE))
grows("append", values, lambda: values.append(1.0))
grows("insert", values, lambda: values.insert(0, 1.0))
grows("fromlist", values, lambda: values.fromlist([1.0] * 1000))
grows("frombytes", values, lambda: values.frombytes(bytes(8000)))
one = array.array("d", [1.0])
grows("extend", values, lambda: values.extend(one))


def add_one():
    global values
    values += one


grows("+=", values, add_one)


def put_one():
    values[5:5] = one


grows("slice", values, put_one)


def copies(name, make):
    """Three copies do not fit beside it."""
    before, made = len(values), []
    try:
        for _ in range(3):
            made.append(make())
    except MemoryError:
        if len(values) != before:
            wrong.append(f"{name} has lost items")
    else:
        wrong.append(f"{name} has copied {len(made)} times {SIZE} bytes")


copies("+", lambda: values + one)
copies("tobytes", lambda: values.tobytes())
copies("slice of all", lambda: values[:])
copies("copy", lambda: copy.copy(values))
copies("reduce", lambda: values.__reduce_ex__(4))
copies("tofile", lambda: values.tofile(io.BytesIO()) or values[:])
del values
text = bytearray(SIZE)
grows("bytearray.append", text, lambda: text.append(1))
grows("bytearray.insert", text, lambda: text.insert(0, 1))


def add_words():
    global text
    text += b"words"


grows("bytearray +=", text, add_words)


def put_words():
    text[5:5] = b"words"


grows("bytearray slice", text, put_words)
del text
queue = collections.deque([None]) * 100_000_000
del queue
print(f"BAD {wrong}" if wrong else "OK")
