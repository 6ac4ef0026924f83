# once
"""A list with millions of items in a cycle is collected where memory has no room for its items once more."""
import gc

SIZE = 480 << 20
died, kept = [], []


class Finalized:
    def __init__(self, items, keep):
        self.items, self.keep = items, keep

    def __del__(self):
        died.append(self.keep)
        if self.keep:
            kept.append(self)


def cycle(keep):
    items = [None] * (SIZE // 4)
    items[0] = items
    items[1] = Finalized(items, keep)


gc.collect()
cycle(False)
gc.collect()
cycle(True)
gc.collect()
length = len(kept.pop().items)
gc.collect()
items = [None] * (SIZE // 4)
print("OK" if (died, length) == ([False, True], SIZE // 4) else f"BAD {died} {length}")
