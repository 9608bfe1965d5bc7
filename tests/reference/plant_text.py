"""A made-up plant as a scenario."""

from datetime import date as calendar_date, timedelta

from floor_parts import DAY

CALENDARS = {
    "day": '[{ days = "mon-sun", from = "06:00", to = "14:00" }]',
    "late": '[{ days = "mon-sun", from = "14:00", to = "22:00" }]',
    "night": '[{ days = "mon-sun", from = "22:00", to = "06:00" }]',
    "office": '[{ days = "mon-sun", from = "08:00", to = "17:00", breaks = [["12:00", "12:30"]] }]',
}


def quoted(text):
    return f'"{text}"'


def minutes(number):
    return f'"{number} min"'


def date(at):
    return (calendar_date(2023, 1, 1) + timedelta(days=at // DAY)).isoformat()


def number(value):
    """A number, or pairs of dates and numbers."""
    return array(f"[{date(at)}, {one}]" for at, one in value) if isinstance(value, list) else str(value)


def array(values):
    return "[" + ", ".join(str(value) for value in values) + "]"


def table(pairs):
    return "{ " + ", ".join(f"{quoted(key) if key == '*' else key} = {value}" for key, value in dict(pairs).items()) + " }"


def text_of(spec):
    out = ["schema = 1", "[scenario]", 'name = "made up"', "start = 2023-01-01", f'horizon = "{spec["days"]} d"']
    out += ["[experiment]", "replications = 1"]
    for name, item in spec["items"].items():
        out += [f"[item.{name}]"] + ([f'uses = {table(item["uses"])}'] if "uses" in item else [])
    out.append("[plant.p]")
    for name in spec["calendars"]:
        out += [f"[calendar.{name}]", f"shifts = {CALENDARS[name]}"]
    for name, shifts in spec["crews"].items():
        out.append(f"[plant.p.crew.{name}]")
        if len(shifts) == 1:
            out.append(f"size = {number(shifts[0][1])}")
            out += [f'calendar = "{shifts[0][0]}"'] if shifts[0][0] else []
        else:
            out.append("size = " + array(table([("calendar", quoted(c)), ("size", number(n))]) for c, n in shifts))
    for name, store in spec["stores"].items():
        out.append(f"[plant.p.store.{name}]")
        out += [f"{key} = {store[key]}" for key in ("initial", "capacity", "target") if key in store]
        out += ['supply = "unlimited"'] if store.get("unlimited") else []
    for name, line in spec["lines"].items():
        out += line_text(f"plant.p.line.{name}", line)
    for name, station in spec["shared"].items():
        out += [f"[plant.p.station.{name}]"] + station_text(station)
    for which, row in enumerate(spec["disruptions"]):
        out += disruption_text(which, row)
    return "\n".join(out) + "\n"


def line_text(path, line):
    out = [f"[{path}]", "makes = " + table((item, quarters / 4) for item, quarters in line["makes"])]
    out.append("route = " + array(map(quoted, line["route"])))
    if "routes" in line:
        out.append("routes = " + table((item, array(map(quoted, way))) for item, way in line["routes"].items()))
    if "campaign" in line:
        out.append(f'sequence = {{ campaign = {line["campaign"]} }}')
    kind, *numbers = line["release"]
    if kind == "wip":
        out.append("release = " + table([("wip", numbers[0])]))
    elif kind == "every":
        out.append("release = " + table([("every", minutes(numbers[0])), ("batch", numbers[1])]))
    else:
        out.append(f"release = {quoted(kind)}")
    out += [f'calendar = "{line["calendar"]}"'] if line["calendar"] else []
    out += [f'opens = {date(line["opens"])}'] if "opens" in line else []
    out += ["ramp = " + ramp_text(line["ramp"])] if "ramp" in line else []
    for name, station in line["stations"].items():
        out += [f"[{path}.station.{name}]"] + station_text(station)
    return out


def ramp_text(points):
    return array(f"[{minutes(at)}, {speed}]" for at, speed in points)


def station_text(station):
    out = [f'time = {minutes(station["time"])}', f'servers = {station["servers"]}']
    out.append(f'buffer = {quoted("unlimited") if station["buffer"] is None else station["buffer"]}')
    if "times" in station:
        out.append("times = " + table((item, minutes(time)) for item, time in station["times"].items()))
    if "setup" in station:
        out.append("setup = " + setup_text(station["setup"]))
    if "batch" in station:
        shown = {"size": str, "wait": minutes, "by": quoted}
        out.append("batch = " + table((key, shown[key](value)) for key, value in station["batch"].items()))
    if "scrap" in station:
        out.append("scrap = " + (table(station["scrap"]) if isinstance(station["scrap"], dict) else str(station["scrap"])))
    if "rework" in station:
        back = station["rework"]  # a share of 1 is refused: the next number below, which no draw passes
        out.append(f'rework = {{ share = [[{date(0)}, 0.9999999999999999], [{date(back["until"])}, 0]], to = {quoted(back["to"])} }}')
    if "next" in station:
        ways = station["next"]
        out.append("next = " + (table([("first-free", array(map(quoted, ways)))]) if isinstance(ways, list) else quoted(ways)))
    if station.get("takes"):
        out.append("takes = " + table(station["takes"]))
    if "crew" in station:
        choices = [table(choice) for choice in station["crew"]]
        out.append("crew = " + (choices[0] if len(choices) == 1 else array(choices)))
    out += [f'priority = {station["priority"]}'] if "priority" in station else []
    out += [f'calendar = "{station["calendar"]}"'] if "calendar" in station else []
    out += ['shift_end = "finish"'] if station["finish"] else []
    for key in ("failures", "maintenance"):
        rows = [table((k, stop_value(k, value)) for k, value in row.items()) for row in station.get(key, [])]
        out += [f"{key} = {array(rows)}"] if rows else []
    return out


def setup_text(setup):
    if not isinstance(setup, dict):
        return minutes(setup)
    rows = {k: table((to, minutes(time)) for to, time in row.items()) if isinstance(row, dict) else minutes(row) for k, row in setup.items()}
    return table(rows)


def stop_value(key, value):
    if key == "on":
        return array(map(date, value))
    if key in ("uptime", "repair", "every", "takes"):
        return minutes(value)
    return value if key == "after_units" else quoted(value)


def disruption_text(which, row):
    what = row["what"]
    path = "plant.p"
    if what and what[0]:
        path += f".line.{what[0]}"
    if len(what) > 1:
        path += f".station.{what[1]}"
    out = [f"[disruption.d{which}]", f'what = "{path}"', f'speed = {row["speed"]}', f'starts = {date(row["starts"][0])}']
    out.append(f'lasts = {minutes(row["lasts"])}')
    return out + ([f'every = {minutes(row["every"])}'] if "every" in row else [])
