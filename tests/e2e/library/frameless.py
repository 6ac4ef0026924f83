"""Functions that read their caller's variables, as the target function of a thread: there is no caller."""
import _thread
import sys
import threading

told = threading.Semaphore(0)


def tell(unraisable):
    print(type(unraisable.exc_value).__name__, unraisable.exc_value)
    told.release()


sys.unraisablehook = tell
for function, arguments in (eval, ("1",)), (exec, ("1",)), (locals, ()), (vars, ()), (dir, ()):
    print(function.__name__, end=" ", flush=True)
    _thread.start_new_thread(function, arguments)
    told.acquire()
_thread.start_new_thread(exec, ("print(1 + 1); told.release()", {"told": told}))
told.acquire()
print("the program goes on")
