"""Counts words in parallel: `sys.argv` says on how many threads, standard input has the text."""
import sys
from concurrent.futures import ThreadPoolExecutor

from counting import merge, words_of

threads = int(sys.argv[1])
lines = sys.stdin.read().splitlines()
with ThreadPoolExecutor(max_workers=threads) as pool:
    total = merge(pool.map(words_of, lines))

print(len(lines), "lines on", threads, "threads")
for word, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:3]:
    print(count, word)
