# The traceback of a Python 2 program contains only the program's own lines.
import sys, threading, traceback
class Answer(object):
    def __nonzero__(self): return 1 / len('')
def lines():
    text = traceback.format_exc()
    return [line.split(', ')[1:] for line in text.splitlines() if line.startswith('  File')]
try: bool(Answer())
except ZeroDivisionError: print lines()
try: [].has_key(1)
except AttributeError: print lines()
def take((a, b)):
    for i in a, b: pass
try: take((1,))
except ValueError: print lines()
try:
    class Bad(object):
        undefined
        def __cmp__(self, other): return 0
except NameError: print lines()
def in_thread():
    try: sorted([1, 'a'], lambda a, b: cmp(a, b) if a == b else {}.no_such)
    except AttributeError: print lines()
t = threading.Thread(target=in_thread); t.start(); t.join()
