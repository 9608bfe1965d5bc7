"""Counts the instructions of one replication of each model, ours and the hand-written loop's, and prints them as JSON.

Usage: instructions.py AGROCAP_BENCH BENCH.json

Needs Valgrind (Debian: valgrind). Unlike times, the counts hang on the compiler only, neither on the machine nor on what else it does.
"""

import json
import re
import subprocess
import sys
import tempfile

COUNTED = {"agrocap": "agrocap::run_replication*", "hand": "agrocap::bench::hand_*"}  # whose calls are counted, callees included


def count(program, name):
    with tempfile.NamedTemporaryFile(mode="r", suffix=".callgrind") as file:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file.name}", f"--toggle-collect={COUNTED[name.split('/')[2]]}"]
        # So little time is over after one iteration.
        command += [program, f"--benchmark_filter=^{name}$", "--benchmark_min_time=0.000001"]
        subprocess.run(command, check=True, capture_output=True)
        return int(re.search(r"^(?:summary|totals): (\d+)", file.read(), re.MULTILINE).group(1))


def main():
    program, results = sys.argv[1:]
    with open(results, encoding="utf-8") as file:
        names = {run["name"].split("/repeats:")[0] for run in json.load(file)["benchmarks"] if run["run_type"] == "iteration"}
    print(json.dumps({name: count(program, name) for name in sorted(names) if name.startswith("model/")}))


if __name__ == "__main__":
    main()
