# python: browser
"""No included module of the library needs one that is left out."""
import _imp
import contextlib
import importlib
import io

#: These modules have an effect when they are imported.
ACTIVE = {"__hello__", "__phello__", "antigravity", "this", "_test_eintr"}
found = {}
names = [name for name in _imp._frozen_module_names() if name.split(".")[0] not in ACTIVE and "__main__" not in name]
for name in sorted(names):
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            importlib.import_module(name)
        except ImportError as error:
            found.setdefault(error.name, []).append(name)
        except BaseException as error:
            found.setdefault(type(error).__name__, []).append(name)
print(len(names) > 400)
for missing, needed_by in sorted(found.items(), key=str):
    print(missing, *needed_by)
