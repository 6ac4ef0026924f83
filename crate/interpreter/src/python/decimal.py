"""`decimal` as in `_pydecimal`, with the arithmetic of finite numbers in native code.

The methods below replace those of Decimal. Where native code has no answer, it has changed nothing, and the method that was replaced is
called.
"""

import _pydecimal
from _pydecimal import *
from _pydecimal import __libmpdec_version__, __version__

__all__ = _pydecimal.__all__

_native = _Arithmetic(Decimal, Context, Inexact, Rounded, _pydecimal._current_context_var)


def _arithmetic(name, native):
    replaced = getattr(Decimal, name)

    def method(self, other, context=None):
        result = native(self, other, context)
        return replaced(self, other, context) if result is None else result

    return method


def _reflected(name, native):
    replaced = getattr(Decimal, name)

    def method(self, other, context=None):
        result = native(other, self, context)
        return replaced(self, other, context) if result is None else result

    return method


def _comparison(name, wanted):
    replaced, compare = getattr(Decimal, name), _native.compare

    def method(self, other, context=None):
        order = compare(self, other)
        return replaced(self, other, context) if order is None else order in wanted

    return method


def _quantize(replaced):
    quantize = _native.quantize

    def method(self, exp, rounding=None, context=None):
        result = quantize(self, exp, rounding, context)
        return replaced(self, exp, rounding, context) if result is None else result

    return method


def _text(replaced):
    text = _native.text

    def method(self, eng=False, context=None):
        result = None if eng else text(self)
        return replaced(self, eng, context) if result is None else result

    return method


def _install(name, method):
    replaced = getattr(Decimal, name)
    for attribute in "__name__", "__qualname__", "__doc__", "__module__":
        setattr(method, attribute, getattr(replaced, attribute))
    setattr(Decimal, name, method)


for _name, _operation in {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide"}.items():
    _install(f"__{_name}__", _arithmetic(f"__{_name}__", getattr(_native, _operation)))
    _install(f"__r{_name}__", _reflected(f"__r{_name}__", getattr(_native, _operation)))
for _name, _orders in {"lt": (-1,), "le": (-1, 0), "eq": (0,), "gt": (1,), "ge": (0, 1)}.items():
    _install(f"__{_name}__", _comparison(f"__{_name}__", _orders))
_install("quantize", _quantize(Decimal.quantize))
_install("__str__", _text(Decimal.__str__))
