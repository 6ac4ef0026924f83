# -*- coding: utf-8 -*-
# The pending space after `print x,`; the output beside it is that of Python 2.7.
import StringIO, sys
for i in range(3): print i,
print
print 'a',
print
print 'tab\t', 'next', 'line\n', 'start', '', 'after empty'
print 'no\n',
print 'space before'
print 'x',
sys.stdout.write('y')
print 'z'
print 'dots',
for i in range(3): sys.stdout.write('.')
print
print 'a ',
print 'b'
out = StringIO.StringIO()
print >>out, 1,
print >>out, 2
print >>out, 'three',
print repr(out.getvalue()), out.softspace
class File(object):
    def __init__(self): self.written = []
    def write(self, text): self.written.append(text)
f = File()
print >>f, 'a', 1,
print >>f, 'b'
print f.written, f.softspace
print >>f, 'c',
print f.softspace,
f.softspace = 0
print >>f, 'd',; print f.written[6:]
print >>None, 'to standard output'
print 'é', u'caf\u00e9'.encode('utf-8'), u'é'
print ('one'), (1, 2), ('only',)
print 'cut',
sys.stdout.softspace = 0
print 'off'
def inner():
    print 'inside'
    return 1
print 'calls', inner(), 'back'
items = [1, 2, 3]
print items, items.pop(), items, len(items)
try: print 'number', int('x')
except ValueError: print 'is none'
def broken():
    print 'before',
    raise ValueError
try: broken()
except ValueError: print 'after'
print 1.5, None, [1, 'a'], 10 ** 3,
