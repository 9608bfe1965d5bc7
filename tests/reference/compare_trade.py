"""Makes up small networks and asks the program and `slow_trade.py` what comes of them. Usage: compare_trade.py PROGRAM [FIRST [COUNT]]

A network on which they differ is printed."""
import os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from asking import ask_all
from made_up_networks import make_up
from network_text import text_of
from slow_trade import Trade
from trade_parts import DAY, value_at


def mean(total, count):
    return total / count if count else None


def expected_of(spec):
    trade = Trade(spec)
    trade.run()
    span = spec["days"] * DAY
    year = 365 * DAY / span
    figures = {}
    for line in trade.lines:
        figures[f"throughput.{line.plant}.l"] = line.made / (span / 60)
    for (plant, item), store in trade.stores.items():
        store_figures(figures, f"{plant}.{item}", store, span)
    for (market, item), store in trade.stocks.items():
        store_figures(figures, f"{market}.{item}", store, span)
        del figures[f"backlog.{market}.{item}"], figures[f"fill.{market}.{item}"]
    for supply in trade.supplies:
        figures[f"supply.{supply.supplier}.{supply.item}"] = supply.shipped * year
    for lane in trade.lanes.values():
        figures["flow." + lane.name] = lane.units * year
        figures["load." + lane.name] = mean(lane.fullness, lane.departures)
        if any("mass_t" in item for item in spec["items"].values()):
            figures["tonnes." + lane.name] = lane.grams * year
    for place in trade.places.values():
        figures["queue." + place.name] = place.queued / span
        figures["wait." + place.name] = mean(place.waited / 60, place.begun)
    market_figures(figures, trade, year, span)
    return figures


def store_figures(figures, name, store, span):
    figures[f"store.{name}.mean"] = store.held / span
    figures[f"store.{name}.min"] = store.least
    figures[f"store.{name}.empty"] = store.empty / span
    figures[f"backlog.{name}"] = store.owed_time / span
    figures[f"fill.{name}"] = mean(store.at_once, store.demanded)
    if store.reorder:
        figures[f"orders.{name}"] = store.orders * 365 * DAY / span


def market_figures(figures, trade, year, span):
    open_penalty = {market: 0 for market in trade.ledger}
    for demand in trade.demands:
        for order in trade.open_orders:
            if order.channel.demand is demand and order.due is not None and order.due <= span:
                demand.missed += order.open
                demand.late += (span - order.due) * order.open
                demand.late_units += order.open
                rate = value_at(demand.spec.get("penalty", 0), span)
                open_penalty[demand.market] += rate * (span - order.due) / DAY * order.open
        name = f"{demand.market}.{demand.item}"
        figures[f"demand.{name}"] = demand.demanded * year
        figures[f"sales.{name}"] = demand.delivered * year
        figures[f"lost.{name}"] = demand.lost * year
        figures[f"fill.{name}"] = mean(demand.at_once, demand.demanded)
        figures[f"backlog.{name}"] = demand.open_time / span
        figures[f"delivery.{name}"] = mean(demand.delivery / 60, demand.delivered)
        if "due" in demand.spec or any(order[2] is not None for order in demand.spec.get("orders", [])):
            figures[f"ontime.{name}"] = mean(demand.on_time, demand.on_time + demand.missed)
            figures[f"late.{name}"] = mean(demand.late / 60, demand.late_units)
    for market, row in trade.ledger.items():
        figures[f"revenue.{market}"] = row["revenue"] * year
        figures[f"cost.{market}"] = (row["cost"] + open_penalty[market]) * year
        figures[f"margin.{market}"] = (row["revenue"] - row["cost"] - open_penalty[market]) * year
        if any("penalty" in demand.spec for demand in trade.demands):
            figures[f"penalty.{market}"] = (row["penalty"] + open_penalty[market]) * year
    for plant, row in trade.plant_ledger.items():
        figures[f"revenue.{plant}"] = row["revenue"] * year
        for market, units in row["units"].items():
            figures[f"sales.{plant}.{market}"] = units * year


if __name__ == "__main__":
    ask_all(sys.argv, make_up, text_of, expected_of)
