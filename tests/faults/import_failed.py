"""A thread that waits for another's import gets the error too where that import fails, and never half of a module."""
import sys
import threading

ROUNDS = 40
errors = []
with open("failing.py", "w") as file:
    file.write("import threading\nhalf = True\nthreading.Event().wait(0.005)\nraise RuntimeError('it fails')\n")


def load(how):
    try:
        if how:
            import failing
        else:
            __import__("failing")
    except RuntimeError:
        pass
    except BaseException as error:
        errors.append(repr(error))
    else:
        errors.append("half of a module")


for _ in range(ROUNDS):
    threads = [threading.Thread(target=load, args=(number % 2,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if "failing" in sys.modules:
        errors.append("it stays in sys.modules")
print(f"BAD {errors[:3]}" if errors else "OK")
