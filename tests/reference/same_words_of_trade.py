"""Ways to say the same of a supply network in other words, or in more: see `same_words`."""

from same_words import date_all, give


def demands(scenario):
    return [demand for market in scenario.get("market", {}).values() for demand in market.get("demand", {}).values()]


def bought(scenario):
    return [item for supplier in scenario.get("supplier", {}).values() for item in supplier.get("item", {}).values()]


def stores(scenario):
    yield from (store for plant in scenario["plant"].values() for store in plant.get("store", {}).values())
    yield from (store for market in scenario.get("market", {}).values() for store in market.get("stock", {}).values())


def amounts_by_date(scenario, dice):
    lines = [line for plant in scenario["plant"].values() for line in plant.get("line", {}).values()]
    changed = date_all([*scenario["item"].values(), *demands(scenario), *bought(scenario)], "price", "penalty")
    changed |= date_all([*scenario.get("lane", {}).values(), *lines], "cost")
    return date_all([*scenario.get("place", {}).values(), *scenario.get("market", {}).values()], "fee", "tariff") or changed


def rates_by_date(scenario, dice):
    return date_all([*scenario.get("lane", {}).values(), *bought(scenario), *demands(scenario)], "per_year")


def goods_alone(scenario, dice):
    return give([lane for lane in scenario.get("lane", {}).values() if "load_t" not in lane], "load", 1)


def vehicles_for_all(scenario, dice):
    return give(scenario.get("lane", {}).values(), "fleet", 1_000_000)


def servers_for_all(scenario, dice):
    return give(scenario.get("place", {}).values(), "servers", 1_000_000)


def one_place_more(scenario, dice):
    """On the way to markets, where goods stop for no time; a fleet would be free there."""
    ways = [(name, lane) for name, lane in scenario.get("lane", {}).items() if lane["to"].startswith("market.") and "fleet" not in lane]
    for name, lane in ways:
        scenario.setdefault("place", {})["on-" + name] = {"holds_vehicle": False}
        scenario["lane"]["on-" + name] = {"from": "place.on-" + name, "to": lane["to"]}
        lane["to"] = "place.on-" + name
    return bool(ways)


def two_levels(scenario, dice):
    found = [store for store in stores(scenario) if store.get("reorder", {}).get("policy") == "base-stock"]
    for store in found:
        level = store["reorder"]["level"]
        store["reorder"] = {"policy": "s,S", "s": level - 1, "S": level}
    return bool(found)


def the_only_source(scenario, dice):
    suppliers = list(scenario.get("supplier", {}))
    ordering = [store for plant in scenario["plant"].values() for item, store in plant.get("store", {}).items() if item == "k" and "reorder" in store]
    return len(suppliers) == 1 and give(ordering, "source", {suppliers[0]: 1.0})


def tariff_by_code(scenario, dice):
    found = [market for market in scenario.get("market", {}).values() if isinstance(market.get("tariff"), float)]
    for market in found:
        market["tariff"] = {"8701": market["tariff"]}
    return bool(found) and give(scenario["item"].values(), "hs", "8701.92")


def tariff_from_all(scenario, dice):
    markets = [market for market in scenario.get("market", {}).values() if "tariff_from" not in market]
    for market in markets:
        market["tariff_from"] = {"*": market.get("tariff", 0)}
    return bool(markets)


def price_of_the_item(scenario, dice):
    return give(demands(scenario), "price", scenario["item"]["m"]["price"]) if "m" in scenario["item"] else False


def fee_by_item(scenario, dice):
    found = [market for market in scenario.get("market", {}).values() if isinstance(market.get("fee"), (int, float))]
    for market in found:
        market["fee"] = {item: market["fee"] for item in scenario["item"]}
    return bool(found)


def patient(scenario, dice):
    return give([demand for demand in demands(scenario) if demand.get("unmet") != "lost"], "patience", "240 y")


def singly(scenario, dice):
    return give([demand for demand in demands(scenario) if "per_year" in demand], "order", 1)


def no_growth(scenario, dice):
    return give([demand for demand in demands(scenario) if "per_year" in demand], "growth", 0)


def all_usable(scenario, dice):
    return give(bought(scenario), "yield", 1.0)


def a_family_of_one(scenario, dice):
    """Orders come evenly: a family's would be drawn from another stream."""
    family = {item: f"all-{item}" for item in scenario["item"]}
    for item in scenario["item"]:
        scenario["item"][item]["family"] = family[item]
    changed = False
    for market in scenario.get("market", {}).values():
        if "stock" in market or isinstance(market.get("fee"), dict):
            continue
        market["demand"] = {family[item]: demand for item, demand in market["demand"].items()}
        changed = True
    return changed


WORDS = [amounts_by_date, rates_by_date, goods_alone, vehicles_for_all, servers_for_all, one_place_more, two_levels, the_only_source, tariff_by_code]
WORDS += [tariff_from_all, price_of_the_item, fee_by_item, patient, singly, no_growth, all_usable, a_family_of_one]
