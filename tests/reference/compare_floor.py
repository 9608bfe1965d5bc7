"""Makes up small plants and asks the program and `slow_floor.py` what they make. Usage: compare_floor.py PROGRAM [FIRST [COUNT]]

All times are fixed and whole minutes, so that every figure has to agree, and ties are common. A plant on which they differ is printed."""
import json, os, random, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from slow_floor import DAY, Floor

STATES = ("working", "blocked", "starved", "waiting-crew", "down", "maintenance", "off-shift")
SHIFTS = {
    "day": [(6 * 60, 14 * 60)],
    "late": [(14 * 60, 22 * 60)],
    "night": [(22 * 60, 24 * 60), (0, 6 * 60)],
    "office": [(8 * 60, 12 * 60), (12 * 60 + 30, 17 * 60)],
}
CALENDAR_TEXT = {
    "day": '[{ days = "mon-sun", from = "06:00", to = "14:00" }]',
    "late": '[{ days = "mon-sun", from = "14:00", to = "22:00" }]',
    "night": '[{ days = "mon-sun", from = "22:00", to = "06:00" }]',
    "office": '[{ days = "mon-sun", from = "08:00", to = "17:00", breaks = [["12:00", "12:30"]] }]',
}


def minutes_of(calendar):
    return [any(a <= m < b for a, b in SHIFTS[calendar]) for m in range(DAY)]


def make_up(seed):
    """A plant as `slow_floor` takes it."""
    dice = random.Random(seed)
    chance = lambda percent: dice.randrange(100) < percent
    spec = {"days": 12, "calendars": {name: minutes_of(name) for name in SHIFTS}, "crews": {}, "lines": {}}
    if chance(75):
        for name in ("fitter", "man"):
            if chance(40):
                spec["crews"][name] = [(c, dice.randint(1, 2)) for c in dice.sample(["day", "late", "night", "office"], dice.randint(2, 3))]
            else:
                spec["crews"][name] = [(dice.choice(["day", "office"]) if chance(25) else None, dice.randint(1, 3))]
    for line in [["a"], ["a", "b"], ["a", "b", "c"]][dice.randrange(3)]:
        stations = []
        names = dice.sample(["s", "m", "k"], dice.randint(1, 3))
        line_calendar = dice.choice(list(SHIFTS)) if chance(40) else None
        for i, name in enumerate(names):
            stations.append(station_of(dice, chance, spec, name, i, line_calendar))
        release = dice.choice([("saturated", 0), ("saturated", 0), ("every", dice.choice([30, 60, 90, 120])), ("wip", dice.randint(1, 5))])
        spec["lines"][line] = {"release": release, "calendar": line_calendar, "stations": stations}
    return spec


def station_of(dice, chance, spec, name, place, line_calendar):
    station = {"name": name, "time": dice.choice([20, 30, 45, 60, 60, 90, 150]), "servers": dice.choice([1, 1, 2, 3])}
    station["buffer"] = None if place == 0 or chance(20) else dice.randint(0, 2)
    crews = sorted(spec["crews"])
    if crews and chance(65):
        station["crew"] = [{dice.choice(crews): 1}]
        if chance(25):
            station["crew"] = [{dice.choice(crews): dice.randint(1, 2)}]
        if chance(20):
            station["crew"] = [{c: 1 for c in crews}]
        if chance(25):
            station["crew"].append({dice.choice(crews): 1})
        # What can never start is an error of the scenario.
        for choice in station["crew"]:
            for crew in choice:
                choice[crew] = min(choice[crew], max(people for _, people in spec["crews"][crew]))
    if chance(25):
        station["priority"] = dice.randint(-1, 2)
    if chance(20):
        station["calendar"] = "office" if line_calendar in (None, "day", "late", "office") else line_calendar
    station["finish"] = chance(20)
    if chance(35):
        mode = {"uptime": dice.choice([120, 300, 420, 600]), "repair": dice.choice([15, 60, 120])}
        mode["clock"] = dice.choice(["busy", "calendar"])
        mode["on_failure"] = dice.choice(["resume", "restart", "scrap"])
        if mode["on_failure"] == "restart":
            mode["uptime"] += 3000  # else work longer than the uptime never ends
        if crews and chance(50):
            mode["crew"] = dice.choice(crews)
        station["failures"] = [mode]
        if chance(30):
            other = dict(mode, clock="calendar" if mode["clock"] == "busy" else "busy", uptime=mode["uptime"] + 150)
            station["failures"].append(other)
    if chance(35):
        rules = []
        for _ in range(dice.choice([1, 1, 2])):
            rule = dice.choice([{"every": dice.choice([600, 1500])}, {"after_units": dice.randint(2, 12)}, {"on": [2 * DAY, 5 * DAY]}])
            rule = dict(rule, takes=dice.choice([30, 60, 240]))
            if crews and chance(40):
                rule["crew"] = dice.choice(crews)
            rules.append(rule)
        station["maintenance"] = rules
    return station


def table(pairs):
    return "{ " + ", ".join(f"{key} = {value}" for key, value in pairs) + " }"


def quoted(text):
    return f'"{text}"'


def text_of(spec):
    """The same as a scenario."""
    out = ["schema = 1", "[scenario]", 'name = "made up"', "start = 2023-01-01", f'horizon = "{spec["days"]} d"']
    out += ["[experiment]", "replications = 1", "[item.x]", "[plant.p]"]
    for name in SHIFTS:
        out += [f"[calendar.{name}]", f"shifts = {CALENDAR_TEXT[name]}"]
    for name, shifts in spec["crews"].items():
        out.append(f"[plant.p.crew.{name}]")
        if len(shifts) == 1:
            out.append(f"size = {shifts[0][1]}")
            out += [f'calendar = "{shifts[0][0]}"'] if shifts[0][0] else []
        else:
            out.append("size = [" + ", ".join(table([("calendar", quoted(c)), ("size", n)]) for c, n in shifts) + "]")
    for name, line in spec["lines"].items():
        path = f"plant.p.line.{name}"
        out += [f"[{path}]", 'makes = "x"', "route = [" + ", ".join(quoted(s["name"]) for s in line["stations"]) + "]"]
        kind, number = line["release"]
        if kind != "saturated":
            out.append("release = " + table([("wip", number)] if kind == "wip" else [("every", quoted(f"{number} min"))]))
        if line["calendar"]:
            out.append(f'calendar = "{line["calendar"]}"')
        for station in line["stations"]:
            out += [f"[{path}.station.{station['name']}]"] + station_text(station)
    return "\n".join(out) + "\n"


def station_text(station):
    out = [f'time = "{station["time"]} min"', f'servers = {station["servers"]}']
    out.append(f'buffer = {quoted("unlimited") if station["buffer"] is None else station["buffer"]}')
    if "crew" in station:
        choices = [table(choice.items()) for choice in station["crew"]]
        out.append("crew = " + (choices[0] if len(choices) == 1 else "[" + ", ".join(choices) + "]"))
    for key in ("priority",):
        out += [f"{key} = {station[key]}"] if key in station else []
    out += [f'calendar = "{station["calendar"]}"'] if "calendar" in station else []
    out += ['shift_end = "finish"'] if station["finish"] else []
    shown = lambda key, value: f"{value} min" if key in ("uptime", "repair", "every", "takes") else value
    for key in ("failures", "maintenance"):
        rows = []
        for row in station.get(key, []):
            cells = []
            for k, value in row.items():
                if k == "on":
                    value = "[" + ", ".join(f"2023-01-{1 + at // DAY:02}" for at in value) + "]"
                elif k != "after_units":
                    value = quoted(shown(k, value))
                cells.append((k, value))
            rows.append(table(cells))
        if rows:
            out.append(f"{key} = [" + ", ".join(rows) + "]")
    return out


def expected_of(spec):
    floor = Floor(spec)
    minutes = spec["days"] * DAY
    floor.run(minutes)
    figures = {}
    for line in floor.lines:
        figures[f"throughput.p.{line.name}"] = line.left / (minutes / 60)
        for station in line.stations:
            name = f"p.{line.name}.{station.name}"
            figures["queue." + name] = station.queued / minutes
            for state in STATES:
                figures[f"state.{name}.{state}"] = station.minutes.get(state, 0) / (minutes * len(station.servers))
    return figures


def compare(program, seed, folder):
    """What differs, as text; empty: nothing."""
    spec = make_up(seed)
    text = text_of(spec)
    path = os.path.join(folder, f"made-up-{seed}.toml")
    with open(path, "w") as file:
        file.write(text)
    run = subprocess.run([program, "run", path, "--json", "-", "--quiet"], capture_output=True, text=True, timeout=600)
    if run.returncode == 3 and "error[E051]" in run.stderr:
        return ""  # a station and its crew or line never meet
    if run.returncode != 0:
        return f"exit {run.returncode}: {run.stderr}\n{text}"
    metrics = json.loads(run.stdout)["metrics"]
    wrong = []
    for name, value in expected_of(spec).items():
        got = metrics[name]["mean"]
        if abs(got - value) > 1e-9 * max(1, abs(value)):
            wrong.append(f"{name}: {got}, expected {value}")
    return "\n".join(wrong + [text]) if wrong else ""


def main():
    program = sys.argv[1]
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            wrong = compare(program, seed, folder)
            if wrong:
                failed += 1
                print(f"plant {seed}\n{wrong}")
                if failed == 3:
                    break
    print(f"{count} plants asked, {failed} differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
