import threading

def ring(what):
    print("ring:", what)

egg = threading.Timer(0.2, ring, args=("the egg is done",))
cake = threading.Timer(0.5, ring, args=("the cake is done",))
egg.start()
cake.start()
print("both timers are set")

egg.join()
cake.cancel()
cake.join()
print("the cake was taken out early")
