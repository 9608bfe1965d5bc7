"""A plant's floor, minute by minute: plain, slow, and without any code of the program that it is held against.

It knows lines of one item with fixed whole minutes: stations, servers, buffers, calendars, crews, failures, maintenance. Each instant has
its phases in the order of the language: completions and repairs with the moves that follow, then failures, ends of shifts, maintenance that
falls due, arrivals, people who come and go, and last what begins. Nothing is scheduled: every minute everything is looked at.
"""

DAY = 1440


class Unit:
    def __init__(self, number, arrived):
        self.number, self.arrived = number, arrived


class Care:
    """A repair or a maintenance in progress: `left` minutes, by nobody, by one of a crew, or by those who are at the server anyway."""

    def __init__(self, takes, crew):
        self.left, self.crew, self.going, self.took, self.own = takes, crew, crew is None, False, False


class Server:
    def __init__(self, station, index):
        self.station, self.index = station, index
        self.unit = None
        self.task = None  # "work", "blocked" or None
        self.left = 0
        self.work = 0
        self.held = None  # the crews that its work holds: {crew: count}
        self.asks = False  # its unit in hand waits for a crew
        self.busy = 0
        self.repairs = {}  # by failure mode: Care
        self.cares = {}  # by maintenance rule: Care
        self.due = set()
        self.units = [0] * len(station.maintenance)
        self.uptime_end = [mode["uptime"] for mode in station.failures]

    @property
    def down(self):
        return bool(self.repairs)

    def free(self):
        return self.task is None and not self.repairs and not self.cares


class Station:
    def __init__(self, floor, line, spec, first):
        self.floor, self.line, self.first = floor, line, first
        self.name = spec["name"]
        self.time = spec["time"]
        self.failures = spec.get("failures", [])
        self.maintenance = spec.get("maintenance", [])
        self.crew = spec.get("crew", [])
        self.priority = spec.get("priority", 0)
        self.finish = spec.get("finish", False)
        self.calendars = [c for c in (line.calendar, spec.get("calendar")) if c]
        self.places = spec["buffer"] + spec["servers"] if spec["buffer"] is not None else None
        self.servers = []
        for _ in range(spec["servers"]):
            self.servers.append(Server(self, len(floor.servers)))
            floor.servers.append(self.servers[-1])
        self.queue = []
        self.blocked = []  # servers upstream that wait for a place here
        self.next = None
        self.last_start = 0
        self.lack = "starved"
        self.minutes = {}
        self.queued = 0

    def open(self, t):
        return all(self.floor.calendars[c][t % DAY] for c in self.calendars)

    def present(self):
        return len(self.queue) + sum(s.unit is not None for s in self.servers)

    def has_place(self):
        return self.places is None or self.present() < self.places


class Line:
    def __init__(self, name, spec):
        self.name, self.release, self.calendar = name, spec["release"], spec.get("calendar")
        self.stations = []
        self.released = self.left = self.in_line = self.lost = 0


class Crew:
    def __init__(self, shifts):
        self.shifts = shifts  # [(calendar or None, people)]
        self.people = self.free = self.kept = 0
        self.repairs, self.cares = [], []  # that wait: (server, number)


class Floor:
    def __init__(self, spec):
        self.calendars = spec["calendars"]
        self.servers = []
        self.crews = {name: Crew(shifts) for name, shifts in spec.get("crews", {}).items()}
        self.lines = []
        self.t = 0
        for name in sorted(spec["lines"]):
            line_spec = spec["lines"][name]
            line = Line(name, line_spec)
            by_name = {}
            route = line_spec["stations"]
            for station_spec in sorted(route, key=lambda s: s["name"]):
                by_name[station_spec["name"]] = Station(self, line, station_spec, station_spec is route[0])
            line.stations = [by_name[name] for name in sorted(by_name)]
            for here, there in zip(route, route[1:]):
                by_name[here["name"]].next = by_name[there["name"]]
            line.first = by_name[route[0]["name"]]
            self.lines.append(line)
        self.stations = [s for line in self.lines for s in line.stations]

    # People ------------------------------------------------------------------------------------------------------------------------------

    def give(self, names):
        """Whoever waits for somebody who is free: repairs, then maintenance. What begins work is looked at in the last phase."""
        for name in names:
            crew = self.crews[name]
            for waiting, kind in ((crew.repairs, "repairs"), (crew.cares, "cares")):
                while crew.free > 0 and waiting:
                    server, number = waiting.pop(0)
                    care = getattr(server, kind)[number]
                    crew.free -= 1
                    care.going = care.took = True

    def release(self, server):
        held, server.held = server.held or {}, None
        for name, count in held.items():
            self.crews[name].free += count
        self.give(held)

    def let_go(self, server):
        """The people at a server go home, its unit stays. A repair by one of them goes on if somebody may stay."""
        held, server.held = server.held, None
        server.asks = True
        for name, count in held.items():
            self.crews[name].free += count
        for number, care in server.repairs.items():
            if not (care.going and care.own):
                continue
            care.own = False
            if self.crews[care.crew].free > 0:
                self.crews[care.crew].free -= 1
                care.took = True
            else:
                care.going = False
                self.crews[care.crew].repairs.insert(0, (server, number))
        self.give(held)

    def people_change(self, name):
        crew = self.crews[name]
        people = sum(n for calendar, n in crew.shifts if calendar is None or self.calendars[calendar][self.t % DAY])
        gain, crew.people = people - crew.people, people
        crew.free += gain
        while crew.free < 0 and self.call_back(name):
            pass
        if gain > 0:
            self.give([name])

    def call_back(self, name):
        own = lambda s: any(care.going and care.own for care in s.repairs.values())
        working = [s for s in self.servers if s.held and name in s.held and not s.station.finish]
        free_to_go = [s for s in working if not own(s)]
        if free_to_go:
            self.let_go(max(free_to_go, key=lambda s: (-s.station.priority, s.unit.arrived, s.index)))
            return True
        for kind in ("cares", "repairs"):
            for server in reversed(self.servers):
                for number, care in sorted(getattr(server, kind).items(), reverse=True):
                    if care.crew != name or not care.going:
                        continue
                    if care.took:
                        care.going = care.took = False
                        self.crews[name].free += 1
                        getattr(self.crews[name], kind).insert(0, (server, number))
                        return True
                    if not server.station.finish:
                        self.let_go(server)
                        return True
        return False

    def begin_care(self, server, kind, number, takes, crew):
        care = Care(takes, crew)
        getattr(server, kind)[number] = care
        if crew is None:
            return
        if kind == "repairs" and server.held and crew in server.held:
            care.going = care.own = True
        elif self.crews[crew].free > 0:
            self.crews[crew].free -= 1
            care.going = care.took = True
        else:
            getattr(self.crews[crew], kind).append((server, number))

    # What stops work -----------------------------------------------------------------------------------------------------------------------

    def strike(self, server, number):
        mode = server.station.failures[number]
        if server.task == "work" and mode["on_failure"] == "restart":
            server.left = server.work
        if server.task == "work" and mode["on_failure"] == "scrap":
            server.repairs[number] = Care(0, None)  # nobody comes to it while the unit leaves
            self.release(server)
            server.asks = False
            self.scrap(server)
        self.begin_care(server, "repairs", number, mode["repair"], mode.get("crew"))

    def begin_due(self, server):
        if server.down or server.task == "work":
            return
        for number in sorted(server.due):
            if number not in server.cares:
                server.due.discard(number)
                rule = server.station.maintenance[number]
                self.begin_care(server, "cares", number, rule["takes"], rule.get("crew"))

    # Moves ---------------------------------------------------------------------------------------------------------------------------------

    def take_off(self, server):
        unit, server.unit, server.task = server.unit, None, None
        return unit

    def scrap(self, server):
        self.take_off(server)
        server.station.line.in_line -= 1
        self.after_departure(server)

    def put(self, station, unit):
        unit.arrived = self.t
        station.queue.append(unit)

    def send_on(self, server):
        there = server.station.next
        if there is None:
            self.take_off(server)
            server.station.line.left += 1
            server.station.line.in_line -= 1
        elif there.has_place():
            self.put(there, self.take_off(server))
        else:
            there.blocked.append(server)
            return
        self.after_departure(server)

    def after_departure(self, server):
        station = server.station
        while station.blocked and station.has_place():
            self.send_on(station.blocked.pop(0))
        self.release_limited(station.line)

    def release_unit(self, line):
        line.released += 1
        line.in_line += 1
        return Unit(line.released, self.t)

    def release_limited(self, line):
        kind, number = line.release
        while kind == "wip" and line.in_line < number and line.first.has_place():
            self.put(line.first, self.release_unit(line))

    # What begins -----------------------------------------------------------------------------------------------------------------------------

    def find_crew(self, station):
        """The first alternative of which all are free, nothing needed: {}; none: None, and what is free is kept."""
        if not station.crew:
            return {}
        for choice in station.crew:
            if all(self.crews[n].free - self.crews[n].kept >= count for n, count in choice.items()):
                return choice
        for n, count in station.crew[0].items():
            if self.crews[n].people >= count:
                self.crews[n].kept += max(0, min(count, self.crews[n].free - self.crews[n].kept))
        return None

    def hold(self, server, choice):
        server.held = dict(choice) or None
        for n, count in choice.items():
            self.crews[n].free -= count

    def waiting_since(self, station):
        if station.queue:
            return station.queue[0].arrived
        return station.last_start if station.first and station.line.release[0] == "saturated" else None

    def start(self, station):
        """One unit, if all is there. Gives what is missing."""
        if self.waiting_since(station) is None:
            return "starved"
        servers = [s for s in station.servers if s.free()]
        if not servers or not station.open(self.t):
            return "starved"
        choice = self.find_crew(station)
        if choice is None:
            return "waiting-crew"
        server = servers[0]
        if station.queue:
            server.unit = station.queue.pop(0)
        else:
            server.unit = self.release_unit(station.line)
        station.last_start = self.t
        server.task, server.left, server.work = "work", station.time, station.time
        self.hold(server, choice)
        for number, rule in enumerate(station.maintenance):
            if "after_units" in rule:
                server.units[number] += 1
                if server.units[number] == rule["after_units"]:
                    server.units[number] = 0
                    server.due.add(number)
        return None

    def begin_all(self):
        """In turn: resumed work, then new starts; by priority, by who has waited longest, by path."""
        for crew in self.crews.values():
            crew.kept = 0
        resumed = sorted((s for s in self.servers if s.asks), key=lambda s: (-s.station.priority, s.unit.arrived, s.index))
        for server in resumed:
            if server.down or server.cares or not server.station.open(self.t):
                continue
            choice = self.find_crew(server.station)
            if choice is not None:
                server.asks = False
                self.hold(server, choice)
        rank = {station: i for i, station in enumerate(self.stations)}
        wanting = list(self.stations)
        for station in wanting:
            station.lack = "starved"
        while wanting:
            key = lambda s: (-s.priority, self.t if self.waiting_since(s) is None else self.waiting_since(s), rank[s])
            station = min(wanting, key=key)
            missing = self.start(station)
            if missing is not None:
                station.lack = missing
                wanting.remove(station)

    # An instant, and the minute after it -------------------------------------------------------------------------------------------------------

    def finished_together(self):
        """Tasks, repairs and maintenance that end now."""
        for station in self.stations:
            done = [s for s in station.servers if s.task == "work" and s.left == 0]
            for server in sorted(done, key=lambda s: s.unit.number):
                server.task = "blocked"
                self.release(server)
                for number, mode in enumerate(station.failures):
                    if mode["clock"] == "busy" and number not in server.repairs and server.busy >= server.uptime_end[number]:
                        self.strike(server, number)
                self.begin_due(server)
                self.send_on(server)
            for server in station.servers:
                for number in [n for n, care in server.repairs.items() if care.going and care.left == 0]:
                    care = server.repairs.pop(number)
                    mode = station.failures[number]
                    server.uptime_end[number] = (server.busy if mode["clock"] == "busy" else self.t) + mode["uptime"]
                    self.end_care(care)
                    if not server.down:
                        self.begin_due(server)
                for number in [n for n, care in server.cares.items() if care.going and care.left == 0]:
                    self.end_care(server.cares.pop(number))
                    self.begin_due(server)

    def end_care(self, care):
        if care.took:
            self.crews[care.crew].free += 1
            self.give([care.crew])

    def ends_of_shifts(self):
        for station in self.stations:
            if station.finish or self.t == 0 or station.open(self.t) or not station.open(self.t - 1):
                continue
            for server in station.servers:
                if server.held:
                    self.let_go(server)

    def strikes(self, clock):
        for server in self.servers:
            for number, mode in enumerate(server.station.failures):
                if mode["clock"] != clock or number in server.repairs:
                    continue
                if clock == "calendar" and self.t >= server.uptime_end[number]:
                    self.strike(server, number)
                elif clock == "busy" and server.task == "work" and server.busy >= server.uptime_end[number]:
                    self.strike(server, number)

    def maintenance_due(self):
        for server in self.servers:
            for number, rule in enumerate(server.station.maintenance):
                is_due = self.t in rule["on"] if "on" in rule else "every" in rule and self.t > 0 and self.t % rule["every"] == 0
                if is_due:
                    server.due.add(number)
                    self.begin_due(server)

    def arrivals(self):
        for line in self.lines:
            kind, number = line.release
            if kind == "every" and self.t > 0 and self.t % number == 0:
                if line.first.has_place():
                    self.put(line.first, self.release_unit(line))
                else:
                    line.lost += 1

    def instant(self):
        if self.t == 0:
            for name in sorted(self.crews):
                self.people_change(name)
        self.finished_together()
        self.strikes("busy")
        self.strikes("calendar")
        self.ends_of_shifts()
        self.maintenance_due()
        self.arrivals()
        if self.t == 0:
            for line in self.lines:
                self.release_limited(line)
        for name in sorted(self.crews):
            self.people_change(name)
        self.begin_all()

    def state_of(self, server):
        station = server.station
        if server.down:
            return "down"
        if server.cares:
            return "maintenance"
        if server.task == "work" and not server.asks and station.finish:
            return "working"
        if not station.open(self.t):
            return "off-shift"
        if server.asks:
            return "waiting-crew"
        if server.task == "work":
            return "working"
        return server.task  # blocked, or None

    def minute(self):
        for station in self.stations:
            station.queued += len(station.queue)
            waiting = 0
            if station.lack != "starved":
                waiting = len(station.servers) if station.first and station.line.release[0] == "saturated" else len(station.queue)
            for server in station.servers:
                state = self.state_of(server)
                if server.free():
                    lacking = waiting > 0
                    waiting -= 1
                    if state is None:
                        state = station.lack if lacking else "starved"
                station.minutes[state] = station.minutes.get(state, 0) + 1
                if state == "working":
                    server.left -= 1
                    server.busy += 1
                for care in list(server.repairs.values()) + list(server.cares.values()):
                    if care.going:
                        care.left -= 1

    def run(self, minutes):
        for self.t in range(minutes):
            self.instant()
            self.minute()
        self.t = minutes
        self.instant()
