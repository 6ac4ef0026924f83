"""Events of `sys.monitoring` may be set while other threads execute the code that is rewritten for them."""
import sys
import threading

THREADS = 6
monitoring = sys.monitoring
wanted = monitoring.events.PY_START | monitoring.events.LINE | monitoring.events.CALL | monitoring.events.INSTRUCTION
errors = []
barrier = threading.Barrier(THREADS + 1)


def make():
    names = {}
    exec("def function(): pass", names)
    return names["function"]


functions = [make() for _ in range(30)]


def fibonacci(n):
    for function in functions:
        function()
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def work():
    barrier.wait()
    try:
        if fibonacci(10) != 55:
            errors.append("a wrong value")
    except BaseException as error:
        errors.append(error)


threads = [threading.Thread(target=work) for _ in range(THREADS)]
monitoring.use_tool_id(1, "test")
for event in (monitoring.events.PY_START, monitoring.events.CALL):
    monitoring.register_callback(1, event, lambda *args: None)
for thread in threads:
    thread.start()
barrier.wait()
while any(thread.is_alive() for thread in threads):
    monitoring.set_events(1, wanted)
    monitoring.set_events(1, 0)
monitoring.free_tool_id(1)
print(f"BAD {errors[:3]}" if errors else "OK")
