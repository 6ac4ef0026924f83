# once
"""`sys.monitoring.DISABLE` ends the events of one kind at one instruction, and no others there."""
import sys

monitoring = sys.monitoring
events = monitoring.events
seen = {"line": [], "instruction": []}


def func(x):
    a = x + 1
    return a


def line(code, number):
    seen["line"].append(number)
    return monitoring.DISABLE


monitoring.use_tool_id(3, "test")
monitoring.register_callback(3, events.LINE, line)
monitoring.register_callback(3, events.INSTRUCTION, lambda code, offset: seen["instruction"].append(offset))
monitoring.set_local_events(3, func.__code__, events.LINE | events.INSTRUCTION)
func(1)
first = {kind: list(heard) for kind, heard in seen.items()}
func(1)
monitoring.set_local_events(3, func.__code__, 0)
monitoring.free_tool_id(3)
lines_right = len(first["line"]) == 2 and seen["line"] == first["line"]
instructions_right = len(first["instruction"]) > 4 and seen["instruction"] == first["instruction"] * 2
print("OK" if lines_right and instructions_right else f"BAD {seen}")
