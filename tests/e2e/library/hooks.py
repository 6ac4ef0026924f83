"""settrace and setprofile for later threads, excepthook, daemon inheritance, dummy threads, old names, stack_size."""
import _thread
import threading
import warnings

seen = []


def traced():
    x = 1
    return x


def note(frame, event, arg):
    if frame.f_code is traced.__code__:
        seen.append((threading.current_thread().name, event))
    return note


def run(name, target=traced, **given):
    thread = threading.Thread(target=target, name=name, **given)
    thread.start()
    thread.join()


threading.settrace(note)
print(threading.gettrace() is note)
run("traced")
threading.settrace(None)
print(seen, threading.gettrace())
seen.clear()
threading.setprofile(note)
print(threading.getprofile() is note)
run("profiled")
threading.setprofile(None)
print([entry for entry in seen if entry[1] in ("call", "return")])


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.exc_traceback is not None, args.thread.name, len(args))


threading.excepthook = hook
run("failing", lambda: 1 / 0)
run("leaving", lambda: _thread.exit())
threading.excepthook = threading.__excepthook__

inherited = []
run("parent", lambda: inherited.append(threading.Thread(target=print).daemon), daemon=True)
run("parent", lambda: inherited.append(threading.Thread(target=print, daemon=False).daemon), daemon=True)
run("parent", lambda: inherited.append(threading.Thread(target=print).daemon))
print(inherited)

over = threading.Event()


def dummy():
    thread = threading.current_thread()
    print(type(thread).__name__, thread.name.startswith("Dummy-"), thread.daemon, thread.is_alive())
    print(thread in threading.enumerate())
    over.set()


_thread.start_new_thread(dummy, ())
over.wait()

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    thread = threading.Thread(target=print)
    thread.setDaemon(True)
    thread.setName("old")
    print(thread.isDaemon(), thread.getName(), threading.activeCount() > 0, threading.currentThread().name)
    condition = threading.Condition()
    with condition:
        condition.notifyAll()
    print(threading.Event().isSet())
for warning in caught:
    print(warning.category.__name__, warning.message)

print(threading.stack_size(256 * 1024), threading.stack_size(0), threading.stack_size())
try:
    threading.stack_size(1)
except ValueError as error:
    print(error)
print(threading.get_native_id() == threading.main_thread().native_id)
print(threading.Timer(0, print).daemon, threading.TIMEOUT_MAX > 1e6)
