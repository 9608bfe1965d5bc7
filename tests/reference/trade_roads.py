"""Lanes and places of `slow_trade`."""

from trade_parts import value_at


class Roads:
    def send(self, at, parcel, came_by=None):
        """From a node on: by the next lane, or it is there."""
        lane = None if at == parcel.to else self.next_lane(at, parcel.to, came_by)
        if lane is None:
            (self.deliver if parcel.order else self.receive)(parcel)
            return
        parcel.queued = self.t
        lane.queue.append(parcel)
        self.dispatch(lane)

    def dispatch(self, lane):
        while lane.can_leave(self.t, self.hours):
            units, _, share = lane.next_load()
            parcels, left = [], units
            while left > 0:
                first = lane.queue[0]
                parcels.append(lane.queue.pop(0) if first.units <= left else first.part(left))
                left -= parcels[-1].units
            lane.units += units
            lane.grams += sum(parcel.units * lane.masses.get(parcel.item, 0) for parcel in parcels)
            lane.fullness += share
            lane.away += 1
            if "per_year" in lane.spec:
                lane.gap = units * 365 * 1440 / value_at(lane.spec["per_year"], 0)
            lane.roads.append([lane.spec["transit"], lane.departures, parcels, None if lane.speed == 1 else lane.speed])
            lane.departures += 1

    def holds(self, lane):
        if not lane.end.startswith("place."):
            return False
        return self.places[lane.end[6:]].spec.get("holds", lane.spec.get("mode") == "road")

    def shipment_arrives(self, lane, shipment):
        lane.roads.remove(shipment)
        if not self.holds(lane):
            self.release_vehicle(lane)
        if lane.end.startswith("place."):
            place = self.places[lane.end[6:]]
            place.queue.append((self.t, lane, shipment[2]))
            self.handle(place)
        else:
            self.forward(lane, shipment[2])

    def release_vehicle(self, lane):
        if "fleet" in lane.spec:
            lane.returns.append(self.t + lane.spec.get("return", 0))
        else:
            lane.away -= 1

    def vehicle_returns(self, lane):
        lane.returns.remove(min(lane.returns))
        lane.away -= 1
        self.dispatch(lane)

    def forward(self, lane, parcels):
        """The load has passed the lane and what handles it at its end."""
        for parcel in parcels:
            parcel.way.append(lane)
            self.send(lane.end, parcel, lane)

    def handle(self, place):
        while place.can_begin(self.t, self.hours):
            since, lane, parcels = place.queue.pop(0)
            place.waited += self.t - since
            place.handled.append([place.spec.get("time", 0), place.begun, lane, parcels])
            place.begun += 1

    def handling_ends(self, place, handling):
        place.handled.remove(handling)
        _, _, lane, parcels = handling
        if lane is not None:
            if self.holds(lane):
                self.release_vehicle(lane)
            self.forward(lane, parcels)
        self.handle(place)

    # Ways: all of them, through places only ------------------------------------------------------------------------------------------------

    def ways(self, at, to, passed=()):
        for lane in self.lanes.values():
            if lane.start != at or lane.end in passed:
                continue
            if lane.end == to:
                yield [lane]
            elif lane.end.startswith("place."):
                for rest in self.ways(lane.end, to, (*passed, at)):
                    yield [lane, *rest]

    def money(self, way):
        fee = lambda lane: value_at(self.places[lane.end[6:]].spec.get("fee", 0), self.t) if lane.end.startswith("place.") else 0
        return sum(value_at(lane.spec.get("cost", 0), self.t) + fee(lane) for lane in way)

    def way_money(self, at, to):
        ways = self.best_ways(at, to)
        return self.money(ways[0]) if ways else 0

    def closed(self, way):
        return any(lane.speed == 0 or (lane.end.startswith("place.") and self.places[lane.end[6:]].speed == 0) for lane in way)

    def best_ways(self, at, to):
        """Open ones first, then the cheapest, then those of fewer lanes."""
        ways = sorted(self.ways(at, to), key=lambda way: (self.closed(way), self.money(way), len(way), [lane.name for lane in way]))
        return [way for way in ways if self.closed(way) == self.closed(ways[0])]

    def next_lane(self, at, to, came_by=None):
        ways = self.best_ways(at, to)
        if came_by is not None:
            ways = ways[:1] + [way for way in ways[1:] if all(lane.end != came_by.start for lane in way)]
        return self.choose_way(ways)[0][0] if ways else None

    def reached_by_lanes(self, to):
        return any(lane.end == to for lane in self.lanes.values())

    def redirect_all(self):
        """What waits for a lane takes the way that is best now."""
        for lane in self.lanes.values():
            queue, lane.queue = lane.queue, []
            for parcel in queue:
                if self.next_lane(lane.start, parcel.to) is lane:
                    lane.queue.append(parcel)
                else:
                    self.send(lane.start, parcel)
            self.dispatch(lane)
