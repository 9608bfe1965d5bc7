#include "properties/random_network.hpp"

#include "properties/dice.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

namespace agrocap {

namespace {

class NetworkBuilder {
  public:
    explicit NetworkBuilder(std::uint64_t seed) : dice_(seed) {}

    std::string text() {
        add(fmt::format(
            "schema = 1\n[scenario]\nname = \"random\"\nhome = \"KZ\"\nstart = 2023-0{}-0{}\nhorizon = \"{} d\"\nwarmup = \"{} d\"",
            dice_.between(1, 9), dice_.between(1, 9), dice_.between(30, 200), dice_.chance(50) ? dice_.between(1, 60) : 0));
        add(fmt::format("[experiment]\nreplications = 2\nseed = {}", dice_.between(1, 1000)));
        add(R"([calendar.day]
shifts = [{ days = "mon-fri", from = "08:00", to = "18:00" }]
[season.grain]
monthly = [1, 0, 3, 4, 2, 1, 1, 2, 3, 1, 0, 1]
[item.large]
family = "tractor"
hs = "8701.92"
price = 900
uses = { kit = 1 }
[item.small]
family = "tractor"
price = 500
[item.kit]
price = 300)");
        for (int i = dice_.between(1, 2); i > 0; --i) places_.push_back(fmt::format("g{}", i));
        for (const std::string& place : places_) add_place(place);
        for (int i = dice_.between(1, 2); i > 0; --i) suppliers_.push_back(fmt::format("s{}", i));
        for (const std::string& supplier : suppliers_) add_supplier(supplier);
        for (int i = dice_.between(1, 3); i > 0; --i) plants_.push_back(fmt::format("p{}", i));
        has_large_ = dice_.chance(80);
        feeder_ = dice_.chance(30);
        for (const std::string& plant : plants_) add_plant(plant);
        for (int i = dice_.between(1, 3); i > 0; --i) add_market(fmt::format("m{}", i));
        if (dice_.chance(60))
            add("[allocation]\npolicy = \"" + dice_.one_of({"first-come", "domestic-first", "margin", "shares", "earliest-due"}) + "\"");
        add("[routing]");
        if (dice_.chance(40)) add("by = \"time\"");
        if (dice_.chance(70)) add("overflow = \"" + dice_.one_of({"0 s", "6 h", "3 d", "20 d", "never"}) + "\"");
        for (int i = dice_.between(0, 4); i > 0; --i) add_disruption(i);
        return out_;
    }

  private:
    void add(const std::string& lines) { out_ += lines + "\n"; }

    std::string duration(int low_h, int high_h) {
        const int hours = dice_.between(low_h, high_h);
        switch (dice_.between(0, 3)) {
            case 0: return fmt::format("{{ dist = \"exponential\", mean = \"{} h\" }}", hours);
            case 1: return fmt::format("{{ dist = \"gamma\", mean = \"{} h\", cv = 0.4 }}", hours);
            default: return fmt::format("\"{} h\"", hours);
        }
    }

    /// A number, now and then one that changes on a date or two.
    std::string dated(int low, int high) {
        std::string pairs = std::to_string(dice_.between(low, high));
        if (!changes_ || !dice_.chance(25)) return pairs;
        pairs = "[2023-01-01, " + pairs + "]";
        for (int month = dice_.between(2, 5); month < 10; month += dice_.between(3, 9))
            pairs += fmt::format(", [2023-0{}-11, {}]", month, dice_.between(low, high));
        return "[" + pairs + "]";
    }

    std::string country() { return dice_.one_of({"KZ", "KZ", "UZ", "BY"}); }

    void add_place(const std::string& id) {
        add(fmt::format("[place.{}]", id));
        if (dice_.chance(60)) add(fmt::format("servers = {}", dice_.between(1, 3)));
        if (dice_.chance(70)) add("time = " + duration(1, 8));
        if (dice_.chance(20)) add("calendar = \"day\"");
        if (dice_.chance(40)) add("fee = " + dated(1, 9));
        objects_.push_back("place." + id);
    }

    void add_supplier(const std::string& id) {
        add(fmt::format("[supplier.{}]\ncountry = \"{}\"", id, country()));
        if (dice_.chance(15)) add("calendar = \"day\"");
        for (const std::string item : {"kit", "small"}) {
            add(fmt::format("[supplier.{}.item.{}]\nprice = {}", id, item, dated(100, 400)));
            if (dice_.chance(80)) add("lead = " + duration(1, 300));
            if (dice_.chance(30)) add("per_year = " + dated(500, 4000));
            if (dice_.chance(30)) add(fmt::format("lot = {}", dice_.between(2, 12)));
            if (dice_.chance(30)) add("yield = 0.9");
        }
        objects_.push_back("supplier." + id);
    }

    std::string policy() {
        const int low = dice_.between(0, 20);
        std::string text;
        switch (dice_.between(0, 2)) {
            case 0: text = fmt::format("reorder = {{ policy = \"s,S\", s = {}, S = {} }}", low, low + dice_.between(1, 20)); break;
            case 1: text = fmt::format("reorder = {{ policy = \"r,Q\", r = {}, Q = {} }}", low, dice_.between(1, 12)); break;
            default: text = fmt::format("reorder = {{ policy = \"base-stock\", level = {} }}", dice_.between(1, 30));
        }
        if (dice_.chance(25)) text += fmt::format("\nreview = \"{} h\"", dice_.between(5, 200));
        return text;
    }

    std::string source() {
        if (dice_.chance(50)) return "";
        return suppliers_.size() == 2 ? "\nsource = { s1 = 0.3, s2 = 0.7 }" : "\nsource = { s1 = 1 }";
    }

    /// Lanes from an origin to a destination, direct or through places; some destinations are reached without any.
    void add_ways(const std::string& from, const std::string& to) {
        const bool direct = dice_.chance(50);
        if (direct) add_lane(from, to);
        for (const std::string& place : places_) {
            if (direct && dice_.chance(60)) continue;
            add_lane(from, "place." + place);
            add_lane("place." + place, to);
        }
    }

    void add_lane(const std::string& from, const std::string& to) {
        const std::string id = fmt::format("{}-{}", from.substr(from.find('.') + 1), to.substr(to.find('.') + 1));
        if (!lanes_.insert(id).second) return;
        add(fmt::format("[lane.{}]\nfrom = \"{}\"\nto = \"{}\"\ncost = {}", id, from, to, dated(1, 60)));
        if (dice_.chance(80)) add("transit = " + duration(1, 200));
        if (dice_.chance(40)) {
            add(fmt::format("load = {}", dice_.between(2, 9)));
            if (dice_.chance(80)) add(fmt::format("wait = \"{} h\"", dice_.between(1, 100)));
        }
        if (dice_.chance(25)) add(fmt::format("fleet = {}\nreturn = {}", dice_.between(1, 6), duration(1, 100)));
        if (dice_.chance(20)) add("per_year = " + dated(300, 3000));
        if (dice_.chance(15)) add("calendar = \"day\"");
        objects_.push_back("lane." + id);
    }

    void add_line(const std::string& plant, const std::string& id, const std::string& makes, bool pulled) {
        add(fmt::format("[plant.{}.line.{}]\nmakes = {}\nroute = [\"s\"]", plant, id, makes));
        if (pulled) add("release = \"pull\"");
        if (dice_.chance(30)) add("cost = " + dated(10, 200));
        if (dice_.chance(20)) add("calendar = \"day\"");
        add(fmt::format("[plant.{}.line.{}.station.s]\ntime = {}", plant, id, duration(1, 12)));
        if (dice_.chance(30)) add("servers = 2");
        objects_.push_back(fmt::format("plant.{}.line.{}", plant, id));
    }

    void add_plant(const std::string& id) {
        add(fmt::format("[plant.{}]\ncountry = \"{}\"", id, country()));
        objects_.push_back("plant." + id);
        const bool makes_kits = feeder_ && id == "p1";
        const bool makes_large = has_large_;
        if (makes_large || makes_kits) {
            add(fmt::format("[plant.{}.store.kit]\ninitial = {}", id, dice_.between(0, 20)));
            if (makes_kits) {
                add(fmt::format("target = {}", dice_.between(1, 20)));
            } else if (dice_.chance(85)) {
                add(policy() + (feeder_ && dice_.chance(50) ? "\nsource = { p1 = 1 }" : source()));
            } else {
                add("supply = \"unlimited\"");
            }
            if (makes_kits) add_line(id, "feeder", "\"kit\"", true);
            for (const std::string& supplier : suppliers_) {
                if (dice_.chance(70)) add_ways("supplier." + supplier, "plant." + id);
            }
            if (feeder_ && id != "p1" && dice_.chance(70)) add_ways("plant.p1", "plant." + id);
        }
        if (makes_large) {
            const bool pulled = dice_.chance(60);
            add(fmt::format(
                "[plant.{}.store.large]\n{}", id,
                pulled ? fmt::format("target = {}", dice_.between(0, 10)) : fmt::format("capacity = {}", dice_.between(1, 30))));
            add_line(id, "main", "\"large\"", pulled);
        }
        add(fmt::format("[plant.{}.store.small]\ninitial = {}", id, dice_.between(1, 20)));
        if (dice_.chance(40)) {
            add("supply = \"unlimited\"");
        } else {
            add(policy() + source());
        }
    }

    void add_market(const std::string& id) {
        add(fmt::format("[market.{}]\ncountry = \"{}\"", id, country()));
        if (dice_.chance(50)) add(dice_.chance(50) ? "tariff = 0.1" : "tariff = { \"87\" = 0.2, \"8701\" = 0.05 }");
        if (changes_ && dice_.chance(30)) add("tariff_from = { KZ = 0, \"*\" = { \"8701\" = [[2023-01-01, 0.0], [2023-06-01, 0.2]] } }");
        if (dice_.chance(15)) add("origin = 0.4");
        if (dice_.chance(40))
            add(dice_.chance(50) ? "fee = " + dated(1, 9) : "fee = { tractor = 3, small = " + dated(1, 9) + ", \"87\" = 8 }");
        const std::string what = has_large_ ? dice_.one_of({"large", "large", "small", "tractor"}) : "small";
        add_demand(id, what);
        if (what == "large" && dice_.chance(40)) add_demand(id, dice_.one_of({"small", "tractor"}));
        for (const std::string item : {"large", "small"}) {
            if ((item == "large" && !has_large_) || !dice_.chance(25)) continue;
            add(fmt::format("[market.{}.stock.{}]\ninitial = {}\n{}", id, item, dice_.between(0, 12), policy()));
        }
        if (dice_.chance(75)) {
            for (const std::string& plant : plants_) add_ways("plant." + plant, "market." + id);
        }
        objects_.push_back("market." + id);
    }

    void add_demand(const std::string& market, const std::string& what) {
        add(fmt::format("[market.{}.demand.{}]\nper_year = {}", market, what, dated(50, 2500)));
        if (dice_.chance(50)) add("arrivals = \"even\"");
        if (dice_.chance(30)) add("season = \"grain\"");
        if (dice_.chance(30)) add("growth = 0.1");
        if (dice_.chance(40))
            add("order = " + dice_.one_of({"3", "{ dist = \"uniform-int\", min = 1, max = 6 }", "{ dist = \"poisson\", mean = 2 }"}));
        if (dice_.chance(25)) {
            add("unmet = \"lost\"");
        } else if (dice_.chance(50)) {
            add("patience = " + duration(1, 500));
        }
        if (dice_.chance(20)) add("price = " + dated(900, 1100));
        if (dice_.chance(25)) add("due = " + duration(1, 400));
        if (dice_.chance(25)) add("penalty = " + dated(1, 20));
        if (dice_.chance(25)) {
            const int month = dice_.between(1, 9);
            const int units = dice_.between(1, 60);
            add(fmt::format("orders = [{{ date = 2023-0{}-05, units = {}, due = \"{} d\" }}, {{ date = 2023-05-20, units = 7 }}]", month,
                            units, dice_.between(0, 90)));
        }
    }

    void add_disruption(int number) {
        add(fmt::format("[disruption.d{}]\nwhat = \"{}\"\nlasts = {}", number, dice_.one_of(objects_), duration(5, 500)));
        if (dice_.chance(40)) add("speed = 0.5");
        add(dice_.chance(50) ? fmt::format("starts = 2023-0{}-1{}", dice_.between(1, 9), dice_.between(0, 9))
                             : "every = " + duration(100, 900));
    }

    Dice dice_;
    bool changes_ = dice_.chance(5);  // values with dates: few, since a model with them is not divided
    std::string out_;
    bool has_large_ = false, feeder_ = false;
    std::vector<std::string> places_, suppliers_, plants_, objects_;
    std::set<std::string> lanes_;
};

}  // namespace

std::string random_network(std::uint64_t seed) { return NetworkBuilder(seed).text(); }

}  // namespace agrocap
