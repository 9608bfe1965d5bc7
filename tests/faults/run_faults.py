#!/usr/bin/env python3
"""Random scenarios under random faults: the program as a whole, killed, without room on its disk, with two of it at once.

    run_faults.py PROGRAM FAULTY_SYSTEM [--seed N] [--cases N | --minutes N] [--at-once N]

A case is a made-up plant, a command, and some faults; it follows from its seed alone, but for the moments at which threads and the two
writers meet. Each command first runs undisturbed; then under faults, in a folder of its own; then undisturbed to its end. What has to hold:

- no crash, no internal error, nothing that hangs; exit codes that the fault explains, and no other;
- a file that is there is whole, and says what the undisturbed run says; a disk without room leaves no half-written file behind;
- the end is the undisturbed run's, to the last bit, whatever was killed on the way.

Exit code: 0 all of it held, 1 something did not: the case's seed is told, and `--seed N --cases 1` does it again; its folder is kept.
"""

import argparse, json, os, random, re, resource, shutil, signal, subprocess, sys, tempfile, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reference"))
from made_up_plants import make_up
from plant_text import text_of

PATIENCE_S = 120
CRASHES = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL, 70, 134, 139)


class Broken(Exception):
    pass


class Refused(Exception):
    """A made-up plant that the program does not take: nothing of ours."""


class Machine:
    """Where a case runs: a folder, the program, the system that fails."""

    def __init__(self, program, faulty, folder, dice):
        self.program, self.faulty, self.folder, self.dice = program, faulty, folder, dice

    def start(self, words, **faults):
        environment = {**os.environ, "NO_COLOR": "1"}
        if faults:
            environment["LD_PRELOAD"] = self.faulty
            environment["FAULTY_SEED"] = str(self.dice.randrange(1 << 30))
            environment.update({f"FAULTY_{name}": str(value) for name, value in faults.items()})
        # Pipes: what the program says must not meet the faults of its files.
        return subprocess.Popen([self.program, *words], cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, process, words):
        try:
            out, err = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Broken(f"hangs: {' '.join(words)}") from None
        if process.returncode in CRASHES or b"internal error" in err:
            raise Broken(f"exit code {process.returncode}: {' '.join(words)}\n{err.decode(errors='replace')}")
        return process.returncode, err.decode(errors="replace")

    def run(self, words, **faults):
        return self.finish(self.start(words, **faults), words)

    def expect(self, words, codes, **faults):
        code, err = self.run(words, **faults)
        if code not in codes:
            raise Broken(f"exit code {code}, expected one of {sorted(codes)}, with {faults}: {' '.join(words)}\n{err}")
        return code

    def open_tasks(self):
        words = ["campaign", "watch", "c", "--open"]
        process = self.start(words)
        out, err = process.communicate(timeout=PATIENCE_S)
        if process.returncode != 0:
            raise Broken(f"exit code {process.returncode}: {' '.join(words)}\n{err.decode(errors='replace')}")
        return out.decode().split()

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            result = json.load(file)  # what is there has to be whole
        result.pop("performance", None)
        return result


# Faults: each runs the words once under it, and says which exit codes it explains besides that of the undisturbed run.


def killed_in_a_write(machine, words, codes):
    machine.expect(words, codes | {-signal.SIGKILL}, KILL_AT=machine.dice.choice([1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144]))


def killed_at_a_moment(machine, words, codes):
    process = machine.start(words)
    time.sleep(machine.dice.choice([0.001, 0.01, 0.02, 0.05, 0.1]) * (0.5 + machine.dice.random()))
    sign = machine.dice.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
    process.send_signal(sign)
    ended, err = machine.finish(process, words)
    # A signal before the program listens ends it as the system does.
    if ended not in codes | {-sign, 130}:
        raise Broken(f"exit code {ended} after signal {sign}: {' '.join(words)}\n{err}")
    return ended == 130


def full_disk(machine, words, codes):
    machine.expect(words, codes | {2}, FULL_AFTER=machine.dice.choice([0, 1, 100, 4096, 5000, 30_000, 100_000, 1_000_000]))
    left = [name for _, _, names in os.walk(machine.folder) for name in names if name.endswith(".part")]
    if left:
        raise Broken(f"left behind on a full disk: {left}")


def slow_and_short(machine, words, codes):
    machine.expect(words, codes, SLOW_US=machine.dice.choice([10, 1000, 20_000]), SHORT=machine.dice.choice([0, 5, 30]))


def jumping_clock(machine, words, codes):
    machine.expect(words, codes, CLOCK_S=machine.dice.choice([1, 3600, 400_000_000]))


def two_writers(machine, words, codes):
    processes = [machine.start(words) for _ in range(2)]
    ended = [machine.finish(process, words)[0] for process in processes]
    if any(code not in codes | {2} for code in ended) or not codes & set(ended):
        raise Broken(f"two at once: exit codes {ended}: {' '.join(words)}")


FAULTS = [killed_in_a_write, killed_in_a_write, killed_at_a_moment, full_disk, slow_and_short, jumping_clock, two_writers]


def scenario(dice):
    """A made-up plant with work that takes chance, targets near to what it makes, and a study."""
    text = text_of(make_up(dice.randrange(1 << 30)))
    text = re.sub(r'(?m)^time = "(\d+) min"$', r'time = { dist = "exponential", mean = "\1 min" }', text)
    text = text.replace("replications = 1", f"replications = {dice.randint(2, 40)}\nmax_replications = {dice.randint(20, 60)}")
    station = re.search(r"(?m)^\[(plant\.p\.(?:line\.\w+\.)?station\.\w+)\]$", text).group(1)
    return text + f'[study.s]\nvary = {{ "{station}.servers" = [1, 2, 3] }}\n'


def add_target(machine, text):
    """Near to the mean, so that a test takes some replications."""
    with open(machine.path("plant.toml"), "w", encoding="utf-8") as file:
        file.write(text)
    code, err = machine.run(["run", "plant.toml", "--replications", "5", "--quiet", "--no-bound", "--json", "first.json"])
    if code == 3:
        raise Refused
    if code != 0:
        raise Broken(f"exit code {code} of a plain run\n{err}")
    mean = machine.read("first.json")["metrics"]["output.total"]["mean"] or 1
    threshold = mean * machine.dice.choice([0.8, 0.97, 1, 1.03, 1.2])
    with open(machine.path("plant.toml"), "a", encoding="utf-8") as file:
        file.write(f'[target.t]\nmetric = "output.total"\nat_least = {threshold:.3f}\nindifference = 0.05\n')


def command(dice):
    """A command without its database and its files, and the codes that it may end with undisturbed."""
    kind = dice.choice(["run", "check", "sweep", "optimise"])
    words = [kind, "plant.toml", "--quiet", "--threads", str(dice.choice([1, 2, 4]))]
    if kind == "run" and dice.random() < 0.5:
        words.append("--no-bound")
    if kind in ("sweep", "run") and dice.random() < 0.3:
        words += ["--precision", "0.05"]
    return words


def straight(machine, words):
    """What the command comes to when nothing disturbs it."""
    code, err = machine.run([*words, "--db", "straight.db", "--json", "straight.json"])
    if code == 3:
        raise Refused
    if code not in (0, 1, 4, 5):
        raise Broken(f"exit code {code} of an undisturbed run: {' '.join(words)}\n{err}")
    return code, machine.read("straight.json")


def compare(machine, name, expected):
    found = machine.read(name)
    # A bound may be missing, since what stands beside a result must not cost the result; then it says why.
    lacking = set(expected.get("bound", {})) - set(found.get("bound", {}))
    if lacking - set(found.get("bound_notes", {})):
        raise Broken(f"{name} is without its bound, and does not say why")
    if found.get("bound_notes") != expected.get("bound_notes"):
        print(f"{machine.folder}: {name}: {found['bound_notes']}", flush=True)
        expected = {**expected, **{key: found[key] for key in ("bound", "bound_notes", "why") if key in found}}
    if found != expected:
        raise Broken(f"{name} is another than of the undisturbed run")


def disturb_command(machine, words):
    code, expected = straight(machine, words)
    disturbed = [*words, "--db", "d.db", "--json", "r.json"]
    for _ in range(machine.dice.randint(1, 4)):
        fault = machine.dice.choice(FAULTS)
        was_interrupted = fault(machine, disturbed, {code})
        if os.path.exists(machine.path("r.json")):
            if not was_interrupted:
                compare(machine, "r.json", expected)
            machine.read("r.json")
            os.remove(machine.path("r.json"))
    machine.expect(disturbed, {code})
    compare(machine, "r.json", expected)


def disturb_campaign(machine):
    dice = machine.dice
    kind = dice.choice(["sweep", "check", "optimise"])
    words = [kind, "plant.toml", "--quiet"]
    options = ["--precision", "0.05"] if kind == "sweep" and dice.random() < 0.5 else []
    code, expected = straight(machine, [*words, *options])
    plan = ["campaign", "plan", "plant.toml", "--dir", "c", "--quiet", "--as", kind, "--tasks", str(dice.randint(1, 4)), *options]
    dice.choice(FAULTS)(machine, plan, {0})
    machine.expect(plan, {0})
    for _ in range(40):  # rounds
        tasks = machine.open_tasks()
        if not tasks:
            break
        for task in dice.sample(tasks, len(tasks)):
            if dice.random() < 0.7:
                dice.choice(FAULTS)(machine, ["campaign", "work", "c", "--task", task, "--quiet", "--threads", "2"], {0})
        for task in machine.open_tasks():
            machine.expect(["campaign", "work", "c", "--task", task, "--quiet"], {0})
        merge = ["campaign", "merge", "c", "--quiet"]
        fault = dice.choice([killed_in_a_write, full_disk, slow_and_short, jumping_clock])
        fault(machine, merge, {0, 4})
        machine.expect(["campaign", "plan", "c", "--quiet"], {0})
    else:
        raise Broken("a campaign without an end")
    machine.expect(["campaign", "merge", "c", "--quiet"], {0})
    machine.expect([*words, "--db", "c/study.db", "--json", "r.json", *options], {code})
    compare(machine, "r.json", expected)


def do_case(program, faulty, seed, folder):
    dice = random.Random(f"fault {seed}")
    machine = Machine(program, faulty, folder, dice)
    add_target(machine, scenario(dice))
    if dice.random() < 0.3:
        disturb_campaign(machine)
    else:
        disturb_command(machine, command(dice))


class Cases:
    """Cases one after the other, by several threads at once: what a case comes to does not depend on its neighbours."""

    def __init__(self, asked):
        self.program, self.faulty = os.path.abspath(asked.program), os.path.abspath(asked.faulty_system)
        self.asked, self.lock, self.begun = asked, threading.Lock(), time.monotonic()
        self.given_out, self.done, self.refused, self.broken = 0, 0, 0, 0

    def next_seed(self):
        with self.lock:
            is_enough = self.given_out >= self.asked.cases if self.asked.cases else time.monotonic() - self.begun >= 60 * self.asked.minutes
            if is_enough or self.broken >= 5:
                return None
            self.given_out += 1
            return self.asked.seed + self.given_out - 1

    def work(self):
        while (seed := self.next_seed()) is not None:
            folder = tempfile.mkdtemp(prefix=f"agrocap-fault-{seed}-")
            refused, fault = 0, None
            try:
                do_case(self.program, self.faulty, seed, folder)
            except Refused:
                refused = 1
            except (Broken, OSError, ValueError) as caught:
                fault = caught
                print(f"case {seed} in {folder}: {fault}", flush=True)
            if not fault:
                shutil.rmtree(folder)
            with self.lock:
                self.done, self.refused, self.broken = self.done + 1, self.refused + refused, self.broken + (fault is not None)

    def told(self):
        took = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
        return (
            f"{self.done} cases in {time.monotonic() - self.begun:.0f} s and {took:.0f} s of processor time, "
            f"{3600 * self.done / took:.0f} an hour of a core; {self.refused} of plants that are refused, {self.broken} broke"
        )


def main():
    parser = argparse.ArgumentParser(description="Random scenarios under random faults.")
    parser.add_argument("program")
    parser.add_argument("faulty_system")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--at-once", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    cases = Cases(asked)
    threads = [threading.Thread(target=cases.work) for _ in range(max(asked.at_once, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(cases.told())
    return 1 if cases.broken or cases.done < cases.given_out else 0


if __name__ == "__main__":
    sys.exit(main())
