# once
"""A search through a long text finds the same characters of a set as one through each character alone."""
import re

sets = ["[^0-9A-F]", "[a-z]", "[^\\w]", "[\\d\\s]", "[éß-þ]", "[^\x00-\xff]", "[α-ω€]", "(?i:[k-mſ])", "(?i:[^à-é])", "[^\\W_]"]
characters = [chr(n) for n in range(0x180)] + list("αωΩ€語𝄞ſK")
text = "".join(characters) * 8
wrong = []
for pattern in sets:
    alone = {c for c in characters if re.fullmatch(pattern, c)}
    expected = [i for i, c in enumerate(text) if c in alone]
    found = [match.start() for match in re.finditer(pattern, text)]
    runs = sum(len(run) for run in re.findall(pattern + "+", text))
    others = "".join(c for c in characters if c not in alone) * 8
    member = next(iter(sorted(alone)))
    last = re.search(pattern, others + member)
    if found != expected or runs != len(expected) or last is None or last.start() != len(others):
        wrong.append(pattern)
    if re.fullmatch(pattern + "*", "".join(sorted(alone)) * 20) is None:
        wrong.append(pattern + "*")
data = bytes(range(256)) * 8
for pattern in [b"[^0-9A-F]", b"[\x80-\xff]", b"[^\\w]"]:
    alone = {c for c in range(256) if re.fullmatch(pattern, bytes([c]))}
    if [match.start() for match in re.finditer(pattern, data)] != [i for i, c in enumerate(data) if c in alone]:
        wrong.append(pattern)
    others = bytes(c for c in range(256) if c not in alone) * 8
    if re.search(pattern, others) is not None:
        wrong.append((pattern, "others"))
print("BAD " + "; ".join(map(str, wrong)) if wrong else "OK")
