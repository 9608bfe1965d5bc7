"""M/M/1 in SimPy, as its manual teaches it: prints customers per second.

The model of the benchmark model/mm1: arrivals each 1.25 h, work of 1 h, both exponential, 40 000 h.
Needs Debian's python3-simpy3.
"""

import random
import sys
import time

import simpy

HOURS = 40_000


def customer(env, server, record):
    arrived = env.now
    with server.request() as request:
        yield request
        record["wait"] += env.now - arrived
        yield env.timeout(random.expovariate(1.0))
    record["served"] += 1


def source(env, server, record):
    while True:
        yield env.timeout(random.expovariate(1 / 1.25))
        env.process(customer(env, server, record))


def replicate(hours):
    env = simpy.Environment()
    server = simpy.Resource(env, capacity=1)
    record = {"served": 0, "wait": 0.0}
    env.process(source(env, server, record))
    env.run(until=hours)
    return record["served"]


def main():
    random.seed(1)
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else HOURS
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        served = replicate(hours)
        best = max(best, served / (time.process_time() - start))
    print(f"{best:.0f}")


if __name__ == "__main__":
    main()
