"""A supply network, moment by moment: plain, slow, and without any code of the program that it is held against.

It knows suppliers with capacity, lots, lead times and hours; stores with reorder policies; lanes with loads by units and mass, waits, fleets and
capacity; places with servers, hours, other traffic and held vehicles; lines by pull; markets with even and dated orders, dealers' stocks,
patience, due times and penalties; allocation, disruptions, values that change on dates, tariffs and fees. All times are fixed.

At a moment, what is due happens one after the other: completions, then what the calendar does, then what falls due, then arrivals; each by path,
then by number; then lines start what they can; last come the dated orders, and again what follows from them.
"""

from trade_choice import Choice
from trade_orders import Orders
from trade_parts import DAY, Calendar, Channel, Demand, Lane, Line, Place, Store, Supply, value_at
from trade_roads import Roads

dated = 5  # the rank of dated orders, above all others


class Trade(Roads, Orders, Choice):
    def __init__(self, spec):
        self.spec, self.t, self.end = spec, 0, spec["days"] * DAY
        self.open_orders, self.order_number = [], 0
        hours = lambda row: Calendar(spec["calendars"][row["calendar"]] if row.get("calendar") else None)
        masses = {item: row.get("mass_t", 0) for item, row in spec["items"].items()}
        self.supplies = [Supply(s, i, row, hours(spec["suppliers"][s])) for s in sorted(spec["suppliers"])
                         for i, row in sorted(spec["suppliers"][s]["items"].items())]
        self.lanes = {name: Lane(name, row, hours(row), masses) for name, row in sorted(spec["lanes"].items())}
        self.places = {name: Place(name, row, hours(row)) for name, row in sorted(spec["places"].items())}
        self.lines, self.stores, self.stocks, self.demands = [], {}, {}, []
        for plant, row in sorted(spec["plants"].items()):
            for item, store in sorted(row["stores"].items()):
                self.stores[plant, item] = Store(f"plant.{plant}.store.{item}", f"plant.{plant}", item, store)
            self.lines += [Line(plant, name, line, hours(line)) for name, line in sorted(row.get("lines", {}).items())]
        for market, row in sorted(spec["markets"].items()):
            for item, stock in sorted(row.get("stocks", {}).items()):
                self.stocks[market, item] = Store(f"market.{market}.stock.{item}", f"market.{market}", item, stock)
            self.demands += [Demand(market, item, d, spec["items"][item]["price"]) for item, d in sorted(row["demands"].items())]
        self.ledger = {m: {"revenue": 0, "cost": 0, "penalty": 0, "units": 0} for m in spec["markets"]}
        self.plant_ledger = {p: {"revenue": 0, "cost": 0, "units": {}} for p in spec["plants"]}
        self.connect()

    def connect(self):
        """Who can be asked by whom."""
        for demand in self.demands:
            demand.channel = self.channel(demand.item, f"market.{demand.market}", demand=demand)
        for store in list(self.stores.values()) + list(self.stocks.values()):
            store.channel = self.channel(store.item, store.node, store=store)
            store.supplies = [s for s in self.supplies if s.item == store.item and (self.ways_exist(s.node, store.node) or
                              (store.node.startswith("plant.") and not self.reached_by_lanes_from(s.node)))]
        for store in list(self.stores.values()) + list(self.stocks.values()):
            store.credit = {number: 0 for number in range(len(store.supplies))}
        self.active = [0] * len(self.spec["disruptions"])
        for store in self.stocks.values():
            if store.level:
                store.layers = [self.first_layer(store)]
        for place in self.places.values():
            place.traffic_number = 0

    def channel(self, item, to, demand=None, store=None):
        channel = Channel(item, to, demand, store)
        market = self.spec["markets"].get(to[7:]) if to.startswith("market.") else None
        channel.domestic = market is not None and market.get("country") == self.spec["home"]
        for (plant, made), source in self.stores.items():
            if made != item or source.node == to or not self.reaches(source.node, to) or source is store:
                continue
            if any(line.plant == plant and line.item == item for line in self.lines) or source.unlimited or source.level > 0 or source.reorder:
                if market is None and source.reorder and not source.unlimited:
                    continue  # a plant that orders the item itself is asked by no other plant
                channel.sources.append(source)
        return channel

    def ways_exist(self, at, to):
        return next(self.ways(at, to), None) is not None

    def reaches(self, at, to):
        """Where no lane leads to a destination, goods are there at once."""
        return self.ways_exist(at, to) or not self.reached_by_lanes(to)

    def reached_by_lanes_from(self, at):
        return any(lane.start == at for lane in self.lanes.values())

    # What is due, in its order -------------------------------------------------------------------------------------------------------------

    def due(self):
        """(rank, path, number, what to do) of all that happens now."""
        t = self.t
        for lane in self.lanes.values():
            for road in [road for road in lane.roads if road[0] == 0]:
                yield 0, lane.path, road[1], lambda lane=lane, road=road: self.shipment_arrives(lane, road)
            if lane.returns and min(lane.returns) <= t:
                yield 0, lane.path, -1, lambda lane=lane: self.vehicle_returns(lane)
            if lane.can_leave(t, t):
                yield 4, lane.path, 0, lambda lane=lane: self.dispatch(lane)
        for place in self.places.values():
            for row in [row for row in place.handled if row[0] == 0]:
                yield 0, place.path, row[1], lambda place=place, row=row: self.handling_ends(place, row)
            if place.can_begin(t, t):
                yield 4, place.path, 0, lambda place=place: self.handle(place)
            every = place.spec.get("traffic")
            if every and t > 0 and t % every == 0 and place.traffic_number < t // every:
                yield 4, place.path, 1, lambda place=place: self.traffic_comes(place)
        for line in self.lines:
            if line.opens == t > 0 and line not in self.done:
                yield 2, line.path, 0, lambda line=line: self.line_opens(line)
            if line.left == 0:
                yield 0, line.path, 0, lambda line=line: self.unit_made(line)
        for supply in self.supplies:
            if supply.queue and supply.left == 0:
                yield 0, supply.path, -1, lambda supply=supply: self.lot_made(supply)
            for lead in [lead for lead in supply.leads if lead[0] == 0 and supply.speed and supply.calendar.open(t)]:
                rank = 3 if t in supply.calendar.moments(t) else 0  # those that have waited for the hours
                yield rank, supply.path, lead[1], lambda supply=supply, lead=lead: self.lead_ends(supply, lead)
        for number, row in enumerate(self.spec["disruptions"]):
            for at, begins in [(at, True) for at in row["starts"]] + [(at + row["lasts"], False) for at in row["starts"]]:
                if at == t and (number, at, begins) not in self.done:
                    yield 2, f"disruption.d{number}", 0, lambda key=(number, at, begins), row=row: self.disrupt(key, row)
        for order in self.open_orders:
            if order.until == t and order.waiting:
                yield 3, order.channel.demand.path, order.number, lambda order=order: self.patience_ends(order)
        for demand in self.demands:
            if demand.next_in == 0 and demand.factor:
                yield 4, demand.path, 0, lambda demand=demand: self.even_order(demand)
            for number, (at, units, due) in enumerate(demand.spec.get("orders", [])):
                if at == t and at < self.end and (demand, number) not in self.done:
                    yield dated, demand.path, number, lambda d=demand, n=number: self.dated_order(d, n)
        for store in list(self.stores.values()) + list(self.stocks.values()):
            if store.reorder and store.review and t > 0 and t % store.review == 0 and (store, t) not in self.done:
                yield 4, store.path, 0, lambda store=store: self.periodic_review(store)

    def even_order(self, demand):
        demand.next_in = 1
        self.place_order(demand, demand.spec.get("order", 1), demand.spec.get("due"))

    def dated_order(self, demand, number):
        self.done.add((demand, number))
        _, units, due = demand.spec["orders"][number]
        self.place_order(demand, units, demand.spec.get("due") if due is None else due)

    def periodic_review(self, store):
        self.done.add((store, self.t))
        self.review(store, periodic=True)

    def traffic_comes(self, place):
        place.traffic_number += 1
        place.queue.append((self.t, None, []))
        self.handle(place)

    def line_opens(self, line):
        self.done.add(line)
        for channel_store in [s for s in self.stores.values() if s.item == line.item and s.node != f"plant.{line.plant}"]:
            self.pass_on(channel_store)

    def unit_made(self, line):
        line.left = None
        line.made += 1
        self.put(self.stores[line.plant, line.item], 1)

    def disrupt(self, key, row):
        self.done.add(key)
        number, _, begins = key
        self.active[number] += 1 if begins else -1
        if self.active[number] != (1 if begins else 0):
            return  # its times overlap: it goes on
        kind, name = row["what"].split(".")
        speed = 1
        for other, active in zip(self.spec["disruptions"], self.active):
            speed *= other["speed"] if active and other["what"] == row["what"] else 1
        if kind == "lane":
            self.set_lane_speed(self.lanes[name], speed)
        elif kind == "place":
            self.places[name].speed = speed
            self.handle(self.places[name])
        elif kind == "supplier":
            for supply in self.supplies:
                supply.speed = speed if supply.supplier == name else supply.speed
        elif kind == "market":
            for demand in self.demands:
                demand.factor = speed if demand.market == name else demand.factor
        else:
            for line in self.lines:
                if line.plant == name:
                    line.speed, line.closures = (speed, 0) if speed else (line.speed, 1)
        if kind in ("lane", "place"):
            self.redirect_all()
        if row["speed"] == 0:
            self.pass_on_all()

    def set_lane_speed(self, lane, speed):
        """What left at normal speed, or is on the road when the lane closes, goes on as it did; what left slowly goes on at later speeds."""
        lane.speed = speed
        if speed:
            lane.moving = speed
            for road in lane.roads:
                road[3] = None if road[3] is None else speed

    # Lines ---------------------------------------------------------------------------------------------------------------------------------

    def starts(self):
        begun = False
        for line in self.lines:
            store = self.stores[line.plant, line.item]
            parts = [(self.stores[line.plant, part], n) for part, n in self.spec["items"][line.item].get("uses", {}).items()]
            coming = sum(l.left is not None for l in self.lines if l.plant == line.plant and l.item == line.item)
            wanted = store.target + store.owed - store.level - coming
            if line.left is not None or wanted <= 0 or line.closures or not line.calendar.open(self.t) or self.t < line.opens:
                continue
            short = [part for part, n in parts if not part.unlimited and part.level < n]
            if short:
                line.short |= set(short)
                if not line.lacks:
                    line.lacks = True
                    self.lack_begins(line)
                continue
            line.lacks, line.left, begun = False, line.time, True
            for part, n in parts:
                part.demanded += n
                part.at_once += 0 if part in line.short else n
                if not part.unlimited:
                    part.level -= n
                self.review(part)
            line.short = set()
        return begun

    # Time ----------------------------------------------------------------------------------------------------------------------------------

    def moments(self):
        t = self.t
        rows = list(self.lanes.values()) + list(self.places.values()) + self.lines + self.supplies
        for row in rows:
            yield from row.calendar.moments(t)
        for lane in self.lanes.values():
            yield from lane.returns
            yield from (t + road[0] / (road[3] or 1) for road in lane.roads)
            yield t + lane.gap / (lane.moving * lane.pace(t)) if lane.gap else 0
            yield from (parcel.queued + lane.spec["wait"] for parcel in lane.queue if "wait" in lane.spec)
        for place in self.places.values():
            if place.speed and place.calendar.open(t):
                yield from (t + row[0] / place.speed for row in place.handled)
            yield (t // place.spec["traffic"] + 1) * place.spec["traffic"] if "traffic" in place.spec else 0
        for line in self.lines:
            yield line.opens
            yield from line.ramp.corners()
            yield line.ramp.moment(t, line.left / line.speed) if line.works(t) else 0
        for supply in self.supplies:
            if supply.speed:
                yield t + supply.left / supply.pace(t) if supply.queue else 0
                yield from (t + lead[0] / supply.speed for lead in supply.leads)
        for row in self.spec["disruptions"]:
            yield from (at for start in row["starts"] for at in (start, start + row["lasts"]))
        yield from (order.until or 0 for order in self.open_orders)
        for demand in self.demands:
            yield t + demand.next_in / demand.rate(t) if demand.rate(t) else 0
            yield from (order[0] for order in demand.spec.get("orders", []))
        for store in list(self.stores.values()) + list(self.stocks.values()):
            yield (t // store.review + 1) * store.review if store.review else 0
        yield from self.spec["dates"]

    def pass_time(self, span):
        t = self.t
        for lane in self.lanes.values():
            for road in lane.roads:
                road[0] = self.less(road[0], span * (road[3] or 1))
            lane.gap = self.less(lane.gap, span * lane.moving * lane.pace(t))
        for place in self.places.values():
            place.queued += len(place.queue) * span
            if place.calendar.open(t):
                for row in place.handled:
                    row[0] = self.less(row[0], span * place.speed)
        for line in self.lines:
            if line.works(t):
                line.left = self.less(line.left, line.ramp.work(t, t + span) * line.speed)
        for supply in self.supplies:
            if supply.queue:
                supply.left = self.less(supply.left, span * supply.pace(t))
            for lead in supply.leads:
                lead[0] = self.less(lead[0], span * supply.speed)
        for demand in self.demands:
            demand.next_in = self.less(demand.next_in, span * demand.rate(t))
            demand.open_time += demand.open * span
        for store in list(self.stores.values()) + list(self.stocks.values()):
            store.held += store.level * span
            store.empty += span if store.level == 0 else 0
            store.owed_time += store.owed * span
            store.least = min(store.least, store.level)

    @staticmethod
    def less(left, done):
        """What is left; 0 where only the rounding of a division is."""
        return left - done if left - done > 1e-7 else 0

    def instant(self):
        """All that is due now and the starts that follow; then the same with the dated orders."""
        last = dated - 1
        while True:
            due = min((one for one in self.due() if one[0] <= last), key=lambda one: one[:3], default=None)
            self.hours = self.before if due is not None and due[0] < 2 and last < dated else self.t  # until the calendar has its turn
            if due is not None:
                due[3]()
            elif not self.starts():
                if last == dated:
                    return
                last = dated

    def run(self):
        self.done = set()
        self.before = self.hours = self.t
        for line in self.lines:
            line.short, line.lacks = set(), False
        for store in list(self.stores.values()) + list(self.stocks.values()):
            self.review(store, periodic=True)
        while True:
            self.instant()
            self.open_orders = [order for order in self.open_orders if order.open]
            if self.t == self.end:
                return
            then = min([self.end] + [at for at in self.moments() if at > self.t + 1e-7])
            then = round(then) if abs(then - round(then)) < 1e-6 else then
            self.pass_time(then - self.t)
            self.before, self.t = self.t, then
