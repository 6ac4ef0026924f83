# The special methods of Python 2; the output beside it is that of Python 2.7.
class Switch(object):
    def __init__(self, on): self.on = on
    def __nonzero__(self): return self.on
print bool(Switch(True)), not Switch(0), 'yes' if Switch(1) else 'no'

class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def next(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
class Double(Count):
    def next(self): return 2 * Count.next(self)
print list(Count(3)), [x for x in Double(3)], Count(1).next(), sum(Double(4)), Count(5).next()

class Version(object):
    def __init__(self, *parts): self.parts = parts
    def __cmp__(self, other): return cmp(self.parts, other.parts)
    def __repr__(self): return 'v' + '.'.join(map(str, self.parts))
class Named(Version):
    pass
a, b, c = Version(1, 2), Version(1, 10), Named(1, 2)
print a < b, a > b, a == c, a != c, a <= c, b >= c, cmp(b, a), sorted([b, c, a]), max(a, b), [a, b].index(c)
print len(set([a, a])), hash(a) == hash(a), cmp(1, 2), cmp('b', 'a'), cmp((1, 2), (1, 2)), cmp(None, None)

class Equal(object):
    def __eq__(self, other): return True
e = Equal(); print {e: 1}[e], e == 1
print e != e, e != 2, e == 2
class Classic:
    def __eq__(self, other): return True
try: hash(Classic())
except TypeError: print 'unhashable'

class Text(object):
    def __unicode__(self): return u'caf\u00e9'
    def __str__(self): return unicode(self).encode('utf-8')
print unicode(Text()) == u'caf\xe9', str(Text()), '[%s]' % Text(), unicode(5), unicode('x'), unicode()

class Ratio(object):
    def __init__(self, n): self.n = n
    def __div__(self, other): return 'div %d' % other
    def __rdiv__(self, other): return 'rdiv %d' % other
    def __idiv__(self, other):
        self.n = 'idiv'
        return self
r = Ratio(1); print r / 2, 3 / r,
r /= 4; print r.n

class Meta(type):
    def __new__(meta, name, bases, names):
        names['made_by'] = meta.__name__
        return type.__new__(meta, name, bases, names)
class Made(object):
    __metaclass__ = Meta
    class Inner: pass
class Child(Made): pass
print Made.made_by, Child.made_by, type(Child).__name__, Made.__metaclass__ is Meta, hasattr(Made.Inner, 'made_by')
def upper(name, bases, names): return name.upper()
class made_by_function:
    __metaclass__ = upper
print made_by_function

class Part(object):
    def __len__(self): return 10
    def __getitem__(self, i): return 'item %r' % (i,)
    def __getslice__(self, i, j): return i, j
    def __setslice__(self, i, j, value): print 'set', i, j, value
    def __delslice__(self, i, j): print 'del', i, j
p = Part()
print p[1], p[2:4], p[-3:-1], p[:5], p[1:9:2] == 'item slice(1, 9, 2)'
p[1:2] = 'x'; del p[3:4]
class Cut(list):
    def __getslice__(self, i, j): return Cut(list.__getitem__(self, slice(i, j)))
cut = Cut([1, 2, 3]); print cut[0], cut[1:], type(cut[:1]).__name__, cut[::2]

class Base(object):
    def who(self): return 'base of %s' % type(self).__name__
class Derived(Base):
    def __nonzero__(self): return False
    def who(self): return super(Derived, self).who() + '!'
print Derived().who(), bool(Derived())
class Number(object):
    def __hex__(self): return 'hexed'
    def __oct__(self): return 'octed'
    def __long__(self): return 7L
print hex(Number()), oct(Number()), long(Number()), hex(255), oct(8), oct(0), oct(-64)
