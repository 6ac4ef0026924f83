# Code in strings, in files and in modules is Python 2 too; the output beside it is that of Python 2.7.
import os, sys, tempfile
namespace = {}
exec "def g((a, b)): return `a` + '-%s' % b\nprint g((1, 2)), {3: 4}.keys()" in namespace
print namespace['g']((3, 4)), sorted(name for name in namespace if name[0] != '_')
exec "print 'once more'; x = xrange(2)"
print x[1], eval("x[0] + 1"), eval(compile("`'r'` ", 'f', 'eval'))
code = compile("print 'compiled', 0777", '<code>', 'exec'); exec code
exec compile("y = [k for k in {1: 2}.iterkeys()]", '<code>', 'exec') in namespace; print namespace['y']
folder = tempfile.mkdtemp(); sys.path.insert(0, folder)
def write(name, text):
    f = open(os.path.join(folder, name), 'w'); f.write(text); f.close()
write('ran.py', "print 'ran', (lambda (a, b): b)((1, 2)), here\nleft = range(2)\n")
here = 'here'; execfile(os.path.join(folder, 'ran.py')); print left
local = {'here': 'there'}; execfile(os.path.join(folder, 'ran.py'), local); print local['left']
write('helper.py', "import sys\nclass Count:\n  def __init__(self): self.n = 0\n  def next(self):\n    self.n += 1\n    return self.n\n"
    "  def __iter__(self): return self\n  def __nonzero__(self): return False\ndef items(d): return map(None, d.keys())\n"
    "print 'helper', cmp(2, 1), __name__, sys.maxint > 0\n")
import helper
from helper import *
print Count().next(), bool(helper.Count()), items({1: 2}), [n for n, i in zip(Count(), 'ab')], sorted(n for n in dir(helper) if n[0] != '_')
write('undecided.py', "both = (xrange(3)[2], {1: 2}.values(), map(str, [1]))\n")
import undecided; print undecided.both
write('future.py', "from __future__ import print_function\nprint('no\\n', 'space', sep='')\nold = 10L\n")
import future; print future.old
os.mkdir(os.path.join(folder, 'pack'))
write('pack/__init__.py', "print 'pack', __name__\n")
write('pack/string.py', "here = 'the sibling'\nprint `here`\n")
write('pack/inner.py', "import string, sys\nfrom string import here as there\nprint string.here, there, sys is not None, string.__name__\n")
write('pack/absolute.py', "from __future__ import absolute_import\nimport string\nprint string.digits\n")
import pack.inner, pack.absolute
def in_function():
    seen = []
    exec "seen.append(len('abc'))"
    return seen
print in_function(), 'raw_input' in globals(), 'xrange' in dir(), len(globals().keys()) == len(dir())
def changing(x):
    exec "y = x + 1; print y"
    return x
print changing(1)
