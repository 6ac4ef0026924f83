# Event.wait(timeout) waits no longer than that many seconds and tells whether the event happened.
import threading

ready = threading.Event()

print('nobody sets it:', ready.wait(0.1))


def prepare():
    print('preparing')
    ready.set()


threading.Timer(0.2, prepare).start()

# The timeout is a limit, not a pause: this returns as soon as the event is set.
print('set while waiting:', ready.wait(30))
print('set already:', ready.wait(30))
