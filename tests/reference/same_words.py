"""Ways to say the same of a plant's floor in other words, or in more: no figure may change.

Each takes a scenario as `tomllib` reads it, and says whether it has changed its text."""

import datetime

ALWAYS = [
    [{"days": "mon-sun", "from": "00:00", "to": "24:00"}],
    [{"days": "mon-sun", "from": "08:00", "to": "08:00"}],
    [{"days": ["sat-fri"], "from": "06:00", "to": "18:00"}, {"days": "mon-sun", "from": "18:00", "to": "06:00"}],
]
START = datetime.date(2023, 1, 1)


def lines(scenario):
    return [(plant, line) for plant in scenario["plant"].values() for line in plant.get("line", {}).values()]


def stations(scenario):
    """Of lines and of plants: (plant, name, station)."""
    for plant in scenario["plant"].values():
        for owner in [*plant.get("line", {}).values(), plant]:
            for name, station in owner.get("station", {}).items():
                yield plant, name, station


def give(tables, key, value):
    """The key to all that are without it."""
    lacking = [table for table in tables if key not in table]
    for table in lacking:
        table[key] = value
    return bool(lacking)


def dated(value):
    """The same number from several dates on."""
    return [[START + datetime.timedelta(days=day), value] for day in (0, 3, 11, 29)]


def date_all(tables, *keys):
    found = [(table, key) for table in tables for key in keys if isinstance(table.get(key), (int, float)) and not isinstance(table[key], bool)]
    for table, key in found:
        table[key] = dated(table[key])
    return bool(found)


def full_speed(scenario, dice):
    return give([line for _, line in lines(scenario)], "ramp", [["0 d", 1.0], ["9 d", 1.0]])


def open_long_ago(scenario, dice):
    return give([line for _, line in lines(scenario) if "ramp" not in line], "opens", datetime.date(2020, 2, 29))


def nothing_lost(scenario, dice):
    return give([station for *_, station in stations(scenario)], "scrap", dice.choice([0, {"*": 0}]))


def never_fails(scenario, dice):
    never = {"uptime": "200 y", "repair": "1 h", "clock": dice.choice(["busy", "calendar"])}
    return give([station for *_, station in stations(scenario)], "failures", dice.choice([never, [never], []]))


def never_serviced(scenario, dice):
    rules = [{"every": "200 y"}, {"after_units": 10**9}, {"on": []}, {"on": [datetime.date(2199, 1, 1)]}]
    return give([station for *_, station in stations(scenario)], "maintenance", dict(dice.choice(rules), takes="1 h"))


def all_equal(scenario, dice):
    found = [station for *_, station in stations(scenario)]
    if len({station.get("priority", 0) for station in found}) > 1:
        return False
    priority = dice.choice([-2, 3])
    for station in found:
        station["priority"] = priority
    return True


def people_for_all(scenario, dice):
    found = [(plant, station) for plant, _, station in stations(scenario) if "crew" not in station]
    for plant, station in found:
        plant.setdefault("crew", {})["plenty"] = {"size": 100_000}
        station["crew"] = {"plenty": 1}
    return bool(found)


def one_of_the_same(scenario, dice):
    """Nominal capacity must count nobody twice."""
    found = [station for *_, station in stations(scenario) if isinstance(station.get("crew"), dict)]
    for station in found:
        station["crew"] = [station["crew"]] * dice.randint(1, 3)
    return bool(found)


def people_by_shift(scenario, dice):
    found = [crew for plant in scenario["plant"].values() for crew in plant.get("crew", {}).values() if isinstance(crew["size"], int)]
    for crew in found:
        crew["size"] = [{"calendar": crew.pop("calendar", "always"), "size": crew["size"]}]
    scenario.setdefault("calendar", {})["always"] = {"shifts": ALWAYS[0]}
    return bool(found)


def people_by_date(scenario, dice):
    return date_all([crew for plant in scenario["plant"].values() for crew in plant.get("crew", {}).values()], "size")


def always_open(scenario, dice):
    """At the ends of the measured time, too, which are midnights."""
    scenario.setdefault("calendar", {})["always"] = {"shifts": dice.choice(ALWAYS)}
    shared = [station for plant in scenario["plant"].values() for station in plant.get("station", {}).values()]
    who = [*scenario["plant"].values(), *shared]
    for kind in ("supplier", "lane", "place"):
        who += scenario.get(kind, {}).values()
    return give(who, "calendar", "always")


def hours_of_lines(scenario, dice):
    found = [plant for plant in scenario["plant"].values() if "calendar" in plant and "station" not in plant]
    for plant in found:
        give(plant.get("line", {}).values(), "calendar", plant.pop("calendar"))
    return bool(found)


def shifts_in_parts(scenario, dice):
    """Breaks as ends of shifts, nights cut at midnight."""
    for calendar in scenario.get("calendar", {}).values():
        parts = []
        for shift in calendar["shifts"]:
            ends = [time for pair in shift.pop("breaks", []) for time in pair]
            if shift["to"] <= shift["from"] and shift["days"] == "mon-sun" and not ends:
                ends = ["24:00", "00:00"]
            marks = [shift["from"], *ends, shift["to"]]
            parts += [dict(shift, **{"from": start, "to": end}) for start, end in zip(marks[::2], marks[1::2])]
        calendar["shifts"] = parts
    return "calendar" in scenario


def one_at_a_time(scenario, dice):
    return give([station for *_, station in stations(scenario)], "batch", dice.choice([{"size": 1}, {"size": 1, "by": "item"}, {"size": 1, "wait": "3 h"}]))


def ways_on_in_full(scenario, dice):
    changed = False
    for _, line in lines(scenario):
        for name, behind in zip(line["route"], line["route"][1:]) if "routes" not in line else []:
            if name in line.get("station", {}):
                changed |= give([line["station"][name]], "next", dice.choice([behind, [{"to": behind, "share": 1.0}], {"first-free": [behind]}]))
    return changed


def ways_by_item(scenario, dice):
    changed = False
    for _, line in lines(scenario):
        made = [line["makes"]] if isinstance(line["makes"], str) else list(line["makes"])
        changed |= give([line], "routes", {dice.choice(made): list(line["route"])})
    return changed


def no_disruption(scenario, dice):
    """Of speed 1: nobody is asked anew."""
    for kind in ("plant", "supplier", "lane", "place", "market"):
        for name in scenario.get(kind, {}):
            row = {"what": f"{kind}.{name}", "speed": 1.0, "starts": datetime.date(2023, 1, 3), "every": "3 d", "lasts": "29 h"}
            scenario.setdefault("disruption", {})[f"none-{kind}-{name}"] = row
    return True


def disruptions_one_by_one(scenario, dice):
    changed = False
    for name, row in list(scenario.get("disruption", {}).items()):
        days = float(row["every"].removesuffix(" min")) / 1440 if "starts" in row and str(row.get("every", "")).endswith(" min") else 0.5
        if days != int(days):
            continue
        del scenario["disruption"][name]
        for number in range(400 // int(days)):
            one = {"what": row["what"], "speed": row["speed"], "lasts": row["lasts"]}
            scenario["disruption"][f"{name}-{number:03}"] = dict(one, starts=row["starts"] + datetime.timedelta(days=int(days) * number))
        changed = True
    return changed


def a_generation_later(scenario, dice):
    """28 years later days of the week and leap years are the same."""

    def later(value):
        if isinstance(value, datetime.date):
            return value.replace(year=value.year + 28)
        if isinstance(value, dict):
            return {key: later(one) for key, one in value.items()}
        return [later(one) for one in value] if isinstance(value, list) else value

    scenario.update(later(dict(scenario)))
    return True


WORDS = [full_speed, open_long_ago, nothing_lost, never_fails, never_serviced, all_equal, people_for_all, one_of_the_same, people_by_shift, people_by_date]
WORDS += [always_open, hours_of_lines, shifts_in_parts, one_at_a_time, ways_on_in_full, ways_by_item, no_disruption, disruptions_one_by_one]
WORDS += [a_generation_later]
