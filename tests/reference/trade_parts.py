"""What a network consists of, for `slow_trade`: parcels, orders, stores, suppliers, lanes, places, lines. All times are minutes."""

from functools import cache

from ramp import Ramp, value_at

DAY = 1440
YEAR = 365 * DAY


class Calendar:
    def __init__(self, hours):
        self.hours = hours  # of each day: [(from, to)]; None: always open

    def open(self, t):
        return self.hours is None or any(a <= t % DAY < b for a, b in self.hours)

    def moments(self, t):
        midnight = t // DAY * DAY
        return [day + at for day in (midnight, midnight + DAY) for hours in self.hours or [] for at in hours]


class Parcel:
    """Units on their way to the store or the customer who ordered them."""

    def __init__(self, units, item, to, order=None, store=None, plant=None, supply=None):
        self.units, self.item, self.to, self.order, self.store, self.plant, self.supply = units, item, to, order, store, plant, supply
        self.way, self.transport = [], 0
        self.spent = self.duties = 0
        self.queued = 0

    def part(self, units):
        other = Parcel(units, self.item, self.to, self.order, self.store, self.plant, self.supply)
        other.way, other.queued = list(self.way), self.queued
        self.units -= units
        return other


class Order:
    """What a customer, or a store that reorders from a plant, still waits for. `waiting` are not shipped, `open` not delivered."""

    def __init__(self, channel, units, placed, due=None, until=None):
        self.channel, self.placed, self.due, self.until = channel, placed, due, until
        self.waiting = self.open = units


class Channel:
    """Who asks for an item: a market's demand, or a store. `sources` are the stores of plants that can be asked."""

    def __init__(self, item, to, demand=None, store=None):
        self.item, self.to, self.demand, self.store = item, to, demand, store
        self.path = (demand or store).path
        self.sources = []
        self.served = 0


class Store:
    def __init__(self, path, node, item, spec):
        self.path, self.node, self.item, self.spec = path, node, item, spec
        self.unlimited = spec.get("unlimited", False)
        self.level = spec.get("initial", 0)
        self.target = spec.get("target", 0)
        self.reorder, self.review = spec.get("reorder"), spec.get("review")
        self.on_order = self.owed = self.orders = 0
        self.owed_orders = []  # in the order in which they are served
        self.layers = []  # of dealers: parcels in stock, the oldest first
        self.channel = None  # by which it asks plants
        self.supplies, self.credit = [], {}
        self.least = float("inf")
        self.held = self.empty = self.owed_time = self.demanded = self.at_once = 0

    @property
    def position(self):
        return self.level + self.on_order - self.owed

    def to_order(self):
        position = self.position
        if self.reorder is None:
            return 0
        kind, *numbers = self.reorder
        if kind == "s,S":
            return numbers[1] - position if position <= numbers[0] else 0
        if kind == "r,Q":
            return numbers[1] if position <= numbers[0] else 0
        return max(0, numbers[0] - position)


class Supply:
    """An item of a supplier: orders in the making, and lots on their lead time."""

    def __init__(self, supplier, item, spec, calendar):
        self.supplier, self.item, self.spec, self.calendar = supplier, item, spec, calendar
        self.path = f"supplier.{supplier}.item.{item}"
        self.node = self.what = f"supplier.{supplier}"
        self.lot = spec.get("lot", 1)
        self.queue = []  # [store, units]
        self.left = 0  # of the lot in the making, in minutes at the first capacity
        self.leads = []  # [minutes left, number, store, units]
        self.number = self.shipped = 0
        self.speed = 1

    @property
    def unit_time(self):
        return YEAR / value_at(self.spec["per_year"], 0) if "per_year" in self.spec else 0

    def capacity(self, t):
        """As a share of the first."""
        return value_at(self.spec["per_year"], t) / value_at(self.spec["per_year"], 0) if self.unit_time else 1

    def pace(self, t):
        return self.speed * self.capacity(t)


class Lane:
    def __init__(self, name, spec, calendar, masses):
        self.name, self.spec, self.calendar, self.masses = name, spec, calendar, masses
        self.path = self.what = "lane." + name
        self.start, self.end = spec["from"], spec["to"]
        self.queue = []
        self.speed, self.moving = 1, 1  # `moving`: the last speed that was not 0
        self.away = self.departures = self.units = self.grams = self.fullness = 0
        self.gap = 0  # minutes at the first capacity until the next may leave
        self.roads = []  # [minutes left, number, parcels, speed or None]: None for what left at normal speed
        self.returns = []

    @property
    def waiting(self):
        return sum(parcel.units for parcel in self.queue)

    @property
    def load(self):
        return self.spec.get("load", None if "load_t" in self.spec else 1)

    def pace(self, t):
        return value_at(self.spec["per_year"], t) / value_at(self.spec["per_year"], 0) if "per_year" in self.spec else 1

    def next_load(self):
        """Units that fit into a vehicle, whether it is full with them, and the fuller of its shares of units and of mass."""
        units = mass = 0
        one_by_one = [self.masses.get(parcel.item, 0) for parcel in self.queue for _ in range(parcel.units)]
        most = self.spec.get("load_t", float("inf"))
        for one in one_by_one:
            too_many = self.load is not None and units + 1 > self.load
            if units > 0 and (too_many or mass + one > most):
                return units, True, self.share(units, mass)
            units, mass, last = units + 1, mass + one, one
        full = (self.load is not None and units >= self.load) or mass + last > most
        return units, full, self.share(units, mass)

    def share(self, units, mass):
        return max(units / self.load if self.load else 0, mass / self.spec["load_t"] if "load_t" in self.spec else 0)

    def can_leave(self, t, hours):
        if not self.queue or self.speed == 0 or self.away >= self.spec.get("fleet", float("inf")) or not (self.calendar.open(hours) and self.calendar.open(t)) or self.gap > 0:
            return False
        if self.next_load()[1]:
            return True
        return "wait" in self.spec and t >= self.queue[0].queued + self.spec["wait"]


class Place:
    def __init__(self, name, spec, calendar):
        self.name, self.spec, self.calendar = name, spec, calendar
        self.path = self.what = "place." + name
        self.queue = []  # (since, lane or None, parcels)
        self.handled = []  # [minutes left, number, lane, parcels]
        self.speed = 1
        self.begun = self.queued = self.waited = 0

    @property
    def servers(self):
        return self.spec.get("servers", float("inf"))

    def can_begin(self, t, hours):
        return bool(self.queue) and len(self.handled) < self.servers and self.speed > 0 and self.calendar.open(hours) and self.calendar.open(t)


class Line:
    """A line of one station with one server that makes one item by pull."""

    def __init__(self, plant, name, spec, calendar):
        self.plant, self.spec, self.calendar = plant, spec, calendar
        self.path, self.what = f"plant.{plant}.line.{name}.station.s", f"plant.{plant}"
        self.item, self.time = spec["makes"], spec["time"]
        self.left = None  # minutes of the unit in hand; None: none
        self.closures, self.speed = 0, 1
        self.made = 0
        self.opens = spec.get("opens", 0)
        self.ramp = Ramp(self.opens, spec.get("ramp", []))

    @cache  # every source that is asked how long one waits there asks for it
    def capacity(self, end):
        """Units a minute of the time in which it is open, by its hours and its ramp."""
        hours, since = self.calendar.hours or [(0, DAY)], max(self.opens, 0)
        open_hours = [(day + a, day + b) for day in range(0, end, DAY) for a, b in hours if day >= since]
        corners = sorted({at for at in self.ramp.corners()})
        work = 0
        for a, b in open_hours:
            cuts = [a] + [at for at in corners if a < at < b] + [b]
            work += sum(self.ramp.work(one, other) for one, other in zip(cuts, cuts[1:]))
        return work / (end - since) / self.time if end > since else 0

    def works(self, t):
        return self.left is not None and self.closures == 0 and self.calendar.open(t) and t >= self.opens


class Demand:
    def __init__(self, market, item, spec, price):
        self.market, self.item, self.spec = market, item, spec
        self.path = f"market.{market}.demand.{item}"
        self.price = spec.get("price", price)
        self.factor = 1
        self.next_in = 0.5  # intervals until the next order
        self.open = self.open_time = 0
        self.demanded = self.at_once = self.delivered = self.lost = self.delivery = 0
        self.on_time = self.missed = self.late = self.late_units = 0

    def rate(self, t):
        """Orders a minute; it grows once a year."""
        grown = (1 + self.spec.get("growth", 0)) ** (t // YEAR)
        return value_at(self.spec.get("per_year", 0), t) * grown / self.spec.get("order", 1) / YEAR * self.factor
