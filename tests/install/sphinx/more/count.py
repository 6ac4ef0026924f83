import sys
import threading


def count():
    with open("words.txt") as words:
        print(sys.argv[1:], input(), len(words.read().split()))


thread = threading.Thread(target=count)
thread.start()
thread.join()
