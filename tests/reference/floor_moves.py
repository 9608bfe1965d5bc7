"""How units move on the floor of `slow_floor`: out of a server, into the next station or store, into the line."""

from floor_parts import Unit


class Moves:
    # Ways ------------------------------------------------------------------------------------------------------------------------------------

    def choices(self, server):
        """Where the server's first unit may go: stations, or its store."""
        unit, station = server.units[0], server.station
        by_name = lambda name: unit.line.by_name.get(name) or self.shared[name]
        if station.sends_back(self.t):
            return [by_name(station.spec["rework"]["to"])]
        ways = station.spec.get("next")
        if isinstance(ways, list):
            return [by_name(name) for name in ways]
        if ways:
            return [by_name(ways)]
        way = unit.line.ways[unit.item]
        after = way.index(station) + 1 if station in way else len(way)
        return [way[after]] if after < len(way) else [self.stores[unit.item]]

    def could_begin(self, station):
        idle = [s for s in station.servers if s.free()]
        return station.open(self.hours) and station.open(self.t) and len(idle) * station.batch["size"] > len(station.queue)

    def choose(self, choices):
        """The first with a server that could begin, else the one with the fewest waiting; of those with a place, if there are any."""
        with_place = [c for c in choices if c.has_place()]
        if len(choices) == 1 or not with_place:
            return with_place[0] if with_place else None
        for station in with_place:
            if self.could_begin(station):
                return station
        return min(with_place, key=lambda s: len(s.queue))  # the first of equals

    # Out of a server, and what that makes possible -------------------------------------------------------------------------------------------

    def depart(self, server):
        """Its units leave one by one, in the order in which they came; one that finds no place keeps those behind it."""
        while server.units:
            if server.station.scraps(server.units[0].item):
                self.scrap(server)
                continue
            choices = self.choices(server)
            there = server.station if choices == [server.station] else self.choose(choices)  # a unit leaves its own place free
            if there is None:
                self.wait_for_place(server, choices)
                return
            self.go(server, there)

    def wait_for_place(self, server, choices):
        """In the order in which they were blocked; all units of a batch have waited since the end of work on it, ties by path, then number."""
        entry = (server, choices, server.done_at)
        if server.station.batch["size"] == 1:
            self.blocked.append(entry)
            return
        turn = lambda one: (one[2], self.stations.index(one[0].station), one[0].units[0].number)
        before = [i for i, other in enumerate(self.blocked) if turn(other) < turn(entry)]
        self.blocked.insert(before[-1] + 1 if before else 0, entry)

    def take_off(self, server):
        unit = server.units.pop(0)
        if not server.units:
            server.task = None
        return unit

    def go(self, server, there):
        unit = self.take_off(server)
        if there is self.stores.get(unit.item):
            unit.line.left += 1
            unit.line.cycle += self.t - unit.released
            unit.line.in_line_of[unit.item] -= 1
            self.put_stock(there, 1)
        else:
            self.put(there, unit)
        self.after_departure(server)

    def scrap(self, server):
        unit = self.take_off(server)
        unit.line.scrapped += 1
        unit.line.in_line_of[unit.item] -= 1
        self.after_departure(server)

    def put(self, station, unit):
        unit.arrived = self.t
        station.queue.append(unit)

    def fill_place(self, place):
        """Whoever has waited longest for a place here or elsewhere, while there is one."""
        while place.has_place():
            entry = next((e for e in self.blocked if place in e[1]), None)
            if entry is None:
                return
            self.moved = True
            self.blocked.remove(entry)
            self.go(entry[0], place)
            self.depart(entry[0])

    def after_departure(self, server):
        self.fill_place(server.station)
        self.release_limited()

    # Stock -------------------------------------------------------------------------------------------------------------------------------

    def put_stock(self, store, quantity):
        if not store.unlimited:
            store.level += quantity

    def take_stock(self, store, quantity):
        if not store.unlimited:
            store.level -= quantity
            self.moved = True  # who waited for people may lack it now
            self.fill_place(store)

    # Into a line ---------------------------------------------------------------------------------------------------------------------------

    def release_unit(self, line, item):
        line.pending = None
        line.released += 1
        line.in_line_of[item] += 1
        line.next_came = self.t
        if len({way[0] for way in line.ways.values()}) > 1:
            self.moved = True  # the next may begin elsewhere
        return Unit(line, item, line.released, self.t)

    def release_into(self, line):
        """The next of the sequence, if there is a place for it. Gives whether there was."""
        item = line.next_in_sequence()
        first = line.ways[item][0]
        if not first.has_place():
            return False
        self.put(first, self.release_unit(line, item))
        return True

    def release_limited(self):
        for line in self.lines:
            while line.opened and line.release[0] == "wip" and line.in_line < line.release[1] and self.release_into(line):
                pass

    def arrivals(self):
        for line in self.lines:
            if line.release[0] != "every" or self.t <= line.opens or (self.t - line.opens) % line.release[1] != 0:
                continue
            for _ in range(line.release[2]):
                if not self.release_into(line):
                    line.lost += 1

    def open_lines(self):
        for line in self.lines:
            if not line.opened and self.t >= line.opens:
                line.opened = True
                line.next_came = self.t
        self.release_limited()

    def wanted_of(self, line, item):
        """Units that a line by pull has still to make of an item: up to the store's target, those on their way counted."""
        coming = sum(other.in_line_of.get(item, 0) for other in self.lines if other.release[0] == "pull")
        return self.stores[item].target - self.stores[item].level - coming

    def next_at(self, line, station):
        """The item of the unit that a line starts next at one of its first stations; None if it starts none there."""
        if not line.opened:
            return None
        if line.release[0] == "saturated":
            item = line.next_in_sequence()
            return item if line.ways[item][0] is station else None
        wanted = [(self.wanted_of(line, item), item) for item, _ in line.makes if line.ways[item][0] is station]
        wanted = [pair for pair in wanted if pair[0] > 0]
        ready = [pair for pair in wanted if self.has_all(self.needs(station, line, pair[1], False))] or wanted
        most = max((pair[0] for pair in ready), default=0)
        return next((item for number, item in ready if number == most), None)
