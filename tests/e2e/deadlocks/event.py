import threading


class Service:
    def __init__(self):
        self.started = threading.Event()


service = Service()


def wait():
    service.started.wait()


threading.Thread(target=wait, name="client").start()
