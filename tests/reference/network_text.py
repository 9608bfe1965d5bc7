"""A made-up network as a scenario."""

from plant_text import CALENDARS, array, date, minutes, number, quoted, ramp_text, table


def rows(spec, **shown):
    """The keys of a table that are given, each as it is shown."""
    return [f"{key} = {show(spec[key])}" for key, show in shown.items() if spec.get(key) is not None]


def by_name(value):
    return table((quoted(k) if k == "*" else k, number(v)) for k, v in value.items()) if isinstance(value, dict) else number(value)


def text_of(spec):
    out = ["schema = 1", "[scenario]", 'name = "made up"', f'home = "{spec["home"]}"', "start = 2023-01-01", f'horizon = "{spec["days"]} d"']
    overflow = "never" if spec["overflow"] == float("inf") else f"{spec['overflow']} min"
    out += ["[routing]", f'overflow = "{overflow}"', "[experiment]", "replications = 1", "[allocation]", f'policy = "{spec["allocation"]}"']
    for name in spec["calendars"]:
        out += [f"[calendar.{name}]", f"shifts = {CALENDARS[name]}"]
    for name, item in spec["items"].items():
        out += [f"[item.{name}]"] + rows(item, price=number, mass_t=str, uses=table)
    for name, supplier in spec["suppliers"].items():
        out += [f"[supplier.{name}]"] + rows(supplier, country=quoted, calendar=quoted)
        for item, row in supplier["items"].items():
            out += [f"[supplier.{name}.item.{item}]"] + rows(row, price=number, per_year=number, lead=minutes, lot=str)
    for name, place in spec["places"].items():
        out += [f"[place.{name}]"] + rows(place, servers=str, time=minutes, calendar=quoted, fee=number)
        out += [f"holds_vehicle = {str(place['holds']).lower()}"] if "holds" in place else []
        out += [f"traffic = {{ every = {minutes(place['traffic'])} }}"] if "traffic" in place else []
    for name, lane in spec["lanes"].items():
        out += [f"[lane.{name}]", f'from = "{lane["from"]}"', f'to = "{lane["to"]}"']
        out += rows(lane, mode=quoted, transit=minutes, load=str, load_t=str, wait=minutes, fleet=str, cost=number, per_year=number, calendar=quoted)
        out += rows(lane, **{"return": minutes})
    for name, plant in spec["plants"].items():
        out += [f"[plant.{name}]"] + rows(plant, country=quoted)
        for item, store in plant["stores"].items():
            out += [f"[plant.{name}.store.{item}]"] + store_text(store) + rows(store, target=str)
        for line, row in plant["lines"].items():
            out += [f"[plant.{name}.line.{line}]", f'makes = "{row["makes"]}"', 'route = ["s"]', 'release = "pull"']
            out += rows(row, calendar=quoted, cost=number, opens=date, ramp=ramp_text) + [f"station.s.time = {minutes(row['time'])}"]
    for name, market in spec["markets"].items():
        out += market_text(name, market)
    for number_, row in enumerate(spec["disruptions"]):
        out += [f"[disruption.d{number_}]", f'what = "{row["what"]}"', f'speed = {row["speed"]}', f'starts = {date(row["starts"][0])}']
        out += rows(row, lasts=minutes, every=minutes)
    return "\n".join(out) + "\n"


def store_text(store):
    out = rows(store, initial=str, review=minutes, source=by_name) + (['supply = "unlimited"'] if store.get("unlimited") else [])
    if "reorder" in store:
        kind, *numbers = store["reorder"]
        names = {"s,S": ("s", "S"), "r,Q": ("r", "Q"), "base-stock": ("level",)}[kind]
        out.append("reorder = " + table([("policy", quoted(kind)), *zip(names, numbers)]))
    return out


def market_text(name, market):
    out = [f"[market.{name}]"] + rows(market, country=quoted, tariff=number, tariff_from=by_name, fee=by_name)
    for item, demand in market["demands"].items():
        out.append(f"[market.{name}.demand.{item}]")
        if "per_year" in demand:
            out.append('arrivals = "even"')
        out += rows(demand, per_year=number, order=str, growth=str, unmet=quoted, patience=minutes, due=minutes, penalty=number, price=number)
        if "orders" in demand:
            orders = [[("date", date(at)), ("units", units)] + ([("due", minutes(due))] if due is not None else []) for at, units, due in demand["orders"]]
            out.append("orders = " + array(map(table, orders)))
    for item, stock in market["stocks"].items():
        out += [f"[market.{name}.stock.{item}]"] + store_text(stock)
    return out
