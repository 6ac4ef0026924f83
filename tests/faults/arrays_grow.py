# once
"""An array or bytearray that is too large to grow raises MemoryError, keeps its items, and the program goes on."""
import array

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
print(f"BAD {wrong}" if wrong else "OK")
