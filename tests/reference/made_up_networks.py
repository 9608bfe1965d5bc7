"""Makes up small supply networks for `slow_trade`. All times are fixed and round, so that ties are common and every figure has to agree."""

from made_up_plants import SHIFTS, Dice, odd, ramp_up
from trade_parts import DAY, YEAR

HOUR = 60


def make_up(seed):
    dice, grown = Dice(seed), Dice(f"grown {seed}")
    days = dice.choice([40, 60])
    spec = {"days": 380 if grown.chance(7) else days, "home": "KZ", "calendars": {name: SHIFTS[name] for name in ("day", "office")}}
    spec.update(suppliers={}, places={}, lanes={}, plants={}, markets={}, disruptions=[], dates=[])
    spec["items"] = {"m": {"price": dated(dice, [1000, 1500])}, "k": {"price": 100}}
    if dice.chance(50):
        spec["items"]["m"]["mass_t"] = dice.choice([1, 2.5, 4])
    if dice.chance(30):
        spec["items"]["k"]["mass_t"] = dice.choice([0.5, 1])
    if dice.chance(75):
        spec["items"]["m"]["uses"] = {"k": dice.randint(1, 2)}
    spec["allocation"] = dice.choice(["first-come", "first-come", "domestic-first", "margin", "earliest-due"])
    spec["overflow"] = dice.choice([float("inf"), 30 * DAY, 30 * DAY, 3 * DAY, DAY, 0])
    make_up_plant(dice, spec, "p")
    if "uses" not in spec["items"]["m"] and dice.chance(70):
        make_up_plant(dice, spec, "q")
    for market in dice.choice([["u"], ["u", "v"]]):
        make_up_market(dice, spec, market)
    make_up_lanes(dice, spec)
    if dice.chance(35) and spec["lanes"]:
        lane = dice.choice([lane for lane in spec["lanes"].values()])
        make_up_lane(dice, spec, lane["from"], lane["to"])
    make_up_disruptions(dice, spec)
    make_up_growth(grown, spec)
    spec["dates"] = [10 * DAY, 20 * DAY, YEAR]
    return spec


def make_up_growth(dice, spec):
    """Lines that open by date and gain speed; demand that grows on dates, and after a year. Odd times, as in `made_up_plants`."""
    for plant in spec["plants"].values():
        line = plant["lines"]["l"]
        if dice.chance(40):
            if dice.chance(40):
                line["opens"] = dice.choice([-3, 2, 5, 15]) * DAY
            ramp_up(dice, line)
            line["time"] = odd(dice, line["time"])
    for market in spec["markets"].values():
        demand = market["demands"]["m"]
        if "per_year" in demand and dice.chance(35):
            day = dice.choice([10, 20]) * DAY
            demand["per_year"] = [(0, dice.choice([0, demand["per_year"]])), (day, demand["per_year"] * dice.choice([2, 3]))]
        if "per_year" in demand and dice.chance(60):
            demand["growth"] = dice.choice([0.5, 1, -0.5])


def dated(dice, values):
    """A number, or one that changes on the 11th or 21st of January."""
    if dice.chance(70):
        return dice.choice(values)
    return [(0, dice.choice(values)), (dice.choice([10, 20]) * DAY, dice.choice(values))]


def policy(dice, most):
    kind = dice.randrange(3)
    if kind == 0:
        low = dice.randint(0, most // 2)
        return ("s,S", low, dice.randint(low + 1, most))
    return ("r,Q", dice.randint(0, most // 2), dice.randint(1, most)) if kind == 1 else ("base-stock", dice.randint(1, most))


def make_up_plant(dice, spec, name):
    plant = {"country": dice.choice(["KZ", "KZ", "UZ"]), "stores": {}, "lines": {}}
    plant["stores"]["m"] = {"initial": dice.choice([0, 0, 3, 10]), "target": dice.choice([0, 0, 4, 12])}
    line = {"makes": "m", "time": dice.choice([2, 5, 6, 12, 24]) * HOUR, "calendar": "day" if dice.chance(25) else None}
    line["cost"] = dated(dice, [0, 50, 90])
    if dice.chance(15):
        line["opens"] = dice.randint(2, 12) * DAY
    plant["lines"]["l"] = line
    if "uses" in spec["items"]["m"]:
        store = {"initial": dice.choice([0, 5, 30]), "reorder": policy(dice, 20)}
        if dice.chance(40):
            store["review"] = dice.choice([1, 3, 7]) * DAY
        plant["stores"]["k"] = store
        for supplier in dice.choice([["a"], ["a"], ["a", "b"]]):
            spec["suppliers"][supplier] = make_up_supplier(dice)
        if len(spec["suppliers"]) > 1 and dice.chance(50):
            store["source"] = dice.choice([{"a": 0.5, "b": 0.5}, {"a": 0.25, "b": 0.75}])
    spec["plants"][name] = plant


def make_up_supplier(dice):
    item = {"price": dated(dice, [100, 140]), "lead": dice.choice([0, 6, 24, 72]) * HOUR}
    if dice.chance(50):
        item["per_year"] = 365 * dice.choice([2, 4, 8, 24])
        if dice.chance(30):
            item["per_year"] = [(0, item["per_year"]), (10 * DAY, item["per_year"] * dice.choice([2, 4]))]
    if dice.chance(50):
        item["lot"] = dice.randint(2, 8)
    return {"country": dice.choice(["RU", "KZ"]), "calendar": "office" if dice.chance(25) else None, "items": {"k": item}}


def make_up_market(dice, spec, name):
    market = {"country": dice.choice(["KZ", "UZ", "BY"]), "demands": {}, "stocks": {}}
    if dice.chance(50):
        market["tariff"] = dated(dice, [0.0, 0.05, 0.25])
    if dice.chance(30):
        market["tariff_from"] = dice.choice([{"KZ": 0.1}, {"*": 0.2}, {"UZ": 0.0, "*": 0.5}])
    if dice.chance(40):
        market["fee"] = dice.choice([dated(dice, [7, 30]), {"m": dated(dice, [9, 11])}])
    demand = {}
    if dice.chance(75):
        demand["per_year"] = 365 * dice.choice([1, 2, 4, 6])
        if dice.chance(40):
            demand["order"] = dice.randint(2, 5)
    if dice.chance(40) or not demand:
        days = sorted(dice.sample(range(0, spec["days"]), dice.randint(1, 4)))
        demand["orders"] = [(day * DAY, dice.randint(1, 25), dice.choice([None, 5 * DAY, 12 * HOUR])) for day in days]
    if dice.chance(30):
        demand["unmet"] = "lost"
    elif dice.chance(40):
        demand["patience"] = dice.choice([12 * HOUR, 3 * DAY, 10 * DAY])
    if dice.chance(50):
        demand["due"] = dice.choice([0, 24 * HOUR, 4 * DAY])
    if dice.chance(60):
        demand["penalty"] = dated(dice, [4, 10])
    if dice.chance(30):
        demand["price"] = dated(dice, [1200, 1300])
    market["demands"]["m"] = demand
    if dice.chance(40):
        market["stocks"]["m"] = {"initial": dice.choice([0, 4, 10]), "reorder": policy(dice, 12)}
        if dice.chance(30):
            market["stocks"]["m"]["review"] = dice.choice([1, 2, 7]) * DAY
    spec["markets"][name] = market


def make_up_lane(dice, spec, start, end):
    lane = {"from": start, "to": end, "transit": dice.choice([0, 3, 6, 24, 36]) * HOUR, "cost": dated(dice, [0, 3, 20, 21, 34])}
    kind = dice.randrange(4)
    if kind == 1 or (kind == 2 and "mass_t" not in spec["items"]["m"]):
        lane["load"] = dice.randint(2, 6)
    elif kind == 2:
        lane["load_t"] = dice.choice([3, 7, 10])
        if dice.chance(40):
            lane["load"] = dice.randint(2, 6)
    if kind in (1, 2) and dice.chance(80):
        lane["wait"] = dice.choice([0, 6, 24, 72]) * HOUR
    if dice.chance(30):
        lane["fleet"] = dice.randint(1, 3)
        lane["return"] = dice.choice([0, 6, 24]) * HOUR
    if dice.chance(25):
        lane["per_year"] = 365 * dice.choice([2, 4, 12])
        if dice.chance(30):
            lane["per_year"] = [(0, lane["per_year"]), (20 * DAY, lane["per_year"] * dice.choice([2, 4]))]
    if dice.chance(20):
        lane["calendar"] = "office"
    if dice.chance(50):
        lane["mode"] = dice.choice(["road", "rail"])
    spec["lanes"][f"l{len(spec['lanes'])}"] = lane


def make_up_lanes(dice, spec):
    """From each plant to each market: no lanes, one, or by way of a place."""
    if dice.chance(85):
        if dice.chance(60):
            spec["places"]["b"] = make_up_place(dice)
        through = "b" in spec["places"]
        for plant in spec["plants"]:
            if through and dice.chance(85):
                make_up_lane(dice, spec, f"plant.{plant}", "place.b")
        through = bool(spec["lanes"])
        if not through:
            spec["places"].clear()
        for market in spec["markets"]:
            if through and dice.chance(70):
                make_up_lane(dice, spec, "place.b", f"market.{market}")
            for plant in spec["plants"]:
                if not through or dice.chance(30) or not any(lane["from"] == f"plant.{plant}" for lane in spec["lanes"].values()):
                    make_up_lane(dice, spec, f"plant.{plant}", f"market.{market}")
        if through and not any(lane["from"] == "place.b" for lane in spec["lanes"].values()):
            make_up_lane(dice, spec, "place.b", f"market.{min(spec['markets'])}")
    if spec["suppliers"] and dice.chance(60):
        for supplier in spec["suppliers"]:
            make_up_lane(dice, spec, f"supplier.{supplier}", "plant.p")


def make_up_place(dice):
    place = {"time": dice.choice([1, 4, 10]) * HOUR, "fee": dated(dice, [0, 2])}
    if dice.chance(70):
        place["servers"] = dice.randint(1, 2)
    if dice.chance(30):
        place["calendar"] = dice.choice(["day", "office"])
    if dice.chance(30):
        place["holds"] = dice.chance(50)
    if dice.chance(25):
        place["traffic"] = dice.choice([6, 9, 24]) * HOUR
    return place


def make_up_disruptions(dice, spec):
    things = [f"plant.{name}" for name in spec["plants"]] + [f"{kind}.{name}" for kind in ("supplier", "lane", "place", "market") for name in spec[kind + "s"]]
    while dice.chance(45) and len(spec["disruptions"]) < 3:
        row = {"what": dice.choice(things), "speed": dice.choice([0, 0, 0.5, 0.25, 2])}
        row["lasts"] = dice.choice([5 * HOUR, 2 * DAY, 6 * DAY])
        first = dice.randint(1, spec["days"] // 2) * DAY
        row["starts"] = [first]
        if dice.chance(30):
            row["every"] = 8 * DAY
            row["starts"] = list(range(first, spec["days"] * DAY + 1, row["every"]))
        spec["disruptions"].append(row)
