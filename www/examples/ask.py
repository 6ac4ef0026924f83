import queue
import threading

questions = queue.Queue()


def answerer():
    while (text := questions.get()) is not None:
        print(f"{text!r} has {len(text)} letters, {len(set(text))} of them different")


thread = threading.Thread(target=answerer, name="answerer")
thread.start()
try:
    while word := input("a word, or nothing to stop: "):
        questions.put(word)
except EOFError:
    print("no more input")
questions.put(None)
thread.join()
