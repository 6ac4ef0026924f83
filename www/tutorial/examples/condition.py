import threading

changed = threading.Condition()
mailbox = []

def reader():
    with changed:
        while not mailbox:
            changed.wait()
        print("taken:", mailbox.pop(0))

readers = [threading.Thread(target=reader, name=n) for n in ("Ada", "Grace")]
for thread in readers:
    thread.start()

for letter in ("a bill", "a card"):
    with changed:
        mailbox.append(letter)
        changed.notify()
for thread in readers:
    thread.join()
print("left over:", mailbox)
