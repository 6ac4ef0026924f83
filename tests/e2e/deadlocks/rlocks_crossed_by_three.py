import threading

forks = [threading.RLock() for _ in range(3)]
seated = threading.Barrier(3)


class Philosopher(threading.Thread):
    def __init__(self, number):
        super().__init__(name=f"P{number}")
        self.left = forks[number]
        self.right = forks[(number + 1) % 3]

    def run(self):
        with self.left:
            seated.wait()
            with self.right:
                print("eats")


for number in range(3):
    Philosopher(number).start()
