# An exception that nobody catches ends its own thread. The others go on, and the exit status stays 0.
import threading


def worker():
    raise ValueError('nobody catches this')


def survivor():
    failed.join()
    print('the other thread goes on')


failed = threading.Thread(target=worker)
other = threading.Thread(target=survivor)
failed.start()
other.start()
other.join()

# The failed thread is over like any other: join() returns and raises nothing.
print('still alive:', failed.is_alive())
