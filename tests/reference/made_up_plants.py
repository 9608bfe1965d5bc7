"""Makes up small plants for `slow_floor`. All times are fixed and round, so that ties are common and every figure has to agree."""

import random

from floor_parts import DAY

SHIFTS = {
    "day": [(6 * 60, 14 * 60)],
    "late": [(14 * 60, 22 * 60)],
    "night": [(22 * 60, 24 * 60), (0, 6 * 60)],
    "office": [(8 * 60, 12 * 60), (12 * 60 + 30, 17 * 60)],
}
QUARTERS = {1: [(4,)], 2: [(2, 2), (1, 3), (3, 1)], 3: [(1, 1, 2), (2, 1, 1), (1, 2, 1)]}  # shares of items


class Dice(random.Random):
    def chance(self, percent):
        return self.randrange(100) < percent


def make_up(seed):
    dice, more = Dice(seed), Dice(f"more {seed}")
    spec = {"days": 12, "calendars": dict(SHIFTS), "crews": {}, "lines": {}, "shared": {}, "stores": {}, "disruptions": []}
    spec["items"] = {name: {} for name in dice.choice([["x"], ["x", "y"], ["x", "y", "z"]])}
    made = list(spec["items"])
    if dice.chance(70):
        make_up_crews(dice, spec)
    if dice.chance(35):
        make_up_parts(dice, spec, made)
    if dice.chance(45):
        for name in dice.choice([["o"], ["o", "t"]]):
            spec["shared"][name] = make_up_station(dice, spec, name, made, None)
            spec["shared"][name]["buffer"] = dice.choice([None, 0, 1, 3])
    for line in dice.choice([["a"], ["a", "b"], ["a", "b", "c"]]):
        spec["lines"][line] = make_up_line(dice, spec, made)
    if "k" in spec["items"] and dice.chance(50):
        spec["lines"]["feed"] = make_up_line(dice, spec, ["k"])
        spec["stores"]["k"] = {"capacity": dice.choice([3, 10]), "initial": dice.choice([0, 2])}
        if spec["lines"]["feed"]["release"][0] == "pull":
            spec["stores"]["k"]["target"] = 3
    fit_shared(spec)
    make_up_disruptions(dice, spec)
    for line in spec["lines"].values():
        make_up_more(more, spec, line)
    make_up_growth(Dice(f"grown {seed}"), spec)
    return spec


def make_up_crews(dice, spec):
    for name in ("fitter", "man"):
        if dice.chance(40):
            spec["crews"][name] = [(c, dice.randint(1, 2)) for c in dice.sample(list(SHIFTS), dice.randint(2, 3))]
        else:
            spec["crews"][name] = [(dice.choice(["day", "office"]) if dice.chance(25) else None, dice.randint(1, 3))]


def make_up_parts(dice, spec, made):
    spec["items"]["k"] = {}
    spec["stores"]["k"] = {"initial": dice.choice([5, 40, 200])} if dice.chance(80) else {"unlimited": True}
    for item in dice.sample(made, dice.randint(1, len(made))):
        spec["items"][item]["uses"] = {"k": dice.randint(1, 2)}
    if dice.chance(40):
        spec["items"]["n"] = {}
        spec["stores"]["n"] = {"initial": dice.choice([30, 150])}


def make_up_line(dice, spec, made):
    """Stations of its own, the plant's among them, in some order; ways by item."""
    line = {"calendar": dice.choice(list(SHIFTS)) if dice.chance(35) else None, "stations": {}}
    items = sorted(dice.sample(made, dice.randint(1, len(made))))
    line["makes"] = list(zip(items, dice.choice(QUARTERS[len(items)])))
    if len(items) > 1 and dice.chance(40):
        line["campaign"] = dice.randint(1, 4)
    if dice.chance(20):
        line["opens"] = dice.randint(1, 4) * DAY
    names = dice.sample(["s", "m", "k"], dice.randint(1, 3))
    for name in names:
        line["stations"][name] = make_up_station(dice, spec, name, items, line["calendar"])
    route = list(names)
    for name in spec["shared"]:
        if dice.chance(60):
            route.insert(dice.randint(0, len(route)), name)
    line["route"] = route
    if len(items) > 1 and len(route) > 1 and dice.chance(35):
        line["routes"] = {dice.choice(items): dice.sample(route, dice.randint(1, len(route)))}
        keep_all_used(line)
    elif len(names) > 1 and dice.chance(25):
        make_up_branch(dice, spec, line, items)
    make_up_release(dice, spec, line, items)
    firsts = {way[0] for way in [route] + list(line.get("routes", {}).values())}
    for name, station in line["stations"].items():
        station["buffer"] = None if dice.chance(20) or (name in firsts and dice.chance(80)) else dice.randint(0, 2)
    return line


def keep_all_used(line):
    """A station that no item passes would be an error."""
    ways = [line["routes"].get(item, line["route"]) for item, _ in line["makes"]]
    for name in list(line["stations"]):
        if not any(name in way for way in ways):
            line["routes"].popitem()
            return


def make_up_branch(dice, spec, line, items):
    """One station of the line gets a twin, and the one before it takes the first that is free."""
    route = line["route"]
    for before, twin, behind in zip(route, route[1:], route[2:]):
        if before in line["stations"] and twin in line["stations"]:
            line["stations"]["w"] = dict(make_up_station(dice, spec, "w", items, line["calendar"]), next=behind)
            line["stations"][before]["next"] = dice.choice([[twin, "w"], ["w", twin]])
            route.insert(route.index(twin), "w")
            return


def make_up_more(dice, spec, line):
    """A station that sends units back until some date; a line that is slow. From dice of their own: a plant without them stays as it was."""
    own = [name for name in line["route"] if name in line["stations"]]
    at = dice.randrange(len(own))
    if dice.chance(15) and "routes" not in line and "scrap" not in line["stations"][own[at]]:
        line["stations"][own[at]]["rework"] = {"to": dice.choice(own[: at + 1]), "until": dice.randint(1, 4) * DAY}
    if dice.chance(12):
        line["ramp"] = [(0, dice.choice([0.5, 0.25]))]


def make_up_growth(dice, spec):
    """Lines that gain speed after they have opened, people who are hired and leave. Work at a changing speed ends at no round moment; odd times keep
    it from ending, to within the rounding of a root, with other work: what is tied then would be chance."""
    for line in spec["lines"].values():
        if not dice.chance(45):
            continue
        if dice.chance(40):
            line["opens"] = dice.choice([-3, 1, 2, 5]) * DAY if line["release"][0] != "every" else 2 * DAY
        ramp_up(dice, line)
        for station in line["stations"].values():
            for key in ("time", "times", "setup"):
                if key in station:
                    station[key] = odd(dice, station[key])
    if any(len(line.get("ramp", [])) > 1 for line in spec["lines"].values()):
        for line in spec["lines"].values():  # half the speed is half a nanosecond where another line's moments are no round ones
            if len(line.get("ramp", [])) == 1:
                del line["ramp"]
    for shifts in spec["crews"].values():
        for at, (calendar, people) in enumerate(shifts):
            if dice.chance(40):
                changed = [(0, people), (dice.randint(1, 4) * DAY, dice.randint(0, 3)), (dice.randint(5, 9) * DAY, people + dice.randint(0, 1))]
                shifts[at] = (calendar, dice.choice([changed, changed[1:]]))


def ramp_up(dice, line):
    days = sorted(dice.sample(range(0, 9), dice.randint(2, 4)))
    if dice.chance(60):
        days[0] = 0
    line["ramp"] = [(day * DAY, dice.choice([0.25, 0.3, 0.5, 0.75, 1, 1.2])) for day in days]


def odd(dice, time):
    """The same in tables; nothing stays nothing."""
    if isinstance(time, dict):
        return {key: odd(dice, value) for key, value in time.items()}
    return round(time + dice.randint(1, 59999) / 100000, 5) if time else 0


def make_up_release(dice, spec, line, items):
    kinds = [("saturated",), ("saturated",), ("every", dice.choice([30, 60, 90, 120]), dice.choice([1, 1, 1, 2, 4])), ("wip", dice.randint(1, 5)), ("pull",)]
    line["release"] = dice.choice(kinds)
    if line["release"][0] == "pull":
        for item in items:
            spec["stores"].setdefault(item, {}).setdefault("target", dice.choice([2, 20, 100]))


def make_up_station(dice, spec, name, items, line_calendar):
    station = {"time": dice.choice([20, 30, 45, 60, 60, 90, 150]), "servers": dice.choice([1, 1, 2, 3]), "buffer": 0}
    if dice.chance(30):
        station["times"] = {dice.choice(items): dice.choice([10, 40, 75])}
    if dice.chance(35) and len(items) > 1:
        station["setup"] = make_up_setup(dice, items)
    if dice.chance(18):
        station["batch"] = {"size": dice.randint(2, 4)}
        if dice.chance(70):
            station["batch"]["wait"] = dice.choice([0, 30, 60, 180])
        if dice.chance(50):
            station["batch"]["by"] = "item"
    if dice.chance(10):
        station["scrap"] = dice.choice([{items[0]: 1}, {"*": 1, items[0]: 0}]) if len(items) > 1 else 0
    if "n" in spec["items"] and dice.chance(30):
        station["takes"] = {"n": 1}
    if "k" in spec["items"] and "k" not in items and dice.chance(20):
        station["takes"] = dict(station.get("takes", {}), k=dice.randint(1, 2))
    make_up_people(dice, spec, station)
    if dice.chance(20):
        station["calendar"] = "office" if line_calendar in (None, "day", "late", "office") else line_calendar
    station["finish"] = dice.chance(20)
    make_up_stops(dice, spec, station)
    return station


def make_up_setup(dice, items):
    if dice.chance(40):
        return dice.choice([10, 30])
    matrix = {"default": dice.choice([0, 20])}
    for before in items:
        row = {after: dice.choice([0, 15, 60]) for after in items if after != before and dice.chance(60)}
        if row:
            matrix[before] = row
    return matrix


def make_up_people(dice, spec, station):
    crews = sorted(spec["crews"])
    if crews and dice.chance(60):
        station["crew"] = [{dice.choice(crews): 1}]
        if dice.chance(25):
            station["crew"] = [{dice.choice(crews): dice.randint(1, 2)}]
        if dice.chance(20):
            station["crew"] = [{c: 1 for c in crews}]
        if dice.chance(25):
            station["crew"].append({dice.choice(crews): 1})
        for choice in station["crew"]:  # what can never start is an error of the scenario
            for crew in choice:
                choice[crew] = min(choice[crew], max(people for _, people in spec["crews"][crew]))
    if dice.chance(25):
        station["priority"] = dice.randint(-1, 2)


def make_up_stops(dice, spec, station):
    crews = sorted(spec["crews"])
    if dice.chance(30):
        mode = {"uptime": dice.choice([120, 300, 420, 600]), "repair": dice.choice([15, 60, 120])}
        mode["clock"] = dice.choice(["busy", "calendar"])
        mode["on_failure"] = dice.choice(["resume", "restart", "scrap"])
        if mode["on_failure"] == "restart":
            mode["uptime"] += 3000  # else work longer than the uptime never ends
        if crews and dice.chance(50):
            mode["crew"] = dice.choice(crews)
        station["failures"] = [mode]
        if dice.chance(30):
            station["failures"].append(dict(mode, clock="calendar" if mode["clock"] == "busy" else "busy", uptime=mode["uptime"] + 150))
    if dice.chance(30):
        station["maintenance"] = []
        for _ in range(dice.choice([1, 1, 2])):
            rule = dice.choice([{"every": dice.choice([600, 1500])}, {"after_units": dice.randint(2, 12)}, {"on": [2 * DAY, 5 * DAY]}])
            rule = dict(rule, takes=dice.choice([30, 60, 240]))
            if crews and dice.chance(40):
                rule["crew"] = dice.choice(crews)
            station["maintenance"].append(rule)


def fit_shared(spec):
    """A station of the plant that no line passes would be an error; its own keys may name only what passes it."""
    passing = {}
    for line in spec["lines"].values():
        for item, _ in line["makes"]:
            for name in line.get("routes", {}).get(item, line["route"]):
                passing.setdefault(name, set()).add(item)
    for name in list(spec["shared"]):
        if name not in passing:
            del spec["shared"][name]
            continue
        station = spec["shared"][name]
        for key in ("times", "scrap"):
            if isinstance(station.get(key), dict) and not set(station[key]) - {"*"} <= passing[name]:
                del station[key]
        if "k" in passing[name]:
            station.get("takes", {}).pop("k", None)
        if isinstance(station.get("setup"), dict):
            station["setup"] = {"default": station["setup"]["default"]}


def make_up_disruptions(dice, spec):
    while dice.chance(30) and len(spec["disruptions"]) < 3:
        line = dice.choice(sorted(spec["lines"]))
        places = [(), (line,), (line, dice.choice(sorted(spec["lines"][line]["stations"])))] + [(None, name) for name in spec["shared"]]
        row = {"what": dice.choice(places), "speed": dice.choice([0, 0, 0.5, 0.25, 2]), "lasts": dice.choice([60, 300, DAY, 2 * DAY])}
        first = dice.randint(1, 6) * DAY
        row["starts"] = [first]
        if dice.chance(30):
            row["every"] = 3 * DAY
            row["starts"] = list(range(first, spec["days"] * DAY + 1, row["every"]))
        spec["disruptions"].append(row)
