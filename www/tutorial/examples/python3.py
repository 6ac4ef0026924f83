import threading
import time

def worker(num):
    print('worker %d on %s' % (num, threading.current_thread().name))
    time.sleep(0.3)

t = threading.Thread(target=worker, args=(1,), name='old-school')
t.daemon = True
t.start()
print('alive:', t.is_alive(), 'daemon:', t.daemon)
t.join()
print('alive:', t.is_alive())
