"""What word_count.py does to each line, and with the results. A file of its own, to be imported."""
from collections import Counter


def words_of(line):
    return Counter(line.lower().split())


def merge(counters):
    total = Counter()
    for counter in counters:
        total += counter
    return total
