"""The implementation of `_py2`: `_py2(value).name` has the attributes that `value` had in Python 2."""

import _python2_printing
from _collections_abc import MappingView

FUNCTION = type(lambda: None)

# Old name: current name. For functions, and for methods, which forward them.
FUNCTION_ATTRIBUTES = {
    "func_closure": "__closure__",
    "func_code": "__code__",
    "func_defaults": "__defaults__",
    "func_dict": "__dict__",
    "func_doc": "__doc__",
    "func_globals": "__globals__",
    "func_name": "__name__",
}
# Codecs from bytes to bytes (rot13: from text to text), which Python 3 has only in `codecs`.
BYTE_CODECS = {"base64", "base64_codec", "bz2", "hex", "hex_codec", "zip", "zlib"}
TEXT_CODECS = {"rot13", "rot_13"}


def with_cmp(cmp, key):
    """Return a sort key from the two arguments of Python 2."""
    if cmp is None:
        return key
    from functools import cmp_to_key

    by_cmp = cmp_to_key(cmp)
    return by_cmp if key is None else lambda item: by_cmp(key(item))


VIEWS = frozenset(map(type, ({}.keys(), {}.values(), {}.items())))
# Some interpreters do not count these among the views of `collections.abc`.
VIEWS_BY_NAME = frozenset(("odict_items", "odict_keys", "odict_values"))


def _listed(result):
    kind = type(result)
    if kind in VIEWS or kind.__name__ in VIEWS_BY_NAME or isinstance(result, MappingView):
        return list(result)
    return result


def _sort(value):
    if not isinstance(value, list) or type(value).sort is not list.sort:
        return value.sort

    def sort(cmp=None, key=None, reverse=False):
        value.sort(key=with_cmp(cmp, key), reverse=bool(reverse))

    return sort


def _ascii(text, method):
    if text.isascii():
        return text.encode("ascii")
    raise TypeError(
        f"{method}() of a str that is not ASCII: text is Unicode here, and Python 2's bytes cannot be told from it"
    )


def _encode(value):
    if not isinstance(value, str):
        return value.encode

    def encode(encoding="ascii", errors="strict"):
        import codecs

        if encoding in TEXT_CODECS:
            return codecs.encode(value, encoding)
        if encoding in BYTE_CODECS:
            return codecs.encode(_ascii(value, "encode"), encoding).decode("latin-1")
        return value.encode(encoding, errors)

    return encode


def _decode(value):
    if not isinstance(value, (str, bytes, bytearray)):
        return value.decode

    def decode(encoding="ascii", errors="strict"):
        import codecs

        if encoding in TEXT_CODECS:
            return codecs.decode(value if isinstance(value, str) else value.decode(), encoding)
        data = _ascii(value, "decode") if isinstance(value, str) else value
        if encoding in BYTE_CODECS:
            return codecs.decode(data, encoding).decode("latin-1")
        return data.decode(encoding, errors)

    return decode


def _translate(value):
    if not isinstance(value, str):
        return value.translate

    def translate(table, deleted):
        kept = "".join([char for char in value if char not in deleted])
        return kept if table is None else kept.translate(table)

    return translate


def _softspace(value):
    return int(_python2_printing.softspace(value))


# For these names, the value's own attribute differs from Python 2's.
REPLACED = {
    "decode": _decode,
    "encode": _encode,
    "softspace": _softspace,
    "sort": _sort,
    "translate": _translate,
}


def _iterating(name):
    def get(value):
        method = getattr(value, name)
        return lambda *args: iter(method(*args))

    return get


def _of_mapping(name):
    def get(value):
        value.keys
        return getattr(value, name)

    return get


def _function(name):
    def get(value):
        if not isinstance(value, (FUNCTION, METHOD)):
            raise AttributeError
        return getattr(value, name)

    return get


def _im_func(value):
    # In Python 3 an unbound method is a function.
    return value if isinstance(value, FUNCTION) else value.__func__


def _im_self(value):
    return None if isinstance(value, FUNCTION) else value.__self__


def _im_class(value):
    owner = value.__self__
    return owner if isinstance(owner, type) else type(owner)


def _message(value):
    if not isinstance(value, BaseException):
        raise AttributeError
    return value.args[0] if len(value.args) == 1 else ""


def _xreadlines(value):
    value.readlines
    return value.__iter__


# For these names, the value's own attribute takes precedence.
MISSING = {
    "has_key": _of_mapping("__contains__"),
    "im_class": _im_class,
    "im_func": _im_func,
    "im_self": _im_self,
    "iteritems": _iterating("items"),
    "iterkeys": _iterating("keys"),
    "itervalues": _iterating("values"),
    "message": _message,
    "next": lambda value: value.__next__,
    "viewitems": _of_mapping("items"),
    "viewkeys": _of_mapping("keys"),
    "viewvalues": _of_mapping("values"),
    "xreadlines": _xreadlines,
} | {old: _function(new) for old, new in FUNCTION_ATTRIBUTES.items()}


class Python2Value:
    """Wraps a value whose attribute differs from Python 2's."""

    __slots__ = ("_value",)

    def __init__(self, value):
        _set_value(self, value)

    def items(self, *args):
        return _listed(self._value.items(*args))

    def keys(self, *args):
        return _listed(self._value.keys(*args))

    def values(self, *args):
        return _listed(self._value.values(*args))

    def __getattr__(self, name):
        value = self._value
        if name in REPLACED:
            return REPLACED[name](value)
        try:
            return getattr(value, name)
        except AttributeError as error:
            missing = error
        try:
            return MISSING[name](value)
        except (AttributeError, KeyError):
            raise missing from None

    def __setattr__(self, name, new):
        value = self._value
        if name == "softspace":
            _python2_printing.set_softspace(value, new)
        else:
            setattr(value, self._name(name), new)

    def __delattr__(self, name):
        delattr(self._value, self._name(name))

    def __getitem__(self, index):
        value = self._value
        return (value.args if isinstance(value, BaseException) else value)[index]

    def _name(self, name):
        is_function = isinstance(self._value, (FUNCTION, METHOD))
        return FUNCTION_ATTRIBUTES.get(name, name) if is_function else name

    @staticmethod
    def code(source):
        """Return the argument of `exec` as Python 3: text is translated, a file is read."""
        if hasattr(source, "read"):
            source = source.read()
        if not isinstance(source, (str, bytes)):
            return source
        try:
            from _dialect import translate
        except ImportError:
            return source
        return translate(source if isinstance(source, str) else source.decode(), True)

    @staticmethod
    def exec_in_function(source, globals, locals):
        """`exec source` in a function. It cannot access the function's variables, so changing one is an error."""
        if isinstance(source, tuple):
            return exec(Python2Value.code(source[0]), *source[1:])
        after = dict(locals)
        exec(Python2Value.code(source), globals, after)
        for name, value in locals.items():
            if after.get(name) is not value:
                raise TypeError(f"exec cannot change {name!r}, a variable of the function around it")

    @staticmethod
    def unpack(parameter, length):
        """The items of a tuple parameter."""
        items = tuple(parameter)
        if len(items) > length:
            raise ValueError("too many values to unpack")
        if len(items) < length:
            values = "value" if len(items) == 1 else "values"
            raise ValueError(f"need more than {len(items)} {values} to unpack")
        return items

    @staticmethod
    def unicode(value="", *encoding):
        """`unicode(value, encoding, errors)`."""
        if encoding:
            return _decode(value)(*encoding) if isinstance(value, str) else str(value, *encoding)
        method = getattr(type(value), "__unicode__", None)
        text = str(value) if method is None and not isinstance(value, bytes) else value
        if method is not None:
            text = method(value)
        return text.decode("ascii") if isinstance(text, bytes) else text


_set_value = Python2Value._value.__set__
METHOD = type(Python2Value(None)._name)
