import threading
import time

def worker(num):
    print 'worker %d on %s' % (num, threading.currentThread().getName())
    time.sleep(0.3)

t = threading.Thread(target=worker, args=(1,), name='old-school')
t.setDaemon(True)
t.start()
print 'alive:', t.isAlive(), 'daemon:', t.isDaemon()
t.join()
print 'alive:', t.isAlive()
