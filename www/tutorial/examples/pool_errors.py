from concurrent.futures import ThreadPoolExecutor, as_completed
import time

def load(page, seconds):
    time.sleep(seconds)
    if page == "/secret":
        raise PermissionError("not for you")
    return f"{page}: fine"

work = [("/slow", 0.4), ("/secret", 0.2), ("/quick", 0.0)]
with ThreadPoolExecutor() as pool:
    futures = {pool.submit(load, *item): item[0] for item in work}
    for future in as_completed(futures):
        try:
            print(future.result())
        except PermissionError as error:
            print(f"{futures[future]}: {error}")
