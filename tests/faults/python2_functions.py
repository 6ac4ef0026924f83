# Tuple parameters and built-in functions; the output beside it is that of Python 2.7.
import string, itertools, operator, os, sys, time, types, urllib
def distance((x1, y1), (x2, y2)=(0, 0)):
    "About distance."
    return abs(x1 - x2) + abs(y1 - y2)
def nested(a, (b, (c, d)), *rest, **more): return a, b, c, d, rest, more
class Point(object):
    def move(self, (x,
                    y), by=1):
        self.at = x + by, y + by
        return self
    def single(self, (x)): return x
print distance((1, 2)), distance((1, 2), [3, 4]), distance.__doc__
print nested(1, (2, (3, 4)), 5, k=6), Point().move((1, 2)).at, Point().single((1, 2))
print map(lambda (k, v): '%s=%s' % (k, v), [('a', 1)]), (lambda a, (b, (c, d)), e=5: (a, b, c, d, e))(1, (2, (3, 4)))
print sorted([(1, 'b'), (2, 'a')], key=lambda (n, s): s), (lambda (a, b): lambda (c, d): (a, d))((1, 2))((3, 4)), [
    (lambda (a, b): a)(p) for p in zip('ab', 'cd')]
f = lambda (a, b): a if a else b; print f((0, 'b'))
try: distance((1, 2, 3))
except ValueError: print 'too many values'
print round(2.5), round(-0.5), round(0.125, 2), round(1234.5, -2), round(25, -1), round(2.675, 2), round(3)
print string.join(['a', 'b']), string.join(['a', 'b'], '-'), string.split('a b'), string.upper('x'), string.atoi('12'),
print string.letters[:3], string.lowercase[:2], string.uppercase[-1], string.find('abc', 'c'), string.replace('aXa', 'X', '.'),
print string.zfill('7', 3), string.capitalize('abc'), string.strip(' s '), 'hello'.translate(string.maketrans('el', 'ip'))
print string.translate('hello', string.maketrans('h', 'j'), 'l'), string.digits
print list(itertools.imap(None, 'ab', [1, 2])), list(itertools.ifilter(None, [0, 1])), itertools.izip('a', 'b').next()
print operator.isCallable(len), operator.sequenceIncludes([1], 1), os.getcwdu() == os.getcwd(), callable(time.clock)
print isinstance(1, types.IntType), type('a') is types.StringType, isinstance({}, types.DictType), types.NoneType is type(None)
print urllib.quote('a b/c'), urllib.unquote('a%20b'), urllib.urlencode([('a', 1), ('b', 'x y')])
print apply(distance, ((1, 1),)), reduce(operator.add, [1, 2, 3]), filter(str.isalpha, 'a1b'), range(2) + range(1), xrange(3)[1]
from UserDict import UserDict
from types import *
from string import *
import collections, ConfigParser, StringIO
parser = ConfigParser.SafeConfigParser(); parser.readfp(StringIO.StringIO('[s]\nk = v\n')); print parser.items('s'), parser.get('s', 'k')
print collections.OrderedDict([(1, 2)]).keys(), collections.defaultdict(int, a=1).items(), isinstance({}, collections.Mapping)
print type(3) is IntType, isinstance('s', StringTypes), join(letters[:2], '+')
import sets, __builtin__, exceptions
print UserDict(a=1).keys(), sets.Set([1]) == set([1]), __builtin__.raw_input is raw_input, exceptions.StandardError is StandardError
code = "def g((a, b)): return `a` + '%s' % b\nprint g((1, 2)), {3: 4}.keys()"
namespace = {}
print eval('1 + 1'), compile('1', '', 'eval') is not None
reload(sys); sys.setdefaultencoding('utf-8')
sys.exitfunc = lambda: sys.stdout.write('the end\n')
print open(__file__, 'rU').readline()[:25] if '__file__' in globals() else '# Tuple parameters and bu'
total = 0
for (i, c) in enumerate('ab'): total += i
print total, 0777, 10L ** 2, 7 // 2, 7 % 3, 'a' <> 'b', `'q'`
def a_while((n, step)):
    while n > 0:
        n -= step
    return n, step
def an_if((a, (b, c)), d):
    if (a, b) == (1, 2) or d:
        return a, b, c, d
def a_for((a, b)):
    for i in a, b: yield i
def a_try((a, b)):
    try:
        return a / float(b)
    finally: print 'tried', a, b
def a_with((a, b), lock):
    with lock as held, lock_of(b): return a, b, held is lock
class lock_of(object):
    def __init__(self, n): pass
    def __enter__(self): return self
    def __exit__(self, *error): pass
lock = lock_of(1)
print a_while((5, 2)), an_if((1, (2, 3)), 0), an_if((1, (3, 3)), 4), an_if((0, (0, 0)), 0), list(a_for((1, 2)))
print a_try((1, 2)), a_with((1, 2), lock)
try: a_while((1,))
except ValueError, e: print e
