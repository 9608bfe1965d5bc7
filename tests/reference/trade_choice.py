"""Who serves an order, and what goods cost: the decisions of `slow_trade`."""

from trade_parts import DAY, YEAR, Order, Parcel, value_at


FOR_EVER = float("inf")


def within(wait, limit):
    return wait <= limit * (1 + 1e-9)


class Choice:
    def limit_of(self, channel):
        """How long an order may be kept waiting: `overflow`, and no longer than the customer's patience."""
        demand = channel.demand
        patience = FOR_EVER
        if demand and demand.spec.get("unmet") != "lost" and self.spec["overflow"] != FOR_EVER:
            patience = demand.spec.get("patience", FOR_EVER)
        return min(self.spec["overflow"], patience)

    # Ways ----------------------------------------------------------------------------------------------------------------------------------

    def lane_wait(self, lane, behind=0):
        """(Those that wait + 1) x the time that each takes; none where a vehicle stands there and has room. With so many units more that come
        at the same time and go first."""
        each = YEAR / value_at(lane.spec["per_year"], self.t) if "per_year" in lane.spec else 0
        if "fleet" in lane.spec:
            place = self.places[lane.end[6:]] if self.holds(lane) else None
            trip = lane.spec["transit"] + (place.spec.get("time", 0) if place else 0) + lane.spec.get("return", 0)
            each = max(each, trip / lane.spec["fleet"] / self.units_in_vehicle(lane))
        full = lane.load is not None and lane.waiting >= lane.load
        ready = lane.away < lane.spec.get("fleet", FOR_EVER) and lane.gap == 0 and not full
        before = lane.waiting + behind
        if ready:
            vehicles = 1 if "per_year" in lane.spec else lane.spec.get("fleet", FOR_EVER) - lane.away
            before = max(0, behind - (vehicles * self.units_in_vehicle(lane) - lane.waiting)) if each else 0
            ready = not each or behind < vehicles * self.units_in_vehicle(lane) - lane.waiting
        return self.closure_left(lane) + (0 if ready else (before + 1) * each / (lane.speed or 1))

    def units_in_vehicle(self, lane):
        masses = [item["mass_t"] for item in self.spec["items"].values() if "mass_t" in item]
        units = lane.load or FOR_EVER
        if "load_t" in lane.spec and masses:
            units = min(units, max(1, lane.spec["load_t"] // (sum(masses) / len(masses))))
        return units

    def place_wait(self, place):
        busy = len(place.handled) >= place.servers
        wait = (len(place.queue) + 1) * place.spec.get("time", 0) / place.servers / (place.speed or 1) if busy else 0
        return self.closure_left(place) + wait

    def closure_left(self, thing):
        """What is left of the closures of a lane, place, supplier or plant."""
        left = 0
        for number, row in enumerate(self.spec["disruptions"]):
            if row["what"] == thing.what and row["speed"] == 0 and self.active[number]:
                began = max(start for start in row["starts"] if start <= self.t)
                left = max(left, began + row["lasts"] - self.t)
        return left

    def choose_way(self, ways, limit=None):
        """The best on which nothing keeps one waiting beyond the limit, else that with the shortest wait: (way, its money, sum of waits, able)."""
        limit = self.spec["overflow"] if limit is None else limit
        found = []
        for way in ways:
            waits = [self.lane_wait(lane) for lane in way]
            waits += [self.place_wait(self.places[lane.end[6:]]) for lane in way if lane.end.startswith("place.")]
            found.append((way, self.money(way), sum(waits), within(max(waits), limit)))
            if found[-1][3] or self.closed(way):
                break
        return next((one for one in found if one[3]), min(found, key=lambda one: one[2]))

    def units_by_way(self, channel, store, able, units):
        """One after the other, until the next would wait too long on the way of the first."""
        ways, limit = self.best_ways(store.node, channel.to), self.limit_of(channel)
        if not able or not ways or limit == FOR_EVER:
            return units
        way = self.choose_way(ways, limit)[0]
        go = 1
        while go < units and all(within(self.lane_wait(lane, go), limit) for lane in way):
            go += 1
        return go

    # Plants --------------------------------------------------------------------------------------------------------------------------------

    def line_of(self, store):
        return next((line for line in self.lines if f"plant.{line.plant}" == store.node and line.item == store.item), None)

    def wait_for_units(self, store, units):
        """Until the plant's line has made so many more."""
        line = self.line_of(store)
        if line is None:
            return FOR_EVER
        return max(line.opens - self.t, self.closure_left(line), 0) + units / line.capacity(self.end) / line.speed

    def wait_at(self, store):
        if store.unlimited or store.level > 0:
            return 0
        return self.wait_for_units(store, store.owed + 1 - store.level)

    def alone(self, channel):
        return len(channel.sources) < 2

    def picks(self, channel, but=None):
        """The sources in the order of their landed cost, those behind a closure last: (store, cost with the way really taken, wait, able)."""
        limit = self.limit_of(channel)
        for store in sorted(channel.sources, key=lambda store: self.landed_rank(channel, store)):
            if store is but or not (store.unlimited or store.level > 0 or self.line_of(store) or store.reorder):
                continue
            wait = 0 if self.alone(channel) or limit == FOR_EVER else self.wait_at(store)
            closed, cost = self.landed_rank(channel, store)
            ways = self.best_ways(store.node, channel.to)
            if not ways:
                yield closed, store, cost, wait, within(wait, limit)
                continue
            _, money, way_wait, able = self.choose_way(ways, limit)
            yield closed, store, cost + money - self.money(ways[0]), wait + way_wait, able and within(wait, limit)

    def pick(self, channel, but=None):
        """The cheapest that can serve, else the one with the shortest wait: (store, able)."""
        all_of_them = list(self.picks(channel, but))
        able = [one for one in all_of_them if one[4]]
        if able:
            first = able[0][0]
            return min((one for one in able if one[0] == first), key=lambda one: one[2])[1], True
        if all_of_them:
            return min(all_of_them, key=lambda one: one[3])[1], False
        ranked = sorted(channel.sources, key=lambda store: self.landed_rank(channel, store))
        return (ranked[0] if ranked and but is None else None), False

    def landed_rank(self, channel, store):
        ways = self.best_ways(store.node, channel.to)
        closed = bool(ways) and self.closed(ways[0])
        return closed, self.duties(channel, store) + self.price_of(channel) + self.making(store) + (self.money(ways[0]) if ways else 0)

    def best_source(self, channel):
        return self.pick(channel)[0]

    def give_out(self, order):
        """Gives each unit to a source. Gives how many were in stock at once."""
        asked, empty, at_once, last = [], [], 0, None
        left = order.waiting
        while left > 0:
            store, able = self.pick(order.channel)
            if store is None:
                return at_once
            is_new = store not in empty
            asked += [store] if store not in asked else []
            if store.unlimited or store.level > 0:
                there = left if store.unlimited else min(store.level, left)
                units = self.units_by_way(order.channel, store, able, there)
                empty += [store] if units == there else []
                store.demanded += units
                store.at_once += units if is_new else 0
                at_once += units if is_new else 0
                self.ship(store, order, units)
                last = None
            else:
                units = 1
                empty += [store]
                store.demanded += 1
                if last is None or last.store is not store:
                    last = self.part_of(order, 0)
                    self.owe(store, last)
                self.move_units(order, last, 1)
            left -= units
        for store in asked:
            self.review(store)
        for store in asked:
            self.allocate(store)
        return at_once

    def part_of(self, order, units):
        """Units of an order that wait elsewhere than the rest."""
        part = Order(order.channel, 0, order.placed, order.due, order.until)
        part.number = order.number
        self.open_orders.append(part)
        part.waiting = part.open = units
        order.waiting -= units
        order.open -= units
        return part

    def move_units(self, order, part, units):
        """From what is not given out yet to a part that is owed."""
        order.waiting -= units
        order.open -= units
        part.waiting += units
        part.open += units
        part.store.owed += units

    def able_stocks(self, order):
        """Stores that have the item, in the order in which they are asked."""
        stores = [one for one in self.picks(order.channel) if one[1].unlimited or one[1].level > 0]
        limit = self.limit_of(order.channel)
        stores.sort(key=lambda one: (not one[4], one[2] if one[4] else one[3]) if limit else 0)
        return [(one[1], one[4]) for one in stores]

    # What moves when something closes or opens ---------------------------------------------------------------------------------------------

    def pass_on_all(self):
        for store in self.stores.values():
            self.pass_on(store)

    def pass_on(self, store):
        """Units that are owed, not begun, and behind more than can be served in time go to who can serve, those first that wait longest."""
        line = self.line_of(store)
        begun = store.level + (1 if line and line.left is not None else 0)
        ahead = 0
        for order in sorted(store.owed_orders, key=lambda order: order.placed):
            channel, limit = order.channel, self.limit_of(order.channel)
            for _ in range(order.waiting):
                ways = self.best_ways(store.node, channel.to)
                open_way = not ways or (not self.closed(ways[0]) and self.choose_way(ways, limit)[3])
                if ahead < begun or (open_way and within(self.wait_for_units(store, ahead + 1), limit)):
                    ahead += 1
                    continue
                there, able = self.pick(channel, but=store)
                ways = self.best_ways(there.node, channel.to) if there else []
                if self.alone(channel) or not able or (ways and self.closed(ways[0])):
                    ahead += 1
                    continue
                self.pass_unit(order, store, there)

    def pass_unit(self, order, store, there):
        part = self.part_of(order, 1)
        store.owed -= 1
        if order.waiting == 0:
            store.owed_orders.remove(order)
        there.demanded += 1
        self.owe(there, part)
        self.review(there)
        self.allocate(there)

    def lack_begins(self, line):
        self.pass_on(self.stores[line.plant, line.item])

    # Suppliers -----------------------------------------------------------------------------------------------------------------------------

    def supply_wait(self, supply, ahead):
        closed = self.closure_left(supply)
        if not supply.unit_time:
            return closed
        work = (ahead + 1) * supply.unit_time
        if supply.queue:
            work += (sum(units for _, units in supply.queue) - supply.lot) * supply.unit_time + supply.left
        return closed + work / supply.capacity(self.t) / (supply.speed or 1)

    def order_for(self, store, units):
        if not store.supplies:
            if store.channel.sources:
                self.order_from_plants(store, units)
            return
        if len(store.supplies) == 1:
            self.order_from_supplier(store, store.supplies[0], units)
            return
        given = [0] * len(store.supplies)
        while units > 0:
            number = self.pick_supply(store, given)
            supply = store.supplies[number]
            given[number] += supply.lot
            units -= supply.lot
        for supply, number in zip(store.supplies, given):
            if number:
                self.order_from_supplier(store, supply, number)

    def pick_supply(self, store, given):
        """The cheapest landed that can serve, else the one with the shortest wait; by shares, the one of those that can furthest behind."""
        limit, found = self.spec["overflow"], []
        for number, supply in enumerate(store.supplies):
            wait = self.supply_wait(supply, given[number])
            ways = self.best_ways(supply.node, store.node)
            _, money, way_wait, able = self.choose_way(ways, limit) if ways else (None, 0, 0, True)
            price = value_at(supply.spec.get("price", self.spec["items"][supply.item]["price"]), self.t)
            found.append((number, price + money, wait + way_wait, able and within(wait, limit)))
        able = [one for one in found if one[3]]
        if not able:
            return min(found, key=lambda one: one[2])[0]
        source = store.spec.get("source")
        if not source:
            return min(able, key=lambda one: one[1])[0]
        shares = {one[0]: source[store.supplies[one[0]].supplier] for one in able}
        whole = sum(shares.values())
        best = max(shares, key=lambda number: store.credit[number] + shares[number] / whole)
        for number in shares:
            store.credit[number] += shares[number] / whole * store.supplies[best].lot
        store.credit[best] -= store.supplies[best].lot
        return best

    # Money ---------------------------------------------------------------------------------------------------------------------------------

    def price_of(self, channel):
        """In the market: of the demand for the item, dealers' goods too."""
        there = [d.price for d in self.demands if f"market.{d.market}" == channel.to and d.item == channel.item]
        return value_at(there[0] if there else self.spec["items"][channel.item]["price"], self.t)

    def country(self, node):
        kind, name = node.split(".")
        return self.spec[kind + "s"][name].get("country")

    def duties(self, channel, store):
        """Tariff and fee of a unit from a plant in the market."""
        if not channel.to.startswith("market."):
            return 0
        market = self.spec["markets"][channel.to[7:]]
        fee = market.get("fee", 0)
        if isinstance(fee, dict):
            fee = fee.get(channel.item, 0)
        origin = self.country(store.node)
        if origin == market.get("country"):
            return value_at(fee, self.t)
        tariff_from = market.get("tariff_from", {})
        tariff = tariff_from.get(origin, tariff_from.get("*", market.get("tariff", 0)))
        return value_at(tariff, self.t) * self.price_of(channel) + value_at(fee, self.t)

    def making(self, store):
        """The cost of the plant's lines for a unit; of several that make it the mean, by what they can make."""
        lines = [line for line in self.lines if f"plant.{line.plant}" == store.node and line.item == store.item]
        return sum(value_at(line.spec.get("cost", 0), self.t) for line in lines) / len(lines) if lines else 0

    def part_cost(self, store):
        """A part where it is used: the supplier's price and the way."""
        if store.supplies and store.reorder:
            landed = {}
            for supply in store.supplies:
                price = supply.spec.get("price", self.spec["items"][store.item]["price"])
                money = min((self.money(way) for way in self.ways(supply.node, store.node)), default=0)  # open or not: a standard cost
                landed[supply.supplier] = value_at(price, self.t) + money
            source = store.spec.get("source")
            return min(landed.values()) if not source else sum(source[s] * landed[s] for s in landed) / sum(source[s] for s in landed)
        return value_at(self.spec["items"][store.item]["price"], self.t)

    def spent(self, store):
        plant = store.node[6:]
        if not any(line.plant == plant and line.item == store.item for line in self.lines) and store.supplies and store.reorder:
            return self.part_cost(store)
        uses = self.spec["items"][store.item].get("uses", {})
        return sum(n * self.part_cost(self.stores[plant, part]) for part, n in uses.items()) + self.making(store)

    def note_costs(self, parcel):
        """What a unit has cost, by the values of now."""
        parcel.transport = self.money(parcel.way)
        if parcel.plant:
            store = self.stores[parcel.plant[6:], parcel.item]
            channel = parcel.order.channel if parcel.order else parcel.store.channel
            parcel.spent, parcel.duties = self.spent(store), self.duties(channel, store)
        else:
            parcel.spent = value_at(parcel.supply.spec.get("price", self.spec["items"][parcel.item]["price"]), self.t)

    def first_layer(self, stock):
        """Dealers' first stock is valued at what a unit costs at time 0."""
        layer = Parcel(stock.level, stock.item, stock.node)
        if stock.supplies and not stock.channel.sources:
            layer.supply = stock.supplies[0]
            source = stock.supplies[0].node
        elif stock.channel.sources:
            source = min(stock.channel.sources, key=lambda store: self.landed_rank(stock.channel, store)).node  # whoever can serve now
            layer.plant, layer.store = source, stock
        else:
            layer.spent = 0
            return layer
        self.note_costs(layer)
        ways = self.best_ways(source, stock.node)
        layer.transport = self.money(ways[0]) if ways else 0
        layer.plant = None
        return layer

    def book(self, demand, units, goods, penalty):
        market = self.ledger[demand.market]
        revenue = value_at(demand.price, self.t) * units
        cost = (goods.spent + goods.transport + goods.duties) * units + penalty
        market["revenue"] += revenue
        market["cost"] += cost
        market["penalty"] += penalty
        market["units"] += units
        if goods.plant:
            plant = self.plant_ledger[goods.plant[6:]]
            plant["revenue"] += revenue
            plant["cost"] += cost
            plant["units"][demand.market] = plant["units"].get(demand.market, 0) + units
