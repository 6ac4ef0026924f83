# sys.exit(n) ends the main thread with a status for whoever started the program: 0 is success.
import sys
import threading


def worker():
    sys.exit(5)  # in another thread it ends that thread only


t = threading.Thread(target=worker)
t.start()
t.join()

print('leaving with status 3')
sys.exit(3)
