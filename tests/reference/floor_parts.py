"""What a plant's floor consists of, for `slow_floor`: units, servers, stations, lines, crews, stores.

A plant is given as a dictionary, which `made_up_plants` makes and can write as a scenario, too. All times are minutes; sums and halves of
whole minutes are exact in floating point.
"""

from ramp import Ramp, value_at

DAY = 1440


class Unit:
    def __init__(self, line, item, number, t):
        self.line, self.item, self.number = line, item, number
        self.released = self.arrived = t
        self.started = False


class Care:
    """A repair or a maintenance in progress: `left` minutes, by nobody, by one of a crew, or by those who are at the server anyway."""

    def __init__(self, takes, crew):
        self.left, self.crew, self.going, self.took, self.own = takes, crew, crew is None, False, False


class Server:
    def __init__(self, station, index):
        self.station, self.index = station, index
        self.units = []  # one, or a batch
        self.task = None  # "setup", "work", "blocked" or None
        self.left = 0
        self.work = 0
        self.last_item = None  # that it is set up for
        self.held = None  # the crews that its work holds: {crew: count}
        self.asks = False  # its unit in hand waits for a crew
        self.busy = 0
        self.closures, self.speed = 0, 1  # the speed without the line's ramp
        self.ramp = station.line.ramp if station.line else Ramp(0, [])
        self.repairs = {}  # by failure mode: Care
        self.cares = {}  # by maintenance rule: Care
        self.due = set()
        self.counted = [0] * len(station.maintenance)
        self.uptime_end = [mode["uptime"] for mode in station.failures]

    @property
    def down(self):
        return bool(self.repairs) or self.closures > 0

    def in_hand(self):
        return self.task in ("setup", "work")

    def free(self):
        return self.task is None and not self.down and not self.cares

    def since(self):
        """How long its unit in hand has waited, in the order of who gets people."""
        return self.units[0].arrived


class Station:
    """A station of a line, or of the plant (`line` is None)."""

    def __init__(self, floor, line, name, spec, calendars):
        self.floor, self.line, self.name, self.spec = floor, line, name, spec
        self.failures = spec.get("failures", [])
        self.maintenance = spec.get("maintenance", [])
        self.crew = spec.get("crew", [])
        self.priority = spec.get("priority", 0)
        self.finish = spec.get("finish", False)
        self.batch = spec.get("batch", {"size": 1})
        self.calendars = [c for c in calendars if c]
        self.servers = []
        for _ in range(spec["servers"]):
            self.servers.append(Server(self, len(floor.servers)))
            floor.servers.append(self.servers[-1])
        self.queue = []
        self.begin = []  # lines of which some item's way begins here, in their order
        self.lack = "starved"
        self.short = (None, set())  # what the next start has found short: (item that it makes, items)
        self.minutes = {}
        self.queued = self.waited = self.starts = 0

    @property
    def places(self):
        buffer = self.spec["buffer"]
        return None if buffer is None else buffer + len(self.servers) * self.batch["size"]

    def open(self, t):
        opened = self.line is None or t >= self.line.opens
        return opened and all(self.floor.calendars[c](t) for c in self.calendars)

    def present(self):
        """Places taken: a server with a batch takes all of its places, full or not, until the last has left."""
        return len(self.queue) + self.batch["size"] * sum(bool(s.units) for s in self.servers)

    def has_place(self):
        return self.places is None or self.present() < self.places

    def time_of(self, item):
        return self.spec.get("times", {}).get(item, self.spec["time"])

    def scraps(self, item):
        scrap = self.spec.get("scrap", 0)
        return scrap == 1 if not isinstance(scrap, dict) else scrap.get(item, scrap.get("*", 0)) == 1

    def sends_back(self, t):
        return "rework" in self.spec and t < self.spec["rework"]["until"]

    def setup_time(self, before, item):
        setup = self.spec.get("setup")
        if setup is None or before is None or before == item:
            return 0
        return setup if not isinstance(setup, dict) else setup.get(before, {}).get(item, setup.get("default"))


class Line:
    def __init__(self, floor, name, spec):
        self.floor, self.name, self.release, self.makes = floor, name, spec["release"], spec["makes"]
        self.campaign = spec.get("campaign")
        self.opens = spec.get("opens", 0)
        self.ramp = Ramp(self.opens, spec.get("ramp", []))
        self.opened = False
        self.ways = {}  # by item: stations
        self.given = {item: 0 for item, _ in self.makes}  # units of each item that the sequence has put forth
        self.pending = None  # the item that comes next, once it is known
        self.next_came = 0
        self.in_line_of = {item: 0 for item, _ in self.makes}
        self.released = self.left = self.lost = self.scrapped = self.wip = self.cycle = 0

    @property
    def in_line(self):
        return sum(self.in_line_of.values())

    def next_in_sequence(self):
        """`level`: the item furthest behind its share, then in the order of `makes`; campaigns: so many of each in turn."""
        if self.pending is None:
            number = sum(self.given.values())
            if self.campaign:
                self.pending = self.makes[number // self.campaign % len(self.makes)][0]
            else:
                whole = sum(weight for _, weight in self.makes)
                behind = [(number + 1) * weight - whole * self.given[item] for item, weight in self.makes]
                self.pending = self.makes[behind.index(max(behind))][0]
            self.given[self.pending] += 1
        return self.pending


class Crew:
    def __init__(self, shifts):
        self.shifts = shifts  # [(calendar or None, people, or [(from, people)])]
        self.people = self.free = self.kept = 0
        self.repairs, self.cares = [], []  # that wait: (server, number)

    def size(self, t, calendars):
        return sum(value_at(people, t) for calendar, people in self.shifts if calendar is None or calendars[calendar](t))

    def dates(self):
        return [at for _, people in self.shifts if isinstance(people, list) for at, _ in people]


class Store:
    def __init__(self, item, spec):
        self.item = item
        self.capacity, self.unlimited, self.target = spec.get("capacity"), spec.get("unlimited", False), spec.get("target", 0)
        self.level = spec.get("initial", 0)
        self.least = float("inf")  # lowest level that lasted
        self.held = self.empty = self.demanded = self.at_once = 0

    def has_place(self):
        return self.capacity is None or self.level < self.capacity

    def has(self, quantity):
        return self.unlimited or self.level >= quantity
