# Methods and attributes that Python 2 had; the output beside it is that of Python 2.7.
class Mapping(object):
    "Keys of its own: what its methods return is left alone."
    def keys(self): return ('own', 'keys')
    def items(self): return iter('xy')
    def has_key(self, key): return 'asked for %s' % key

class Sub(dict):
    def keys(self): return [k.upper() for k in dict.keys(self)]

d = {'b': 2, 'a': 1}
keys = d.keys(); keys.sort(); print keys, keys[0]
items = d.items(); items.sort(reverse=True); print items
values = d.values(); values.append(3); values.sort(); print values[-1], len(d)
for k in d.keys():
    if k == 'a': del d[k]
print d, d.keys() + ['c'], d.keys() == ['b'], 'b' in d.keys(), sorted(d.items())
print type(d.keys()) is list, type(d.viewkeys()) is list, isinstance(d.values(), list)
it = d.iteritems(); print it.next(), list(d.iterkeys()), [v for v in d.itervalues()]
print Mapping().keys(), list(Mapping().items()), Mapping().has_key('k'), {'k': 1}.has_key('k')
print Sub(a=1).keys(), Sub(a=1).items(), map(dict.keys, [{1: 2}])
print (d or {}).keys()[0], {1: {2: 3}}.values()[0].keys(), \
    dict(a=1) \
    .keys()

def by_length(a, b): return cmp(len(a), len(b)) or cmp(a, b)
words = ['ccc', 'a', 'bb', 'aa']
words.sort(by_length); print words
words.sort(cmp=by_length, reverse=True); print words
words.sort(lambda a, b: cmp(a, b), lambda w: w[-1]); print words
words.sort(None, len); print words
print sorted([3, 1, 2], lambda a, b: b - a), sorted('bA', key=str.lower), sorted([1, 2], reverse=1)
print sorted({1: 'z', 2: 'y'}.items(), lambda (k1, v1), (k2, v2): cmp(v1, v2))

def f(a, b=2):
    "About f."
    return a
print f.func_name, f.func_doc, f.func_defaults, f.func_code.co_argcount, f.func_dict, f.func_closure
f.func_name = 'g'; f.func_defaults = (5,); print f.__name__, f.__defaults__, f.func_globals is globals()
class C(object):
    def m(self): return self
c = C()
print c.m.im_func is C.__dict__['m'], c.m.im_self is c, c.m.im_class is C, c.m.func_name, C.m.im_func is c.m.im_func
try: c.func_name
except AttributeError, e: print 'none', e.message
try: raise ValueError('one')
except ValueError, e: print e.message, `e.args`
try: raise ValueError('one', 2)
except ValueError, e: print repr(e.message), e[0], e[1:]
print 'abc'.encode('hex'), '616263'.decode('hex'), 'uryyb'.decode('rot13'), 'abc'.decode('ascii'), 'a'.encode('base64'),
print 'a-b-c'.translate(None, '-'), [u'x'.decode('utf-8')] == ['x']
try: {}.has_keys(1)
except AttributeError: print 'no has_keys'
lists = [[3, 1], [2]]
print [x.sort() for x in lists], lists, iter('ab').next()
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
node = Node(1, Node(2)); print node.next.value, node.next.next
