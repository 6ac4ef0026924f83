# exec() and eval() in a namespace without __builtins__ use the built-in names of the calling code.
import builtins

mine = dict(vars(builtins), answer=42)
del mine["len"]
program = """
inner = {}
exec("x = answer", inner)
print(inner["x"], eval("answer", {}), inner["__builtins__"] is __builtins__)
try:
    eval("len('abc')", {})
except NameError as error:
    print(error)
"""
exec(program, {"__builtins__": mine})
print(eval("len('abc')", {}))
