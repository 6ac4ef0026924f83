"""Threads that share a tokenizer get each token once."""
import _tokenize
import io
import threading

SOURCE = "for n in range(3):\n  print(n)\n" * 40


def tokens_of(threads):
    iterator = _tokenize.TokenizerIter(io.StringIO(SOURCE).readline, extra_tokens=False)
    parts, errors = [[] for _ in range(threads)], []

    def run(part):
        try:
            part.extend(iterator)
        except Exception as error:
            errors.append(error)

    workers = [threading.Thread(target=run, args=(part,)) for part in parts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if errors:
        print("BAD", errors)
    return sorted(sum(parts, []))


alone = tokens_of(1)
print("OK" if tokens_of(4) == alone and len(alone) == 40 * 16 + 1 else f"BAD {len(alone)}")

# An indentation has neither text nor column here, as in CPython.
iterator = _tokenize.TokenizerIter(io.StringIO("if a:\n  b").readline, extra_tokens=False)
print("OK" if [token for token in iterator if token[0] in (5, 6)] == [
    (5, "", (2, -1), (2, -1), "  b"),
    (6, "", (2, -1), (2, -1), "  b"),
] else "BAD indentation")


def ask_itself():
    return next(inside)


inside = _tokenize.TokenizerIter(ask_itself, extra_tokens=False)
try:
    next(inside)
except ValueError:
    print("OK")
