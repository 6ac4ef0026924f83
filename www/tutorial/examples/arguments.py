import threading

def send(number, *, retries):
    print(f"message {number}, tried up to {retries} times")

for number in range(3):
    thread = threading.Thread(target=send, args=(number,), kwargs={"retries": number + 1})
    thread.start()
