import threading
import time

def save(path):
    with open(path, "w") as file:
        for line in ["begin", "amount: 100", "amount: 250", "end"]:
            file.write(line + "\n")
            file.flush()
            time.sleep(0.3)

writer = threading.Thread(target=save, args=("account.txt",), daemon=True)
writer.start()
time.sleep(0.45)
with open("account.txt") as file:
    print(file.read(), end="")
print("(the program ends here)")
