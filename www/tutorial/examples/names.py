import threading

def report():
    me = threading.current_thread()
    is_main = me is threading.main_thread()
    print(f"{me.name!r}, main thread: {is_main}")

unnamed = threading.Thread(target=report)
named = threading.Thread(target=report, name="uploader")
for thread in (unnamed, named):
    thread.start()
    thread.join()
report()
