"""Demand, orders, stocks and suppliers of `slow_trade`."""

from trade_parts import Order, Parcel, value_at


class Orders:
    # Customers -----------------------------------------------------------------------------------------------------------------------------

    def place_order(self, demand, units, due):
        demand.demanded += units
        demand.open += units
        due = None if due is None else self.t + due
        stock = self.stocks.get((demand.market, demand.item))
        if stock is not None:
            self.serve_from_dealers(demand, stock, units, due)
            return
        order = self.new_order(demand.channel, units, due)
        if demand.spec.get("unmet") == "lost":
            self.serve_or_lose(order, demand)
        else:
            demand.at_once += self.give_out(order)

    def new_order(self, channel, units, due):
        patience = channel.demand.spec.get("patience") if channel.demand else None
        order = Order(channel, units, self.t, due, None if patience is None else self.t + patience)
        order.number = self.order_number = self.order_number + 1
        self.open_orders.append(order)
        return order

    def serve_from_dealers(self, demand, stock, units, due):
        at_once = units if stock.unlimited else min(stock.level, units)
        demand.at_once += at_once
        stock.demanded += units
        stock.at_once += at_once
        order = self.new_order(demand.channel, units, due)
        if at_once:
            self.hand_over(stock, order, at_once)
        if order.waiting and demand.spec.get("unmet") == "lost":
            self.lose(order, order.waiting)
        elif order.waiting:
            self.owe(stock, order)
        self.review(stock)

    def hand_over(self, stock, order, units):
        """Dealers give a customer the oldest that they have."""
        order.waiting -= units
        left = units
        while left > 0:
            layer = stock.layers[0]
            part = min(left, layer.units)
            self.count_delivery(order, part, layer)
            layer.units -= part
            left -= part
            if layer.units == 0:
                stock.layers.pop(0)
        stock.level -= units

    def serve_or_lose(self, order, demand):
        sources, empty = [], []
        while order.waiting:
            store, able = next(((store, able) for store, able in self.able_stocks(order) if store not in empty), (None, None))
            if store is None:
                break
            there = min(order.waiting, order.waiting if store.unlimited else store.level)
            units = self.units_by_way(order.channel, store, able, there)
            sources += [store] if store not in sources else []
            empty += [store] if units == there else []
            demand.at_once += units
            store.demanded += units
            store.at_once += units
            self.ship(store, order, units)
        for store in sources:
            self.review(store)
        if order.waiting:
            asked = self.best_source(order.channel)  # who would have owed it
            if asked is not None:
                asked.demanded += order.waiting
            self.lose(order, order.waiting)
            if asked is not None:
                self.review(asked)

    def lose(self, order, units):
        demand = order.channel.demand
        order.waiting -= units
        order.open -= units
        demand.lost += units
        demand.open -= units
        self.settle_promise(order, units, lost=True)

    def patience_ends(self, order):
        store = order.store
        if store is not None:
            store.owed_orders.remove(order)
            store.owed -= order.waiting
        self.lose(order, order.waiting)
        order.until = None

    def count_delivery(self, order, units, goods):
        demand = order.channel.demand
        order.open -= units
        demand.open -= units
        demand.delivered += units
        demand.delivery += units * (self.t - order.placed)
        penalty = self.settle_promise(order, units)
        self.book(demand, units, goods, penalty)

    def settle_promise(self, order, units, lost=False):
        """Units leave the books: in time, or with a penalty for each day after they were due."""
        demand = order.channel.demand
        if order.due is None or (order.due > self.end and self.t <= self.end):
            return 0
        if order.due >= self.t:
            demand.missed += units if lost else 0
            demand.on_time += 0 if lost else units
            return 0
        late = self.t - order.due
        demand.missed += units
        demand.late += late * units
        demand.late_units += units
        penalty = value_at(demand.spec.get("penalty", 0), self.t) * late / 1440 * units
        if lost:
            self.ledger[demand.market]["penalty"] += penalty
            self.ledger[demand.market]["cost"] += penalty
        return penalty

    # Stores that owe -----------------------------------------------------------------------------------------------------------------------

    def owe(self, store, order):
        order.store = store
        store.owed += order.waiting
        store.owed_orders.append(order)
        if self.spec.get("allocation") == "earliest-due":
            store.owed_orders.sort(key=lambda o: (o.due is None, o.due or 0, o.placed))

    def ship(self, store, order, units):
        if units == 0:
            return
        order.waiting -= units
        order.channel.served += units
        channel = order.channel
        plant = store.node
        parcel = Parcel(units, channel.item, channel.to, order if channel.demand else None, channel.store, plant)
        if not store.unlimited:
            store.level -= units
        self.send(plant, parcel)

    def allocate(self, store):
        """What a plant's store has goes to those that it owes to."""
        while store.owed_orders and (store.unlimited or store.level > 0):
            order = min(store.owed_orders, key=lambda o: (self.precedence(store, o), o.placed, o.channel.path))
            units = order.waiting if store.unlimited else min(store.level, order.waiting)
            store.owed -= units
            if units == order.waiting:
                store.owed_orders.remove(order)
                order.until = None
            self.ship(store, order, units)
            self.review(store)

    def precedence(self, store, order):
        policy, demand = self.spec.get("allocation", "first-come"), order.channel.demand
        if policy == "domestic-first":
            return not (order.channel.domestic)
        if policy == "margin":
            channel = order.channel
            price = self.price_of(channel)
            cost = self.spent(store) + self.duties(channel, store) + self.way_money(store.node, channel.to)
            return -(price - cost)
        if policy == "earliest-due":
            return (order.due is None, order.due or 0)
        return 0

    def put(self, store, units):
        """Units come into a store."""
        if not store.unlimited:
            store.level += units
        if store.node.startswith("market."):
            while store.level > 0 and store.owed_orders:
                order = store.owed_orders[0]
                part = min(store.level, order.waiting)
                store.owed -= part
                if part == order.waiting:
                    store.owed_orders.remove(order)
                    order.until = None
                self.hand_over(store, order, part)
        else:
            self.allocate(store)

    # Reordering ----------------------------------------------------------------------------------------------------------------------------

    def review(self, store, periodic=False):
        if store.reorder is None or (store.review is not None and not periodic):
            return
        while (units := store.to_order()) > 0:
            before = store.position
            store.orders += 1
            self.order_for(store, units)
            if store.position <= before:
                return

    def order_from_supplier(self, store, supply, units):
        units = -(-units // supply.lot) * supply.lot
        store.on_order += units
        if not supply.unit_time:
            self.start_lead(supply, store, units)
            return
        if not supply.queue:
            supply.left = supply.lot * supply.unit_time
        supply.queue.append([store, units])

    def start_lead(self, supply, store, units):
        supply.leads.append([supply.spec.get("lead", 0), supply.number, store, units])
        supply.number += 1

    def lot_made(self, supply):
        entry = supply.queue[0]
        entry[1] -= supply.lot
        if entry[1] == 0:
            supply.queue.pop(0)
        if supply.queue:
            supply.left = supply.lot * supply.unit_time
        self.start_lead(supply, entry[0], supply.lot)

    def lead_ends(self, supply, lead):
        supply.leads.remove(lead)
        _, _, store, units = lead
        supply.shipped += units
        self.send(supply.node, Parcel(units, supply.item, store.node, store=store, supply=supply))

    def order_from_plants(self, store, units):
        store.on_order += units
        self.give_out(self.new_order(store.channel, units, None))

    def receive(self, parcel):
        """A store gets what it ordered."""
        store = parcel.store
        store.on_order -= parcel.units
        if store.node.startswith("market."):
            self.note_costs(parcel)
            store.layers.append(parcel)
        self.put(store, parcel.units)

    def deliver(self, parcel):
        self.note_costs(parcel)
        self.count_delivery(parcel.order, parcel.units, parcel)
