# once
"""An `__eq__` that takes another key out of the dict is called once for each change of the dict, as in CPython."""
import weakref


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value

    def __eq__(self, other):
        compared.append((self.value, other.value))
        if keys:
            keys.pop()
        return self.value == other.value


compared = []
found = weakref.WeakKeyDictionary()
keys = [Key(n) for n in range(4)]
for key in keys:
    found[key] = key.value
del key
first, second = keys[:2]
del found[first]
steps = [(len(found), list(compared))]
found[second] = "new"
steps.append((len(found), list(compared)))
print("OK" if steps == [(2, [(0, 0)]), (1, [(0, 0), (1, 1)])] and found[second] == "new" else f"BAD {steps}")
