#!/usr/bin/env python3
"""What a campaign costs over the straight sweep of the same replications, in processor time.

    campaign_overhead.py PROGRAM [STUDY.toml] [--tasks N] [--replications N]

Plans N tasks, does each by a process of its own, merges, and compares with one sweep; all on one thread. Without a study: replications so
short (a day of two stations) that the tasks themselves are what is measured.
"""

import argparse, os, resource, subprocess, tempfile

PLANT = """schema = 1
[scenario]
horizon = "1 d"
[item.unit]
[plant.works.line.main]
makes = "unit"
route = ["saw", "press"]
[plant.works.line.main.station.saw]
time = { dist = "exponential", mean = "50 s" }
[plant.works.line.main.station.press]
time = { dist = "exponential", mean = "1 min" }
[study.size]
vary = { "plant.works.line.main.station.press.servers" = [1, 2, 3], "plant.works.line.main.buffer" = [1, 5] }
"""


def main():
    parser = argparse.ArgumentParser(description="What a campaign costs over a straight sweep.")
    parser.add_argument("program")
    parser.add_argument("study", nargs="?")
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--replications", default="1000")
    asked = parser.parse_args()
    program = os.path.abspath(asked.program)
    study = os.path.abspath(asked.study) if asked.study else "plant.toml"
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "plant.toml"), "w", encoding="utf-8") as file:
            file.write(PLANT)

        def seconds(*words):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([program, *words, "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return sum(after[:2]) - sum(before[:2])

        straight = seconds("sweep", study, "--replications", asked.replications, "--threads", "1", "--db", "straight.db")
        plan = seconds("campaign", "plan", study, "--dir", "c", "--tasks", str(asked.tasks), "--replications", asked.replications)
        tasks = sum(seconds("campaign", "work", "c", "--task", str(task), "--threads", "1") for task in range(asked.tasks))
        merge = seconds("campaign", "merge", "c")
    over = plan + tasks + merge - straight
    print(f"straight {straight:.2f} s; plan {plan:.2f} s, {asked.tasks} tasks {tasks:.2f} s, merge {merge:.2f} s")
    print(f"over {over:.2f} s, {100 * over / straight:.1f} %; {1000 * over / asked.tasks:.1f} ms a task: 5 % of tasks of {20 * over / asked.tasks:.2f} s")


if __name__ == "__main__":
    main()
