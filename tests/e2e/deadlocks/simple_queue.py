import queue

answers = queue.SimpleQueue()
answers.put(1)
print(answers.get())
print(answers.get())
