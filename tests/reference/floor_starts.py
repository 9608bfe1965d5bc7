"""What begins at the end of an instant, on the floor of `slow_floor`: resumed work, then new starts, as long as there is enough for them."""


class Next:
    """What a station would start: units that wait, or the next of a line."""

    def __init__(self, since, item, units=(), line=None):
        self.since, self.item, self.units, self.line = since, item, list(units), line


class Starts:
    # Which unit comes next -----------------------------------------------------------------------------------------------------------------

    def groups(self, station):
        by_item = station.batch.get("by") == "item"
        groups = {}
        for unit in station.queue:
            groups.setdefault(unit.item if by_item else None, []).append(unit)
        return groups

    def batch_due(self, station, group):
        """When a batch that is not full is enough: the first of those that wait has been the first for so long."""
        return group[0].arrived + station.batch["wait"] if "wait" in station.batch else None

    def ready_batches(self, station):
        """Full ones, else what has waited long enough, of each group."""
        size = station.batch["size"]
        for group in self.groups(station).values():
            full = len(group) // size
            yield from (group[i * size : (i + 1) * size] for i in range(full))
            due = self.batch_due(station, group)
            if full == 0 and due is not None and self.t >= due:
                yield group

    def from_lines(self, station):
        """The next unit of each line that begins here; lines that lack material come after all others."""
        found = []
        for line in station.begin:
            item = self.next_at(line, station) if line.release[0] in ("saturated", "pull") else None
            if item is not None:
                lacks = not self.has_all(self.needs(station, line, item, False))
                since = self.t if line.next_came is None else line.next_came
                found.append((lacks, since, len(found), Next(since, item, line=line)))
        return found

    def next_of(self, station):
        if station.batch["size"] > 1:
            return self.next_batch(station)
        waiting = Next(station.queue[0].arrived, station.queue[0].item, station.queue[:1]) if station.queue else None
        if waiting and station.line:
            return waiting
        all_of_them = self.from_lines(station) + ([(False, waiting.since, -1, waiting)] if waiting else [])
        return min(all_of_them, key=lambda one: one[:3])[3] if all_of_them else None

    def next_batch(self, station):
        """A batch that is ready; where a line begins, as many units as it takes are released."""
        while True:
            ready = sorted(self.ready_batches(station), key=lambda batch: batch[0].arrived)
            if ready:
                return Next(ready[0][0].arrived, ready[0][0].item, ready[0])
            lines = self.from_lines(station)
            if not lines or not station.has_place():
                return None
            first = min(lines, key=lambda one: one[:3])[3]
            if not any(s.free() for s in station.servers):
                return None
            first.units = self.groups(station).get(first.item if station.batch.get("by") == "item" else None, [])
            if not station.open(self.t) or not self.has_all(self.needs_of(station, first)):
                return first  # as many are released as there is material for
            self.put(station, self.release_unit(first.line, first.item))

    # What it needs -------------------------------------------------------------------------------------------------------------------------

    def needs(self, station, line, item, started):
        """What a unit takes where it starts here: what the station takes; at the unit's first, what the item uses and no station takes."""
        needs = dict(station.spec.get("takes", {}))
        if started:
            return needs
        taken_later = {part for s in line.ways[item] for part in s.spec.get("takes", {})}
        for part, count in self.spec["items"][item].get("uses", {}).items():
            if part not in taken_later:
                needs[part] = needs.get(part, 0) + count
        return needs

    def needs_of(self, station, following):
        total = self.needs(station, following.line, following.item, False) if following.line else {}
        for unit in following.units:
            for part, count in self.needs(station, unit.line, unit.item, unit.started).items():
                total[part] = total.get(part, 0) + count
        return total

    def has_all(self, needs):
        return all(self.stores[part].has(count) for part, count in needs.items())

    def free_server(self, station, item):
        """One that is set up for the item, else one that was never set up, else the first."""
        free = [s for s in station.servers if s.free()]
        if station.spec.get("setup") is not None:
            free.sort(key=lambda s: (s.last_item != item, s.last_item is not None, s.index))
        return free[0] if free else None

    def find_crew(self, station):
        """The first alternative of which all are free, nothing needed: {}; none: None, and what is free of the first is kept."""
        if not station.crew:
            return {}
        for choice in station.crew:
            if all(self.crews[n].free - self.crews[n].kept >= count for n, count in choice.items()):
                return choice
        if all(self.crews[n].people >= count for n, count in station.crew[0].items()):
            for n, count in station.crew[0].items():
                self.crews[n].kept += max(0, min(count, self.crews[n].free - self.crews[n].kept))
        return None

    def hold(self, server, choice):
        server.held = dict(choice) or None
        for n, count in choice.items():
            self.crews[n].free -= count

    # Starts --------------------------------------------------------------------------------------------------------------------------------

    def take_units(self, station, following):
        if following.line:
            return [self.release_unit(following.line, following.item)]
        station.queue = [unit for unit in station.queue if unit not in following.units]
        return following.units

    def take_material(self, station, item, needs):
        known, short = station.short
        for part, count in needs.items():
            store = self.stores[part]
            store.demanded += count
            store.at_once += 0 if known == item and part in short else count
            self.take_stock(store, count)
        station.short = (None, set())

    def note_wanted(self, line):
        """Where all of a line by pull begins at a station of its own, its next unit comes when it is wanted and a server has room for it."""
        firsts = {way[0] for way in line.ways.values()}
        first = min(firsts, key=lambda s: s.name)
        if line.release[0] != "pull" or len(firsts) > 1 or first.line is None or first.queue or all(s.units for s in first.servers):
            return
        if self.next_at(line, first) is None:
            line.next_came = None
        elif line.next_came is None:
            line.next_came = self.t

    def start(self, station):
        """One unit or batch, if all is there. Gives what is missing."""
        for line in station.begin:
            self.note_wanted(line)
        following = self.next_of(station)
        server = following and self.free_server(station, following.item)
        if server is None or not station.open(self.t):
            return "starved"
        needs = self.needs_of(station, following)
        if not self.has_all(needs):
            known, short = station.short
            short = short if known == following.item else set()
            station.short = (following.item, short | {part for part, count in needs.items() if not self.stores[part].has(count)})
            return "waiting-material"
        choice = self.find_crew(station)
        if choice is None:
            return "waiting-crew"
        server.units = list(self.take_units(station, following))
        for unit in server.units:
            unit.started = True
            station.starts += 1
            station.waited += self.t - unit.arrived
        self.hold(server, choice)
        server.work = max(station.time_of(unit.item) for unit in server.units)
        setup = station.setup_time(server.last_item, following.item)
        server.last_item = following.item
        if setup:
            server.task, server.left = "setup", setup
        else:
            self.begin_work(server)
        self.take_material(station, following.item, needs)
        return None

    def begin_work(self, server):
        server.task, server.left = "work", server.work
        self.count_units(server)

    def resume(self):
        resumed = sorted((s for s in self.servers if s.asks), key=lambda s: (-s.station.priority, s.since(), s.index))
        for server in resumed:
            if server.down or server.cares or not server.station.open(self.t):
                continue
            choice = self.find_crew(server.station)
            if choice is not None:
                server.asks = False
                self.hold(server, choice)

    def waiting_since(self, station):
        """In the order of who gets what is scarce: since its next unit came, or the next of a line that begins here. Nothing waits: now."""
        if station.queue:
            ready = min(self.ready_batches(station), key=lambda batch: batch[0].arrived, default=station.queue)
            if station.line or station.batch["size"] > 1:
                return ready[0].arrived
        if station.batch["size"] > 1:
            return self.t  # units of a line come when they are released for a batch
        if station.line is None:
            following = self.next_of(station)
            return following.since if following else self.t
        came = [line.next_came for line in station.begin if line.release[0] in ("saturated", "pull") and line.opened and line.next_came is not None]
        return min(came, default=self.t)

    def begin_all(self):
        """In turn: resumed work, then new starts; by priority, by who has waited longest, by path. A start that lets units move, so that
        others may begin, is followed by another round: whose servers were all taken before has its turn then."""
        self.moved = True
        while self.moved:
            self.moved = False
            for crew in self.crews.values():
                crew.kept = 0
            self.resume()
            rank = {station: i for i, station in enumerate(self.stations)}
            key = lambda s: (-s.priority, self.waiting_since(s), rank[s])
            turns = [s for s in self.stations if not all(server.units for server in s.servers)]
            while turns:
                station = min(turns, key=key)
                missing = self.start(station)
                station.lack = missing or "starved"
                if missing is not None:  # else it has another turn
                    turns.remove(station)
