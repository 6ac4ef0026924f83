# A stand-in for pyperf, with the functions that the benchmark programs of pyperformance use. Each benchmark is called for at
# least half a second and at least twice. The least time of one loop is printed as `pyperf: NAME SECONDS s`.
import argparse
import asyncio
import sys
import time

perf_counter = time.perf_counter
# A call is long enough for the browser's clock, whose resolution is 5 us, and no longer, so that the least time is one in
# which no other process used the core.
CALL_S = 0.002
TOTAL_S = 0.5


def python_implementation():
    return sys.implementation.name


class Runner:
    def __init__(self, add_cmdline_args=None, **_settings):
        self.metadata = {}
        self.argparser = argparse.ArgumentParser()
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def bench_time_func(self, name, time_func, *args, inner_loops=1, **_settings):
        self._measure(name, lambda loops: time_func(loops, *args), inner_loops)

    def bench_func(self, name, func, *args, inner_loops=1, **_settings):
        def seconds(loops):
            begun = perf_counter()
            for _ in range(loops):
                func(*args)
            return perf_counter() - begun

        self._measure(name, seconds, inner_loops)

    def bench_async_func(self, name, func, *args, inner_loops=1, loop_factory=None, **_settings):
        async def seconds(loops):
            begun = perf_counter()
            for _ in range(loops):
                await func(*args)
            return perf_counter() - begun

        def run(loops):
            with asyncio.Runner(loop_factory=loop_factory) as runner:
                return runner.run(seconds(loops))

        self._measure(name, run, inner_loops)

    def _measure(self, name, run, inner_loops):
        self.parse_args()
        loops = 1
        begun = perf_counter()
        least = run(loops)
        while least * loops < CALL_S:
            loops *= 2
            least = run(loops) / loops
        again = True
        while again:
            least = min(least, run(loops) / loops)
            again = perf_counter() - begun < TOTAL_S
        print(f'pyperf: {name.replace(" ", "_")} {least / inner_loops:.9f} s', flush=True)
