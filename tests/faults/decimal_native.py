# once
"""Native decimal arithmetic gives the values, flags, exceptions and text of `_pydecimal`, in each context and in each thread."""
import copy
import decimal
import pickle
import random
import sys
import threading

sys.modules.pop("_pydecimal", None)
import _pydecimal as plain

wrong = []
MODES = [name for name in dir(decimal) if name.startswith("ROUND_")]
SIGNALS = ["Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow"]
OPERATIONS = {
    "add": lambda a, b, c: a + b,
    "sub": lambda a, b, c: a - b,
    "mul": lambda a, b, c: a * b,
    "div": lambda a, b, c: a / b,
    "quantize": lambda a, b, c: a.quantize(b),
    "quantize rounding": lambda a, b, c: a.quantize(b, rounding=c),
    "compare": lambda a, b, c: (a < b, a <= b, a == b, a != b, a > b, a >= b),
    "text": lambda a, b, c: (str(a), repr(b), f"{a:.3f}", a.to_eng_string()),
    "int": lambda a, b, c: (a + 17, 17 - a, a * -3, 5 / a if a else 0, a == 12, 12 < a, a == True),
    "hash": lambda a, b, c: (a.is_nan() or hash(a), bool(a), a.is_nan() or a in {a: 1}),
}


def operand(rng):
    kind = rng.random()
    if kind < 0.04:
        return rng.choice(["NaN", "sNaN", "Infinity", "-Infinity"])
    sign = rng.choice(["", "-"])
    if kind < 0.1:
        return f"{sign}0E{rng.randint(-8, 8)}"
    digits = "".join(rng.choice(rng.choice(["0123456789", "05", "9"])) for _ in range(rng.choice([1, 3, 5, 9, 19, 28, 45])))
    exponent = rng.choice([0, 0, -2, -rng.randint(0, 12), rng.randint(0, 12), rng.randint(-60, 60)])
    return f"{sign}{digits}E{exponent}"


def context(module, settings):
    precision, mode, low, high, clamp, traps = settings
    made = module.Context(prec=precision, rounding=mode, Emin=low, Emax=high, clamp=clamp)
    for name in SIGNALS:
        made.traps[getattr(module, name)] = name in traps
    made.clear_flags()
    return made


def described(value):
    if isinstance(value, tuple):
        return tuple(described(part) for part in value)
    return str(value.as_tuple()) if hasattr(value, "as_tuple") else value


def outcome(module, settings, name, texts, mode):
    made = context(module, settings)
    with module.localcontext(made) as used:
        a, b = (module.Decimal(text) for text in texts)
        used.clear_flags()
        try:
            value = described(OPERATIONS[name](a, b, mode))
        except (ArithmeticError, TypeError, ValueError) as error:
            # Which flags are set beside an exception is not specified.
            return type(error).__name__
        flags = [signal for signal in SIGNALS if used.flags[getattr(module, signal)]]
    return value, flags


def differences(seed, rounds):
    rng = random.Random(seed)
    for _ in range(rounds):
        settings = (
            rng.choice([1, 3, 9, 28, 28, 50]), rng.choice(MODES), *rng.choice([(-999999, 999999), (-20, 20)]),
            rng.choice([0, 0, 0, 1]), rng.sample(SIGNALS, rng.choice([0, 0, 1, 8])),
        )
        name, texts, mode = rng.choice(list(OPERATIONS)), (operand(rng), operand(rng)), rng.choice(MODES)
        got, want = (outcome(module, settings, name, texts, mode) for module in (decimal, plain))
        if got != want:
            wrong.append(f"{name} {texts} {settings} {mode}: {got} instead of {want}")


class Money(decimal.Decimal):
    pass


def objects():
    value = decimal.Decimal("12.50")
    money = Money("3.30")
    return [
        type(value).__module__, pickle.loads(pickle.dumps(value)) == value, copy.deepcopy(value) is value, type(money + value).__name__,
        str(money * 2), [str(value)] * 2 == ["12.50"] * 2, isinstance(value, decimal.Decimal), {value: 1}[decimal.Decimal("12.5")],
        sum([value] * 3, decimal.Decimal(0)) == decimal.Decimal("37.5"), value == 12.5, value != 12.4, value.__add__("x") is NotImplemented,
    ]


WANTED = ["decimal", True, True, "Decimal", "6.60", True, True, 1, True, True, True, True]


def precise(number, results):
    decimal.getcontext().prec = number
    for _ in range(200):
        results[number] = decimal.Decimal(1) / decimal.Decimal(3)


def threads_have_contexts():
    results = {}
    threads = [threading.Thread(target=precise, args=(number, results)) for number in (5, 10, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return all(str(value) == "0." + "3" * number for number, value in results.items()) and len(results) == 4


differences(2026, 6000)
if objects() != WANTED:
    wrong.append(f"objects {objects()}")
if not threads_have_contexts():
    wrong.append("contexts")
print(f"BAD {len(wrong)}: " + "; ".join(wrong[:3]) if wrong else "OK")
