#!/usr/bin/env python3
"""What the workbench's server takes: answers while a run is on, and memory over many runs. Prints what it measures; docs/serve.md has it.

    load.py PROGRAM [SECONDS [RUNS]]      with 20 open streams and 20 clients for so long (10), then so many runs (200)
"""

import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PLANT = """schema = 1
[scenario]
horizon = "365 d"
[experiment]
replications = 10
[item.part]
[plant.works.line.main]
makes = "part"
route = ["press", "paint"]
[plant.works.line.main.station]
press.time = { dist = "exponential", mean = "50 min" }
paint.time = { dist = "exponential", mean = "45 min" }
paint.buffer = 2
"""


class Page:
    """What a page sends, on one connection."""

    def __init__(self, port, cookie):
        self.port, self.cookie = port, cookie
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method, path, body=None):
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = self.connection.getresponse()
        return response, response.read()

    def stream(self):
        self.connection.request("GET", "/api/events", headers={"Cookie": self.cookie})
        return self.connection.getresponse()


def begin(program, folder):
    server = subprocess.Popen([program, "serve", folder, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = re.match(r"http://127\.0\.0\.1:(\d+)/#token=(\w+)", server.stdout.readline())
    port = int(found[1])
    response, _ = Page(port, "").ask("POST", "/session", {"token": found[2]})
    return server, port, response.headers["Set-Cookie"].split(";")[0]


def resident_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def latencies(port, cookie, seconds):
    streams = [Page(port, cookie) for _ in range(20)]
    opened = [page.stream() for page in streams]
    first = Page(port, cookie)
    _, answer = first.ask("POST", "/api/runs", {"kind": "run", "path": "plant.toml", "replications": 100000})
    taken = {"GET /api/scenarios": [], "POST /api/validate": []}
    lock, end = threading.Lock(), time.monotonic() + seconds

    def client():
        page = Page(port, cookie)
        while time.monotonic() < end:
            for asked, body in (("GET /api/scenarios", None), ("POST /api/validate", {"path": "plant.toml"})):
                start = time.monotonic()
                response, _ = page.ask(*asked.split(), body)
                assert response.status == 200
                with lock:
                    taken[asked].append(time.monotonic() - start)
            time.sleep(0.05)

    clients = [threading.Thread(target=client) for _ in range(20)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    Page(port, cookie).ask("POST", "/api/stop", json.loads(answer))  # the first connection has been idle, and was closed
    del opened
    for asked, times in taken.items():
        times.sort()
        print(f"{asked}: {len(times)} answers, median {1000 * times[len(times) // 2]:.1f} ms, p99 {1000 * times[int(0.99 * len(times))]:.1f} ms")


def memory(server, port, cookie, runs):
    page = Page(port, cookie)
    for done in range(1, runs + 1):
        _, answer = page.ask("POST", "/api/runs", {"kind": "run", "path": "plant.toml", "seed": done})
        run = json.loads(answer)["id"]
        while True:
            _, told = page.ask("GET", "/api/runs")
            status = next(one["status"] for one in json.loads(told)["runs"] if one["id"] == run)
            if status not in ("waiting", "running"):
                break
            time.sleep(0.01)
        assert status == "done", status
        if done in (1, 25, 50, 100, runs):
            print(f"after {done} runs: {resident_mb(server.pid):.1f} MB")


def main():
    program, seconds, runs = (sys.argv[1:] + ["", "10", "200"][len(sys.argv) - 1 :])[:3]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plant.toml").write_text(PLANT)
        server, port, cookie = begin(program, folder)
        try:
            latencies(port, cookie, float(seconds))
            memory(server, port, cookie, int(runs))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
