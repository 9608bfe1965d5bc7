#!/usr/bin/env python3
"""Bounds of made-up scenarios, worked out a second time: from the text of the scenario and from what docs/bound.md says, with another solver.

    independent_bound.py AGROCAP [CASES]
    independent_bound.py AGROCAP --errors

The latter makes deliberate errors in agrocap's program, as its certificate has it: in all rows of a kind, one kind of number is a hundredth
wrong or left out. Each has to be noticed in some of the scenarios.

Shares nothing with agrocap: tomllib reads the scenario, glpsol (Debian: glpk-utils) solves. In its scope are one plant's lines (stations one
after the other, servers, buffers, scrap, failures of exponential uptime, work that ages, a sequence by shares), bills of materials, stores,
suppliers, arrivals, pulled lines and one market without lanes. A key out of its scope ends it. Both figures agree to 1e-9.

Exit code: 0 all agree, 1 some do not, 77 there is no glpsol.
"""

import json
import math
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from fractions import Fraction

HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "d": 24.0}
NS = 1 / 3.6e12  # a nanosecond in hours
YEAR = 8760.0
GIVEN_AWAY = 1e-9  # of the mean of random work, and of rates of suppliers
LOSS_GIVEN_AWAY = 1e-8  # of the moments of uptimes and repairs


def hours(text):
    number, unit = text.split()
    return float(number) * HOURS[unit]


def mean_of(time):
    """The mean of work in hours, on the safe side."""
    if isinstance(time, str):
        return hours(time)
    kind = time["dist"]
    if kind in ("exponential", "erlang"):
        mean = hours(time["mean"])
    elif kind == "uniform":
        mean = (hours(time["min"]) + hours(time["max"])) / 2
    elif kind == "triangular":
        mean = (hours(time["min"]) + hours(time["mode"]) + hours(time["max"])) / 3
    else:
        raise ValueError(f"{kind}: not in the scope")
    return mean * (1 - GIVEN_AWAY) - 0.5 * NS


class Program:
    """Maximise a sum over columns that are not negative; rows are at most a number."""

    def __init__(self):
        self.columns, self.rows = 0, []

    def course(self, stretches):
        self.columns += stretches
        return list(range(self.columns - stretches, self.columns))

    def at_most(self, limit, *parts):
        """Of parts (factor, columns)."""
        terms = {}
        for factor, columns in parts:
            for column in columns:
                terms[column] = terms.get(column, 0.0) + factor
        self.rows.append((terms, limit))

    def optimum(self, objective):
        def text(terms):
            return " ".join(f"{factor:+.17g} x{column}" for column, factor in sorted(terms.items()) if factor) or "0 x0"

        lines = ["Maximize", " obj: " + text({column: 1.0 for column in objective}), "Subject To"]
        lines += [f" r{i}: {text(terms)} <= {limit:.17g}" for i, (terms, limit) in enumerate(self.rows)]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            (path / "p.lp").write_text("\n".join(lines + ["End", ""]), encoding="utf-8")
            subprocess.run(
                ["glpsol", "--lp", "p.lp", "--nopresol", "-w", "p.sol"], cwd=folder, capture_output=True, text=True, check=False
            )
            solution = (path / "p.sol").read_text() if (path / "p.sol").exists() else ""
            for line in solution.splitlines():
                if line.startswith("s "):
                    word = line.split()
                    return float(word[6]) if word[4:6] == ["f", "f"] else math.inf  # nothing bounds it
        return math.inf  # glpsol saw so before it began


class Reading:
    def __init__(self, text):
        self.all = tomllib.loads(text)
        scenario = self.all["scenario"]
        self.warmup, self.measured = hours(scenario.get("warmup", "0 s")), hours(scenario["horizon"])
        self.ends = ([self.warmup] if self.warmup > 0 else []) + [self.warmup + self.measured]
        self.window = len(self.ends) - 1
        self.plant = self.all["plant"]["works"]
        self.lines = self.plant["line"]
        self.program = Program()
        self.day = 8.0 if self.plant.get("calendar") == "day" else 24.0
        self.work, self.put, self.released = {}, {}, {}
        for name, line in self.lines.items():
            for item in self.makes(line):
                self.put[name, item] = self.course()
                for station in line["route"]:
                    self.work[name, item, station] = self.course()
                if isinstance(line.get("release"), dict) and "every" in line["release"]:
                    self.released[name, item] = self.course()

    def course(self):
        return self.program.course(len(self.ends))

    @staticmethod
    def makes(line):
        made = line["makes"]
        return {made: 1.0} if isinstance(made, str) else {item: share / sum(made.values()) for item, share in made.items()}

    def begin(self, p):
        return self.ends[p - 1] if p else 0.0

    def station_rows(self, name, line, station):
        spec = line["station"][station]
        servers = spec.get("servers", 1)
        known = {"time", "servers", "scrap", "failures"}
        if set(spec) - known:
            raise ValueError(f"{set(spec) - known}: not in the scope")
        mean = mean_of(spec["time"])
        for p, end in enumerate(self.ends):
            days = (end - self.begin(p)) / 24
            open_time = days * self.day
            now = [self.work[name, item, station][p] for item in self.makes(line)]
            self.program.at_most(servers * open_time, (mean, now))
            share, free = self.repairs(spec, days)
            if share:
                self.program.at_most(servers * (open_time + free), (mean * (1 + share), now))

    def repairs(self, spec, days):
        """What repairs take at the least: a share of the time worked, less what is spared; nothing where that is more."""
        failures = spec.get("failures")
        if not failures:
            return 0.0, 0.0
        # Means on the safe sides: each draw is random or whole.
        uptime = hours(failures["uptime"]["mean"])
        low = uptime * (1 - GIVEN_AWAY) - 0.5 * NS
        repair = hours(failures["repair"])
        share = (repair * (1 - LOSS_GIVEN_AWAY) - NS) / (low * (1 + LOSS_GIVEN_AWAY) + 2 * NS)
        pieces = [self.day] * round(days) if self.day < 24 else [days * self.day]
        rate = 1 / (low * (1 - LOSS_GIVEN_AWAY) - NS)
        longest = repair * (1 + LOSS_GIVEN_AWAY) + 2 * NS
        free = rate * sum(min(repair * repair * (1 + LOSS_GIVEN_AWAY) / 2, piece * longest) for piece in pieces)
        return (share, free) if share * days * self.day > free else (0.0, 0.0)

    def line_rows(self, name, line):
        program, route, makes = self.program, line["route"], self.makes(line)
        passed = {station: 1 - line["station"][station].get("scrap", 0.0) for station in route}
        servers = {station: line["station"][station].get("servers", 1) for station in route}
        first, last = route[0], route[-1]
        release = line.get("release")
        wip = release["wip"] if isinstance(release, dict) and "wip" in release else None
        for p, end in enumerate(self.ends):
            upto = {key: course[: p + 1] for key, course in self.work.items() if key[0] == name}
            put = {item: self.put[name, item][: p + 1] for item in makes}
            for before, station in zip(route, route[1:]):
                for item in makes:
                    program.at_most(0, (1, upto[name, item, station]), (-passed[before], upto[name, item, before]))
                if isinstance(line.get("buffer"), int):
                    parts = [(passed[before], upto[name, item, before]) for item in makes]
                    parts += [(-1, upto[name, item, station]) for item in makes]
                    program.at_most(line["buffer"] + servers[station] + servers[before], *parts)
            for item in makes:
                program.at_most(0, (1, put[item]), (-passed[last], upto[name, item, last]))
            if p == self.window - 1:
                groups = [list(makes)] + ([[item] for item in makes] if len(makes) > 1 else [])
                for group in groups:
                    parts = [(passed[last], upto[name, item, last]) for item in group]
                    program.at_most(servers[last], *parts, *[(-1, put[item]) for item in group])
            if isinstance(release, dict) and "every" in release:
                came = [self.released[name, item][: p + 1] for item in makes]
                program.at_most(math.floor(end / hours(release["every"]) + 1e-12), *[(1, one) for one in came])
                for item, one in zip(makes, came):
                    if len(makes) > 1:
                        units = math.floor(end / hours(release["every"]) + 1e-12)
                        program.at_most(makes[item] * units + 1, (1, one))
                    program.at_most(0, (1, upto[name, item, first]), (-1, one))
            if wip is not None:
                days = (end - self.begin(p)) / 24
                times, spared = [], 0.0
                for station in route:
                    share, free = self.repairs(line["station"][station], days)
                    spared += servers[station] * free
                    mean = mean_of(line["station"][station]["time"]) * (1 + share) / (days * self.day)
                    times += [(mean, [self.work[name, item, station][p]]) for item in makes]
                program.at_most(wip + spared / (days * self.day), *times)
                parts = [(1, upto[name, item, first]) for item in makes] + [(-1, put[item]) for item in makes]
                parts += [(passed[station] - 1, upto[name, item, station]) for item in makes for station in route]
                program.at_most(wip, *parts)
            if len(makes) > 1 and (release is None or wip is not None):
                beyond = servers[first] + (wip or 0)
                for item, share in makes.items():
                    parts = [((1 if other == item else 0) - share, upto[name, other, first]) for other in makes]
                    program.at_most(1 + share + share * beyond, *parts)

    def taken(self, item, p):
        """What lines have taken of an item: parts, and what units in hand may have taken beyond."""
        parts, beyond = [], 0.0
        for name, line in self.lines.items():
            for made in self.makes(line):
                each = self.all["item"][made].get("uses", {}).get(item, 0)
                if not each:
                    continue
                first = line["route"][0]
                begun = self.released.get((name, made), self.work[name, made, first])
                parts.append((each, self.work[name, made, first][: p + 1], begun[: p + 1]))
                beyond += each * line["station"][first].get("servers", 1)
        return parts, beyond

    def demanded(self, demand, until, at_most):
        orders = demand["per_year"] / demand.get("order", 1) * max(until, 0.0) / YEAR
        if demand.get("arrivals") == "even":
            return demand.get("order", 1) * max(0, math.floor(orders + 0.5 + (1e-9 if at_most else -1e-9)))
        return demand.get("order", 1) * orders

    def trade_rows(self):
        program, stores = self.program, self.plant.get("store", {})
        demands = self.all.get("market", {}).get("home", {}).get("demand", {})
        items = set(self.all["item"])
        self.delivered = {item: self.course() for item in demands}
        ordered = {item: self.course() for item in demands}
        shipped = {item: self.course() for item in demands}
        bought = {}
        for supplier in self.all.get("supplier", {}).values():
            for item in supplier["item"]:
                bought[item] = self.course()
        for p, end in enumerate(self.ends):
            for item, supply in ((item, s) for sup in self.all.get("supplier", {}).values() for item, s in sup["item"].items()):
                each = round(YEAR / supply["per_year"] / NS) * NS
                program.at_most(end / each * (1 + GIVEN_AWAY), (1, bought[item][: p + 1]))
            for item, demand in demands.items():
                limit = self.demanded(demand, end, True)
                program.at_most(limit, (1, self.delivered[item][: p + 1]))
                program.at_most(limit, (1, ordered[item][: p + 1]))
                program.at_most(0, (1, self.delivered[item][: p + 1]), (-1, shipped[item][: p + 1]))
                program.at_most(0, (1, shipped[item][: p + 1]), (-1, ordered[item][: p + 1]))
            for item in items:
                store = stores.get(item, {})
                taken, beyond = self.taken(item, p)
                put = [(name, self.put[name, item][: p + 1]) for name, line in self.lines.items() if item in self.makes(line)]
                initial = store.get("initial", 0)
                gone = [(1, shipped[item][: p + 1])] if item in shipped else []
                if taken or gone:
                    come = [(-1, one) for _, one in put] + ([(-1, bought[item][: p + 1])] if item in bought else [])
                    program.at_most(initial, *[(each, begun) for each, _, begun in taken], *gone, *come)
                if "capacity" in store and put:
                    leaves = [(-each, work) for each, work, _ in taken] + [(-1, one) for _, one in gone]
                    program.at_most(max(0, store["capacity"] - initial) + beyond, *[(1, one) for _, one in put], *leaves)
                pulls = [(1, one) for name, one in put if self.lines[name].get("release") == "pull"]
                if pulls:
                    orders = [(-1, ordered[item][: p + 1])] if item in ordered else []
                    leaves = [(-each, work) for each, work, _ in taken]
                    limit = max(0, store.get("target", 0) - initial) + beyond
                    program.at_most(limit, *pulls, *orders, *leaves)
                    begun = []
                    for name, line in self.lines.items():
                        if item in self.makes(line) and line.get("release") == "pull":
                            begun.append((1, self.work[name, item, line["route"][0]][: p + 1]))
                            for station in line["route"]:
                                lost = line["station"][station].get("scrap", 0.0)
                                begun.append((-lost, self.work[name, item, station][: p + 1]))
                    program.at_most(limit, *begun, *orders, *leaves)
        for item, demand in demands.items():
            if self.warmup > 0 and "patience" in demand:
                since = self.warmup - hours(demand["patience"]) - 2 * NS
                limit = self.demanded(demand, self.ends[-1], True) - self.demanded(demand, since, False)
                program.at_most(limit, (1, self.delivered[item][self.window :]))

    def bounds(self):
        for name, line in self.lines.items():
            for station in line["route"]:
                self.station_rows(name, line, station)
            self.line_rows(name, line)
        self.trade_rows()
        used = {part for item in self.all["item"].values() for part in item.get("uses", {})}
        made = [one for (_, item), course in self.put.items() if item not in used for one in course[self.window :]]
        per_year = YEAR / self.measured
        found = {"output.total": self.program.optimum(made) * per_year}
        if "market" in self.all:
            sold = [one for course in self.delivered.values() for one in course[self.window :]]
            found["sales.total"] = self.program.optimum(sold) * per_year
        return found


def made_up(seed):
    """A scenario in the scope."""
    dice = random.Random(seed)

    def chance(share):
        return dice.random() < share

    def time():
        minutes = dice.randint(10, 300)
        return dice.choice(
            [
                f'"{minutes} min"',
                f'"{minutes} min"',
                f'{{ dist = "exponential", mean = "{minutes} min" }}',
                f'{{ dist = "erlang", mean = "{minutes} min", k = 3 }}',
                f'{{ dist = "uniform", min = "{minutes} min", max = "{3 * minutes} min" }}',
                f'{{ dist = "triangular", min = "{minutes} min", mode = "{2 * minutes} min", max = "{4 * minutes} min" }}',
            ]
        )

    def line(name, makes, pulled):
        route = [f"s{i}" for i in range(dice.randint(1, 3))]
        text = f"[plant.works.line.{name}]\nmakes = {makes}\nroute = {json.dumps(route)}\n"
        if pulled:
            text += 'release = "pull"\n'
        elif chance(0.3):
            text += dice.choice(["release = { wip = 4 }\n", f'release = {{ every = "{dice.randint(20, 200)} min" }}\n'])
        text += f"buffer = {dice.randint(0, 6)}\n" if chance(0.5) else 'buffer = "unlimited"\n'
        for station in route:
            text += f"[plant.works.line.{name}.station.{station}]\ntime = {time()}\n"
            text += f"servers = {dice.randint(2, 3)}\n" if chance(0.3) else ""
            text += "scrap = 0.1\n" if chance(0.2) else ""
            if chance(0.4):
                text += f'failures = {{ uptime = {{ dist = "exponential", mean = "{dice.randint(5, 60)} h" }}, repair = "{dice.randint(10, 300)} min" }}\n'
        return text.replace('buffer = "unlimited"\n', "") if len(route) == 1 else text

    text = f'schema = 1\n[scenario]\nstart = 2023-01-02\nhorizon = "{dice.choice([20, 100])} d"\nhome = "KZ"\n'
    text += f'warmup = "{dice.choice([10, 60])} d"\n' if chance(0.5) else ""
    text += '[calendar.day]\nshifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]\n'
    parts, kits, sells = chance(0.5), chance(0.4), chance(0.6)
    uses = ([f"part = {dice.randint(1, 3)}"] if parts else []) + (["kit = 2"] if kits else [])
    text += "[item.part]\n[item.kit]\n[item.other]\nprice = 1\n[item.unit]\nprice = 1\n"
    text += f"uses = {{ {', '.join(uses)} }}\n" if uses else ""
    text += '[plant.works]\ncountry = "KZ"\n' + ('calendar = "day"\n' if chance(0.4) else "")
    text += f"[plant.works.store.unit]\ninitial = {dice.randint(0, 20)}\n"
    text += f"capacity = {dice.randint(25, 60)}\n" if sells and chance(0.5) else ""
    pulled = sells and chance(0.5)
    text += f"target = {dice.randint(1, 24)}\n" if pulled else ""
    text += f"[plant.works.store.part]\ninitial = {dice.randint(0, 40)}\n" if parts else ""
    text += "capacity = 50\n" if parts and chance(0.5) else ""
    text += line("feeder", '"part"', False) if parts else ""
    if kits:
        text += f"[supplier.far.item.kit]\nper_year = {dice.randint(300, 9000)}\n[plant.works.store.kit]\ninitial = {dice.randint(0, 30)}\n"
        text += 'reorder = { policy = "base-stock", level = 100 }\n'
    text += line("main", '"unit"' if pulled or chance(0.5) else "{ other = 0.25, unit = 0.75 }", pulled)
    if sells:
        text += f'[market.home]\ncountry = "KZ"\ndemand.unit = {{ per_year = {dice.randint(200, 9000)}, order = {dice.choice([1, 6])}, '
        text += f'arrivals = "{dice.choice(["poisson", "even"])}"' + (', patience = "30 h"' if chance(0.4) else "") + " }\n"
    return text


def number(text):
    base, _, power = text.partition("*2^")
    top, _, bottom = base.partition("/")
    return float(Fraction(int(top), int(bottom or 1)) * Fraction(2) ** int(power or 0))


class Certificate:
    """agrocap's program of a metric, to be solved here, with an error or without."""

    ROW = re.compile(r"row (\S+) ([a-z]+) (\d+) limit (\S+) allowance (\S+) multiplier (\S+) terms(.*)")

    def __init__(self, text):
        lines = text.splitlines()
        self.columns = int(next(line for line in lines if line.startswith("columns ")).split()[1])
        self.per_year = number(next(line for line in lines if line.startswith("per-year ")).split()[1])
        objective = next(line for line in lines if line.startswith("maximise"))
        self.objective = [int(term.split(":")[0]) for term in objective.split()[1:]]
        self.rows = []
        for line in lines:
            if match := self.ROW.fullmatch(line):
                terms = [(int(term.split(":")[0]), number(term.split(":")[1])) for term in match[7].split()]
                self.rows.append((match[2], number(match[4]), number(match[5]), terms))

    def value(self, wrong_kind=None, error=None):
        """The optimum a year; nothing where the error changes no number."""
        program, is_changed = Program(), False
        program.columns = self.columns
        for kind, limit, allowance, terms in self.rows:
            if kind == wrong_kind:
                before = (limit, allowance, terms)
                limit, allowance, terms = error(limit, allowance, terms)
                is_changed = is_changed or before != (limit, allowance, terms)
            program.at_most(limit + allowance, *[(factor, [column]) for column, factor in terms])
        if wrong_kind and not is_changed:
            return None
        return program.optimum(self.objective) * self.per_year


ERRORS = {
    "limits are a hundredth too high": lambda limit, allowance, terms: (limit * 1.01, allowance, terms),
    "limits are a hundredth too low": lambda limit, allowance, terms: (limit * 0.99, allowance, terms),
    "allowances are left out": lambda limit, allowance, terms: (limit, 0.0, terms),
    "allowances are doubled": lambda limit, allowance, terms: (limit, 2 * allowance, terms),
    "what comes is a hundredth more": lambda limit, allowance, terms: (limit, allowance, [(c, f * 1.01 if f < 0 else f) for c, f in terms]),
    "what goes is a hundredth more": lambda limit, allowance, terms: (limit, allowance, [(c, f * 1.01 if f > 0 else f) for c, f in terms]),
    "the rows are left out": lambda limit, allowance, terms: (limit, allowance, []),
}


def compare_with_errors(program):
    """Over the scenarios: which errors change some number at all, and which are noticed."""
    possible, noticed = set(), set()
    for seed in range(1, 400):
        text = made_up(seed)
        ours = Reading(text).bounds()
        for metric, value in ours.items():
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "p.toml").write_text(text, encoding="utf-8")
                told = subprocess.run(
                    [program, "bound", f"{folder}/p.toml", "--metric", metric, "--certificate", "-"], capture_output=True, text=True, check=True
                )
            theirs = Certificate(told.stdout)
            for kind in sorted({row[0] for row in theirs.rows}):
                for name, error in ERRORS.items():
                    if (kind, name) in noticed:
                        continue
                    wrong = theirs.value(kind, error)
                    if wrong is None:
                        continue
                    possible.add((kind, name))
                    if abs(wrong - value) > 1e-9 * max(1.0, value):
                        noticed.add((kind, name))
        if seed >= 25 and possible == noticed:
            break
    print(f"{len(noticed)} of {len(possible)} deliberate errors noticed, with {seed} scenarios")
    for kind, name in sorted(possible - noticed):
        print(f"not noticed: rows of {kind}: {name}")
    return 1 if possible != noticed or len(noticed) < 50 else 0


def main(program, cases):
    if shutil.which("glpsol") is None:
        print("skipped: glpsol (Debian: glpk-utils) is not there")
        return 77
    if cases == "--errors":
        return compare_with_errors(program)
    compared = wrong = 0
    for seed in range(1, cases + 1):
        text = made_up(seed)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "made_up.toml"
            path.write_text(text, encoding="utf-8")
            told = subprocess.run([program, "bound", str(path), "--json", "-"], capture_output=True, text=True, check=False)
            if told.returncode != 0:
                print(f"case {seed}: agrocap ended with {told.returncode}: {told.stderr}\n{text}")
                wrong += 1
                continue
        theirs = {bound["metric"]: bound["bound"] for bound in json.loads(told.stdout)["bounds"]}
        for metric, ours in Reading(text).bounds().items():
            compared += 1
            if abs(ours - theirs[metric]) > 1e-9 * max(1.0, abs(ours)):
                wrong += 1
                print(f"case {seed}: {metric}: here {ours!r}, agrocap {theirs[metric]!r}\n{text}")
    print(f"{compared} bounds compared, {wrong} wrong")
    return 1 if wrong or compared < cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], 60 if len(sys.argv) < 3 else sys.argv[2] if sys.argv[2].startswith("-") else int(sys.argv[2])))
