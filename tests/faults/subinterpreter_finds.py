"""Work for another interpreter may come from a module beside the program: `sys.path[0]` is the same there."""
import sys
from concurrent.futures import InterpreterPoolExecutor

with open("beside_it.py", "w") as file:
    file.write("state = 'not begun'\ndef begin(word):\n    global state\n    state = word\n    return state\ndef tell():\n    return state\n")

import beside_it

with InterpreterPoolExecutor(1, initializer=beside_it.begin, initargs=("begun",)) as pool:
    answer = pool.submit(beside_it.tell).result()
print("OK" if answer == "begun" and beside_it.state == "not begun" else f"BAD {answer}")
