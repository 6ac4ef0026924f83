import threading

here = threading.local()
here.user = "nobody"

def handle(user):
    print(f"{user}: set already: {hasattr(here, 'user')}")
    here.user = user
    greet()

def greet():
    print("hello,", here.user)

for user in ("Ada", "Grace"):
    thread = threading.Thread(target=handle, args=(user,))
    thread.start()
    thread.join()
print("main thread still has:", here.user)
