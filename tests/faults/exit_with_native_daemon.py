# once
"""The process ends although a daemon is in native code that reaches no safepoint."""
import re
import threading

began = threading.Event()


def work():
    began.set()
    re.match(r"(a+)+$", "a" * 40 + "b")


threading.Thread(target=work, daemon=True).start()
began.wait()
print("the end")
