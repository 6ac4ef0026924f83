# Features that Python 3 removed, used as in Python 2 programs. The output beside it is that of Python 2.7.18.
import threading, thread, Queue, StringIO, __builtin__, sys, itertools, time
from cStringIO import StringIO as S
import exceptions
def worker():
    print threading.currentThread().getName()
t = threading.Thread(target=worker); t.setDaemon(True); print t.isDaemon(), t.isAlive(); t.start(); t.join()
class W(threading.Thread):
    def __init__(self, n):
        threading.Thread.__init__(self)
        self.n = n
    def run(self): print self.getName(), self.n
w = W(3L); w.start(); w.join(); print w.isAlive(),
print 'soft', 'space'
print range(3), map(None, [1], [2, 3]), zip('ab', [1, 2]), filter(None, (0, 1)), filter(lambda c: c > 'a', 'abc')
print reduce(lambda a, b: a + b, xrange(5)), cmp(1, 2), unichr(65), unicode('x'), long(5), isinstance('', basestring)
print apply(max, (1, 2)), intern('q'), sys.maxint > 2 ** 31, threading.activeCount()
q = Queue.Queue(); q.put(`1, 'a'`); print q.get(), q.empty()
try:
    raise ValueError, 'bad %s' % 'x'
except (KeyError, ValueError), e:
    print >>sys.stderr, 'caught', e
    print 'caught', e
try:
    raise ValueError, (1, 'two')
except ValueError, (n, m):
    print n, m
try:
    try: 1 / 0L
    except ZeroDivisionError:
        i = sys.exc_info()
        raise i[0], i[1], i[2]
except ZeroDivisionError, e: print type(e).__name__
ns = {}
exec 'y = 511' in ns
exec "z = 1"
print ns['y'], z, 1 <> 2, 'C:\users', ur'a\b', ('a', 'b') == ("a", 'b')
print ('a', 'b')
print ('%s') % 'x', ()
print
print 'a\n',
print 'b'
out = S(); out.write('x'); print out.getvalue(), list(itertools.izip([1], [2])), exceptions.ValueError is ValueError
def go(): done.release()
done = thread.allocate_lock(); done.acquire(); thread.start_new_thread(go, ()); done.acquire(); print 'done'
d = {'k': 1}
print d.has_key('k'), d.has_key('l'), d.iteritems().next(), [v for v in d.itervalues()], iter('ab').next()
