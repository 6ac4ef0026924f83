import queue

full = queue.Queue(maxsize=1)
full.put(1)
full.put(2)
