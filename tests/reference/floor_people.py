"""Crews, failures and maintenance on the floor of `slow_floor`."""

from floor_parts import Care


class People:
    # Who has people, and who gives them back -----------------------------------------------------------------------------------------------

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
        people = crew.size(self.t, self.calendars)
        gain, crew.people = people - crew.people, people
        crew.free += gain
        while crew.free < 0 and self.call_back(name):
            pass
        if gain > 0:
            self.give([name])

    def call_back(self, name):
        """One of those who hold people of the crew lets them go: work first, of it the last in the order of who gets them."""
        own = lambda s: any(care.going and care.own and care.crew == name for care in s.repairs.values())
        working = [s for s in self.servers if s.held and name in s.held and not s.station.finish]
        free_to_go = [s for s in working if not own(s)]
        if free_to_go:
            self.let_go(max(free_to_go, key=lambda s: (-s.station.priority, s.since(), s.index)))
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

    def ends_of_shifts(self):
        for station in self.stations:
            if station.finish or self.t == 0 or station.open(self.t) or not station.open(self.before):
                continue
            for server in station.servers:
                if server.held:
                    self.let_go(server)

    # Failures and maintenance --------------------------------------------------------------------------------------------------------------

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

    def end_care(self, care):
        if care.took:
            self.crews[care.crew].free += 1
            self.give([care.crew])

    def strike(self, server, number):
        mode = server.station.failures[number]
        if server.task == "work" and mode["on_failure"] == "restart":
            server.left = server.work
        if server.task == "work" and mode["on_failure"] == "scrap":
            server.repairs[number] = Care(0, None)  # nobody comes to it while the units leave
            self.release(server)
            server.asks = False
            server.task = "blocked"
            while server.units:
                self.scrap(server)
        self.begin_care(server, "repairs", number, mode["repair"], mode.get("crew"))

    def begin_due(self, server):
        if server.down or server.in_hand():
            return
        for number in sorted(server.due):
            if number not in server.cares:
                server.due.discard(number)
                rule = server.station.maintenance[number]
                self.begin_care(server, "cares", number, rule["takes"], rule.get("crew"))

    def strikes(self):
        """Server by server; of one, the modes whose uptime runs with the work go first."""
        for server in self.servers:
            for number, mode in sorted(enumerate(server.station.failures), key=lambda one: one[1]["clock"] != "busy"):
                if number in server.repairs:
                    continue
                if mode["clock"] == "calendar" and self.t >= server.uptime_end[number]:
                    self.strike(server, number)
                elif mode["clock"] == "busy" and server.task == "work" and server.busy >= server.uptime_end[number]:
                    self.strike(server, number)

    def repaired(self, server):
        """Repairs, then maintenance, that end now."""
        for number in [n for n, care in server.repairs.items() if care.going and care.left == 0]:
            care = server.repairs.pop(number)
            mode = server.station.failures[number]
            server.uptime_end[number] = (server.busy if mode["clock"] == "busy" else self.t) + mode["uptime"]
            self.end_care(care)
            self.begin_due(server)
        for number in [n for n, care in server.cares.items() if care.going and care.left == 0]:
            self.end_care(server.cares.pop(number))
            self.begin_due(server)

    def maintenance_due(self):
        for server in self.servers:
            for number, rule in enumerate(server.station.maintenance):
                is_due = self.t in rule["on"] if "on" in rule else "every" in rule and self.t > 0 and self.t % rule["every"] == 0
                if is_due:
                    server.due.add(number)
                    self.begin_due(server)

    def count_units(self, server):
        for number, rule in enumerate(server.station.maintenance):
            if "after_units" in rule:
                server.counted[number] += len(server.units)
                if server.counted[number] >= rule["after_units"]:
                    server.counted[number] = 0
                    server.due.add(number)
