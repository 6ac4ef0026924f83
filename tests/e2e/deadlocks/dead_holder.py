import threading

accounts = [threading.Lock(), threading.Lock()]


def forgets():
    accounts[1].acquire()
    raise SystemExit


thread = threading.Thread(target=forgets, name="forgetful")
thread.start()
thread.join()
with accounts[1]:
    print("never")
