#include "scenario/describe.hpp"
#include "scenario/value_types.hpp"

namespace agrocap {
namespace {

const Schema<SupplierItemSpec>& supplier_item_schema() {
    static const Schema<SupplierItemSpec> schema = [] {
        using I = SupplierItemSpec;
        Schema<I> s("supplier-item", "supplier.SUPPLIER.item.ITEM", "An item that a supplier delivers.");
        s.field("price", &I::price, dated(number("money")), "money per unit").at_least(0).otherwise("the item's").example("9000");
        s.usual_key("price");
        s.field("per_year", &I::per_year, dated(number("units/y")), "units it can deliver a year")
            .above(0)
            .otherwise("unlimited")
            .example("20000");
        s.field("lead", &I::lead, random_duration(), "time from order to shipment")
            .example("{ dist = \"lognormal\", mean = \"21 d\", cv = 0.3 }");
        s.field("lot", &I::lot, integer(), "orders are rounded up to whole lots of this size").at_least(1).example("10");
        s.field("yield", &I::yield, share(), "usable share").above(0).at_most(1).example("0.995");
        return s;
    }();
    return schema;
}

}  // namespace

const Schema<SupplierSpec>& supplier_schema() {
    static const Schema<SupplierSpec> schema = [] {
        using S = SupplierSpec;
        Schema<S> s("supplier", "supplier.SUPPLIER", "Where bought items come from.");
        s.field("name", &S::name, text(), "title, as reports show it").otherwise("its id").example("\"Minsk works\"");
        s.field("country", &S::country, country(), "where it stands").otherwise("none").example("\"BY\"");
        s.field("at", &S::where, lat_lon(), "place on the map").otherwise("none").example("[53.9, 27.56]");
        s.field("calendar", &S::calendar, reference("calendar"), "its working hours").otherwise("day and night").example("\"two-shift\"");
        s.tables("item", &S::item, supplier_item_schema(), "what it delivers").keys_name("item");
        return s;
    }();
    return schema;
}

namespace {

const Schema<TrafficSpec>& traffic_schema() {
    static const Schema<TrafficSpec> schema = [] {
        Schema<TrafficSpec> s("traffic", "place.PLACE.traffic",
                              "Other people's shipments, which use the place's servers, hours and time of handling.");
        s.field("every", &TrafficSpec::every, random_duration(), "time between two of them")
            .required()
            .above(0)
            .example("{ dist = \"exponential\", mean = \"10 min\" }");
        return s;
    }();
    return schema;
}

}  // namespace

const Schema<PlaceSpec>& place_schema() {
    static const Schema<PlaceSpec> schema = [] {
        using P = PlaceSpec;
        Schema<P> s("place", "place.PLACE", "A border crossing, port or hub that shipments pass.");
        s.field("name", &P::name, text(), "title, as reports show it").otherwise("its id").example("\"Saryagash\"");
        s.field("kind", &P::kind, text(), "what it is").otherwise("none").example("\"border\"");
        s.field("country", &P::country, country(), "where it stands").otherwise("none").example("\"KZ\"");
        s.field("at", &P::where, lat_lon(), "place on the map").otherwise("none").example("[41.46, 69.16]");
        s.field("servers", &P::servers, places(), "shipments handled at once").at_least(1).example("6");
        s.field("time", &P::time, random_duration(), "handling of one shipment").example("{ dist = \"gamma\", mean = \"18 h\", cv = 1 }");
        s.field("calendar", &P::calendar, reference("calendar"), "its opening hours").otherwise("day and night").example("\"two-shift\"");
        s.field("fee", &P::fee, dated(number("money")), "money per unit passing").at_least(0).example("12");
        s.field("holds_vehicle", &P::holds_vehicle, boolean(), "whether a vehicle stays with its load until it has been handled")
            .otherwise("true for lanes of mode \"road\", else false")
            .example("true");
        s.table("traffic", &P::traffic, traffic_schema(), "other people's shipments");
        return s;
    }();
    return schema;
}

const Schema<LaneSpec>& lane_schema() {
    static const Schema<LaneSpec> schema = [] {
        using L = LaneSpec;
        Schema<L> s("lane", "lane.LANE", "Transport one way between a supplier, plant, place or market and another.");
        s.field("from", &L::from, object_id(), "where it starts: KIND.ID").required().example("\"plant.semey\"");
        s.field("to", &L::to, object_id(), "where it ends: KIND.ID").required().example("\"place.saryagash\"");
        s.field("mode", &L::mode, text(), "kind of transport; \"road\": vehicles wait at borders").otherwise("none").example("\"rail\"");
        s.field("distance_km", &L::distance_km, number("km"), "length in km").at_least(0).example("1480");
        s.field("transit", &L::transit, random_duration(), "time on the way").example("{ dist = \"gamma\", mean = \"6 d\", cv = 0.3 }");
        s.field("load", &L::load, integer(), "units in a vehicle: it leaves when full")
            .at_least(1)
            .otherwise("1, or without bound where `load_t` is given")
            .example("12");
        s.field("load_t", &L::load_t, number("t"), "tonnes in a vehicle: it leaves when one more unit would not fit")
            .above(0)
            .otherwise("none")
            .example("20");
        s.field("wait", &L::wait, random_duration(), "longest wait for a full load").otherwise("until full").example("\"5 d\"");
        s.field("fleet", &L::fleet, integer(), "vehicles").at_least(1).otherwise("unlimited").example("20");
        s.field("return", &L::return_time, random_duration(), "time until an unloaded vehicle is back").example("\"6 d\"");
        s.field("cost", &L::cost, dated(number("money")), "money per unit").at_least(0).example("380");
        s.field("per_year", &L::per_year, dated(number("units/y")), "units it can carry a year")
            .above(0)
            .otherwise("unlimited")
            .example("6000");
        s.field("calendar", &L::calendar, reference("calendar"), "hours in which vehicles leave")
            .otherwise("day and night")
            .example("\"two-shift\"");
        return s;
    }();
    return schema;
}

}  // namespace agrocap
