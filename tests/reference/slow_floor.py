"""A plant's floor, moment by moment: plain, slow, and without any code of the program that it is held against.

It knows lines with fixed times: stations of lines and of the plant, servers, buffers, routes, sequences, set-ups, batches, first-free, scrap,
rework, bills of materials, stores, calendars, crews whose size changes, failures, maintenance, opening dates, ramps and disruptions. Each moment has its phases in the
order of the language: completions and repairs with the moves that follow, then failures, what the calendar does, maintenance that falls due, arrivals,
people who come and go, and last what begins. Nothing is scheduled: at every moment at which anything can change everything is looked at.
"""

from floor_moves import Moves
from floor_parts import DAY, Crew, Line, Station, Store
from floor_people import People
from floor_starts import Starts


class Calendar:
    """Hours of each day, alike on all days, as [(from, to)] in minutes."""

    def __init__(self, hours):
        self.hours = hours

    def __call__(self, t):
        return any(a <= t % DAY < b for a, b in self.hours)


class Floor(People, Moves, Starts):
    def __init__(self, spec):
        self.spec = spec
        self.t = self.before = 0
        self.calendars = {name: Calendar(hours) for name, hours in spec["calendars"].items()}
        self.servers, self.blocked = [], []
        self.crews = {name: Crew(shifts) for name, shifts in spec.get("crews", {}).items()}
        self.stores = {item: Store(item, spec.get("stores", {}).get(item, {})) for item in spec["items"]}
        self.lines = [Line(self, name, spec["lines"][name]) for name in sorted(spec["lines"])]
        for line in self.lines:
            own = spec["lines"][line.name]
            line.by_name = {
                name: Station(self, line, name, own["stations"][name], (own.get("calendar"), own["stations"][name].get("calendar")))
                for name in sorted(own["stations"])
            }
        self.shared = {name: Station(self, None, name, s, (s.get("calendar"),)) for name, s in sorted(spec.get("shared", {}).items())}
        for line in self.lines:
            own = spec["lines"][line.name]
            for item, _ in line.makes:
                route = own.get("routes", {}).get(item, own["route"])
                line.ways[item] = [line.by_name.get(name) or self.shared[name] for name in route]
                first = line.ways[item][0]
                if line not in first.begin:
                    first.begin.append(line)
        self.stations = [s for line in self.lines for s in line.by_name.values()] + list(self.shared.values())

    # A moment, and the time after it -------------------------------------------------------------------------------------------------------

    def completions(self):
        for station in self.stations:
            done = [s for s in station.servers if s.in_hand() and s.left == 0 and not s.asks and not s.down and not s.cares]
            for server in sorted(done, key=lambda s: s.units[0].number):
                if server.task == "setup":
                    self.begin_work(server)
                    continue
                server.task, server.done_at = "blocked", self.t
                for unit in server.units:
                    unit.arrived = self.t
                self.release(server)
                for number, mode in enumerate(station.failures):
                    if mode["clock"] == "busy" and number not in server.repairs and server.busy >= server.uptime_end[number]:
                        self.strike(server, number)
                self.begin_due(server)
                self.depart(server)
            for server in station.servers:
                self.repaired(server)

    def disruptions(self):
        for row in self.spec.get("disruptions", []):
            for starts in row["starts"]:
                if self.t not in (starts, starts + row["lasts"]):
                    continue
                begins = self.t == starts
                for server in self.disrupted(row["what"]):
                    if row["speed"] == 0:
                        server.closures += 1 if begins else -1
                    else:
                        server.speed = server.speed * row["speed"] if begins else server.speed / row["speed"]
                    if not begins:
                        self.begin_due(server)

    def disrupted(self, what):
        """All servers of the plant (), of a line (line,), of one of its stations (line, station), of the plant's station (None, station)."""
        for server in self.servers:
            line = server.station.line
            path = (line.name if line else None, server.station.name)
            if path[: len(what)] == what:
                yield server

    def instant(self):
        if self.t == 0:
            for name in sorted(self.crews):
                self.people_change(name)
        self.hours = self.before  # until the calendar has its turn
        self.completions()
        self.strikes()
        self.hours = self.t
        self.ends_of_shifts()
        self.disruptions()
        self.open_lines()
        self.maintenance_due()
        self.arrivals()
        for name in sorted(self.crews):
            self.people_change(name)
        self.begin_all()

    def state_of(self, server):
        station = server.station
        shown = {"work": "working", "setup": "setup", "blocked": "blocked", None: None}[server.task]
        if server.down:
            return "down"
        if server.cares:
            return "maintenance"
        if server.in_hand() and not server.asks and station.finish:
            return shown
        if not station.open(self.t):
            return "off-shift"
        return "waiting-crew" if server.asks else shown

    def states(self, station):
        """What each server shows: of those without a unit as many lack something as there is work for them."""
        waiting = 0
        if station.lack != "starved":
            starts_units = any(line.release[0] in ("saturated", "pull") for line in station.begin)
            ready = len(list(self.ready_batches(station))) if station.batch["size"] > 1 else len(station.queue)
            waiting = len(station.servers) if starts_units else ready
        for server in station.servers:
            state = self.state_of(server)
            if server.free():
                lacking = waiting > 0
                waiting -= 1
                if state is None:
                    state = station.lack if lacking else "starved"
            yield server, state

    def pass_time(self, span):
        for line in self.lines:
            line.wip += line.in_line * span
        for store in self.stores.values():
            store.held += store.level * span
            store.empty += span if store.level == 0 else 0
            store.least = min(store.least, store.level)
        for station in self.stations:
            station.queued += len(station.queue) * span
            for server, state in self.states(station):
                station.minutes[state] = station.minutes.get(state, 0) + span
                if state in ("working", "setup"):
                    server.left -= server.ramp.work(self.t, self.t + span) * server.speed
                    server.left = 0 if abs(server.left) < 1e-6 else server.left  # the rest of a root
                    server.busy += span if state == "working" else 0
                for care in list(server.repairs.values()) + list(server.cares.values()):
                    if care.going:
                        care.left -= span

    def moments(self):
        """All at which something may change."""
        midnight = self.t // DAY * DAY
        for calendar in self.calendars.values():
            yield from (day + at for day in (midnight, midnight + DAY) for hours in calendar.hours for at in hours)
        for row in self.spec.get("disruptions", []):
            yield from (at for starts in row["starts"] for at in (starts, starts + row["lasts"]))
        for crew in self.crews.values():
            yield from crew.dates()
        for line in self.lines:
            yield line.opens
            yield from line.ramp.corners()
            if line.release[0] == "every":
                yield line.opens + ((self.t - line.opens) // line.release[1] + 1) * line.release[1]
        for station in self.stations:
            for rule in station.maintenance:
                yield from rule.get("on", [])
                yield (self.t // rule["every"] + 1) * rule["every"] if "every" in rule else 0
            if station.batch["size"] > 1:
                yield from (self.batch_due(station, group) or 0 for group in self.groups(station).values())
        for server in self.servers:
            works = self.state_of(server) in ("working", "setup")
            yield server.ramp.moment(self.t, server.left / server.speed) if works else 0
            for number, mode in enumerate(server.station.failures):
                end = server.uptime_end[number]
                yield end if mode["clock"] == "calendar" else self.t + end - server.busy if works else 0
            for care in list(server.repairs.values()) + list(server.cares.values()):
                yield self.t + care.left if care.going else 0

    def run(self, end):
        while True:
            self.instant()
            if self.t == end:
                return
            then = min([end] + [at for at in self.moments() if at > self.t])
            self.pass_time(then - self.t)
            self.before, self.t = self.t, then
