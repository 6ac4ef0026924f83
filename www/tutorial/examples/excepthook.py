import threading

def report(args):
    print(f"{args.thread.name} failed: {args.exc_type.__name__}: {args.exc_value}")

threading.excepthook = report

def divide(a, b):
    print(f"{a} / {b} = {a / b}")

for pair in [(6, 3), (1, 0), (8, 2)]:
    thread = threading.Thread(target=divide, args=pair)
    thread.start()
    thread.join()
print("the main thread carries on")
