"""Threads that share a csv reader, or an `accumulate`, get each row whole and each total once."""
import csv
import io
import itertools
import threading

THREADS = 4
ROWS = 4_000


def take(iterator):
    """Return what the threads get from `iterator`, all together."""
    parts, errors = [[] for _ in range(THREADS)], []
    start = threading.Barrier(THREADS)

    def run(part):
        start.wait()
        try:
            part.extend(iterator)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(itertools.chain(*parts)), errors


rows, errors = take(csv.reader(io.StringIO("".join(f'{n},"{n}\n{n}"\n' for n in range(ROWS)))))
is_right = not errors and sorted(rows, key=lambda row: int(row[0])) == [[str(n), f"{n}\n{n}"] for n in range(ROWS)]
print("OK" if is_right else f"BAD rows: {len(rows)} of {ROWS}, {errors}")
for name, add in ("+", None), ("a function", lambda a, b: a + b):
    totals, errors = take(itertools.accumulate(itertools.repeat(1, ROWS), add))
    print("OK" if not errors and sorted(totals) == list(range(1, ROWS + 1)) else f"BAD totals by {name}: {len(set(totals))} of {ROWS}")
