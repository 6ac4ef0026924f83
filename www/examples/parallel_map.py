# parallel.map() calls a function for each item, on all cores at once, and returns the results in order.
# It is a module of this playground; elsewhere, ThreadPoolExecutor.map() is used in the same way.
import parallel


def primes_below(limit):
    """Count the primes below limit by trial division."""
    count = 0
    for n in range(2, limit):
        for divisor in range(2, int(n ** 0.5) + 1):
            if n % divisor == 0:
                break
        else:
            count += 1
    return count


limits = [500, 1000, 2000, 4000]
# The calls may finish in any order, the list does not show it.
counts = parallel.map(primes_below, limits)

for limit, count in zip(limits, counts):
    print(f'{count} primes below {limit}')
