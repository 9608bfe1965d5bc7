"""Makes up small plants and asks the program and `slow_floor.py` what they make. Usage: compare_floor.py PROGRAM [FIRST [COUNT]]

A plant on which they differ is printed."""
import os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from asking import ask_all
from floor_parts import DAY
from made_up_plants import make_up
from plant_text import text_of
from slow_floor import Floor

STATES = ("working", "setup", "blocked", "starved", "waiting-material", "waiting-crew", "down", "maintenance", "off-shift")


def mean(total, count):
    return total / count if count else None


def expected_of(spec):
    floor = Floor(spec)
    span = spec["days"] * DAY
    floor.run(span)
    year = 365 * DAY / span
    figures = {}
    for line in floor.lines:
        name = f"p.{line.name}"
        figures["throughput." + name] = line.left / (span / 60)
        figures["wip." + name] = line.wip / span
        figures["cycle." + name] = mean(line.cycle / 60, line.left)
        figures["scrap." + name] = line.scrapped * year
        figures["lost." + name] = line.lost * year
    for station in floor.stations:
        name = f"p.{station.line.name}.{station.name}" if station.line else f"p.{station.name}"
        figures["queue." + name] = station.queued / span
        figures["wait." + name] = mean(station.waited / 60, station.starts)
        for state in STATES:
            figures[f"state.{name}.{state}"] = station.minutes.get(state, 0) / (span * len(station.servers))
    for item, store in floor.stores.items():
        if not store.unlimited:
            figures[f"store.p.{item}.mean"] = store.held / span
            figures[f"store.p.{item}.min"] = store.least
            figures[f"store.p.{item}.empty"] = store.empty / span
        figures[f"fill.p.{item}"] = mean(store.at_once, store.demanded)
    return figures


if __name__ == "__main__":
    ask_all(sys.argv, make_up, text_of, expected_of)
