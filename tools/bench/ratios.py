"""Turns the JSON of agrocap_bench into tables of ratios.

Usage: ratios.py BENCH.json [SIMPY_CUSTOMERS_PER_S [INSTRUCTIONS.json]]

Of repeated measurements the fastest counts: other work on the machine can only slow one down.
"""

import json
import sys

QUEUE = "event_list"  # the product comes first in a table


def fastest(path):
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    best = {}
    for run in runs:
        if run["run_type"] != "iteration" or run.get("error_occurred"):
            continue
        name = run["name"].split("/repeats:")[0]
        if name not in best or run["cpu_time"] < best[name]["cpu_time"]:
            best[name] = run
    return best


def hold_tables(best):
    cells = {}
    for name, run in best.items():
        parts = name.split("/")
        if parts[0] == "hold":
            cells.setdefault((parts[2], int(parts[3])), {})[parts[1]] = run["cpu_time"]
    queues = sorted({name.split("/")[1] for name in best if name.startswith("hold/")}, key=lambda queue: (queue != QUEUE, queue))
    for kind in sorted({kind for kind, _ in cells}):
        sizes = sorted(size for other, size in cells if other == kind)
        print(f"\nHold model, {kind} increments: time of a pop and a schedule, as a multiple of the fastest queue of the column\n")
        print("| queue | " + " | ".join(f"{size}" for size in sizes) + " |")
        print("|---|" + "---:|" * len(sizes))
        for queue in queues:
            row = []
            for size in sizes:
                times = cells[kind, size]
                row.append(f"{times[queue] / min(times.values()):.2f}" if queue in times else "–")
            print(f"| {queue} | " + " | ".join(row) + " |")
        print("| *fastest* | " + " | ".join(f"{min(cells[kind, size].values()):.1f} ns" for size in sizes) + " |")


def model_table(best, simpy_per_s, instructions):
    names = sorted(name for name in best if name.startswith("model/") and name.endswith("/agrocap"))
    if not names:
        return
    print("\nModels, one replication, one thread\n")
    print("| model | time | events/s | ÷ hand-written loop | instructions an event | of the loop | ÷ loop |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in names:
        run = best[name]
        hand = best.get(name.replace("/agrocap", "/hand"))
        ratio = f"{run['cpu_time'] / hand['cpu_time']:.2f}" if hand else "–"
        events = run["events_per_s"] * run["cpu_time"] / 1e3  # times are in ms
        ours, loops = instructions.get(name), instructions.get(name.replace("/agrocap", "/hand"))
        counted = [f"{ours / events:.0f}" if ours else "–", f"{loops / events:.0f}" if loops else "–", f"{ours / loops:.2f}" if loops else "–"]
        print(
            f"| {name.split('/')[1]} | {run['cpu_time']:.2f} {run['time_unit']} | {run['events_per_s'] / 1e6:.1f} M | {ratio} "
            f"| {' | '.join(counted)} |"
        )
    reference = best.get("model/reference/agrocap")
    if reference:
        print(f"\nReference scenario: {reference['s_per_year']:.3f} s a replication-year (goal: below 0.1).")
    mm1 = best.get("model/mm1/agrocap")
    if mm1 and simpy_per_s:
        print(f"M/M/1 against SimPy: {mm1['customers_per_s'] / simpy_per_s:.0f} times the customers per second (goal: 50).")


def scaling_table(best):
    runs = {}
    for name, run in best.items():
        parts = name.split("/")
        if parts[0] == "scaling":
            runs[parts[1], int(parts[2])] = run
    if not runs:
        return
    smallest = min(plants for _, plants in runs)
    base = next(run for (_, plants), run in runs.items() if plants == smallest)["s_per_event"]
    print("\nGenerated networks, one replication, one thread\n")
    print("| goods go | plants | stations | lanes | markets | events | reading | compiling | model | state | an event | of the smallest |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for (reach, plants), run in sorted(runs.items(), key=lambda item: (item[0][0] != "region", item[0][1])):
        print(
            f"| {'in their region' if reach == 'region' else reach} | {plants} | {10 * plants} | {2 * plants} | {plants // 5} "
            f"| {run['events'] / 1e6:.2f} M | {run['read_s']:.2f} s "
            f"| {run['compile_s']:.3f} s | {run['model_mb']:.1f} MB | {run['state_mb']:.1f} MB "
            f"| {1e9 * run['s_per_event']:.0f} ns | {run['s_per_event'] / base:.2f} |"
        )


def main():
    best = fastest(sys.argv[1])
    hold_tables(best)
    scaling_table(best)
    instructions = {}
    if len(sys.argv) > 3:
        with open(sys.argv[3], encoding="utf-8") as file:
            instructions = json.load(file)
    model_table(best, float(sys.argv[2]) if len(sys.argv) > 2 else 0.0, instructions)


if __name__ == "__main__":
    main()
