# Threads in the style of Python 2 programs; the output beside it is that of Python 2.7.
import Queue, thread, threading, time
class Worker(threading.Thread):
    def __init__(self, todo, done):
        threading.Thread.__init__(self, name='worker')
        self.todo, self.done = todo, done
    def run(self):
        while 1:
            item = self.todo.get()
            if item is None: break
            self.done.put((item, item ** 2))
            self.todo.task_done()
todo, done = Queue.Queue(), Queue.PriorityQueue()
workers = [Worker(todo, done) for i in xrange(4)]
for worker in workers: worker.setDaemon(1); worker.start()
map(todo.put, range(20)); todo.join()
for worker in workers: todo.put(None)
for worker in workers: worker.join(); assert not worker.isAlive()
print [done.get() for i in range(20)] == [(i, i ** 2) for i in range(20)], done.empty()
counts, lock = {}, thread.allocate_lock()
finished = threading.Semaphore(0)
def count(name, (start, stop)):
    for i in range(start, stop):
        lock.acquire()
        try: counts[i] = counts.get(i, 0) + 1
        finally: lock.release()
    finished.release()
for i in range(4): thread.start_new_thread(count, (i, (0, 50)))
for i in range(4): finished.acquire()
print len(counts), list(set(counts.values())), lock.locked(), thread.get_ident() == threading.currentThread().ident
t = threading.Thread(target=len, args=('ab',)); print t._Thread__target is len, t._Thread__args, t.getName() == t.name; t.start(); t.join()
print threading._sleep is time.sleep, threading.activeCount(), threading.currentThread().getName()
try: Queue.Queue(1).get_nowait()
except Queue.Empty, e: print 'empty', e.__class__.__name__
timer = threading.Timer(0.01, lambda (a, b): todo.put(a + b), [(1, 2)]); timer.start(); print todo.get()
class Documented(threading.Thread):
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, verbose=None):
        threading.Thread.__init__(self, group=group, target=target, name=name, verbose=verbose)
        self.args, self.kwargs = args, kwargs
    def run(self):
        print 'running with %s and %s' % (self.args, self.kwargs)
class Passing(threading.Thread):
    def run(self): print self._Thread__target(*self._Thread__args), self._Thread__kwargs
for t in Documented(args=(1,), kwargs={'a': 'A'}), Passing(None, max, 'passing', (1, 2), {}, None): t.start(); t.join()
e = threading.Event(); print e.isSet(), e.wait(0.01), threading.local().__dict__.items()
