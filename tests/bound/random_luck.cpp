#include "random_luck.hpp"

#include "properties/dice.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

class LuckBuilder {
  public:
    explicit LuckBuilder(std::uint64_t seed) : dice_(seed) {}

    std::string text() {
        add(fmt::format(
            "schema = 1\n[scenario]\nstart = 2023-01-02\nhorizon = \"{} d\"\nwarmup = \"{} d\"\nhome = \"KZ\"\n[experiment]\nseed = {}",
            dice_.one_of({"10", "10", "30"}), dice_.one_of({"0", "0", "7", "40"}), dice_.between(1, 1000)));
        add("[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"16:00\", breaks = [[\"12:00\", \"12:30\"]] }]");
        has_market_ = dice_.chance(40);
        has_parts_ = dice_.chance(50);
        add("[item.part]\n[item.other]\n[item.unit]\nprice = 1");
        if (has_parts_) add(fmt::format("uses = {{ part = {} }}", dice_.between(1, 3)));
        add("[plant.p]\ncountry = \"KZ\"");
        if (dice_.chance(40)) add("calendar = \"day\"");
        has_crew_ = dice_.chance(30);
        if (has_crew_) add(fmt::format("crew.man = {{ size = {}, absence = {} }}", dice_.between(1, 3), dice_.one_of({"0", "0.2"})));
        add(fmt::format("[plant.p.store.unit]\ninitial = {}", dice_.between(0, 30)));
        if (has_market_ && dice_.chance(50)) add(fmt::format("capacity = {}", dice_.between(1, 60)));
        if (has_market_ && dice_.chance(50)) add(fmt::format("target = {}", dice_.between(1, 40)));
        if (has_parts_) {
            add(fmt::format("[plant.p.store.part]\ninitial = {}", dice_.between(0, 60)));
            if (dice_.chance(40)) add(fmt::format("capacity = {}", dice_.between(5, 60)));
            add_line("feeder", "\"part\"", false);
        }
        add_line("main", dice_.chance(40) ? "{ unit = 0.7, other = 0.3 }" : "\"unit\"", has_market_ && dice_.chance(60));
        if (has_market_) add_market();
        if (dice_.chance(25))
            add(fmt::format("[disruption.d]\nwhat = \"plant.p.line.main\"\nspeed = {}\nlasts = \"{} d\"\n{}",
                            dice_.one_of({"1.5", "3", "0", "0.5"}), dice_.between(1, 8),
                            dice_.chance(50) ? "starts = 2023-01-05" : "every = { dist = \"exponential\", mean = \"4 d\" }"));
        return out_;
    }

  private:
    void add(const std::string& line) { out_ += line + "\n"; }

    /// Mostly short and now and then very long.
    std::string work() {
        const int mean = dice_.between(10, 300);
        switch (dice_.between(0, 7)) {
            case 0:
                return fmt::format("{{ dist = \"hyperexponential\", p = 0.02, means = [\"{} min\", \"{} min\"] }}", mean * 30,
                                   mean / 5 + 1);
            case 1: return fmt::format("{{ dist = \"lognormal\", mean = \"{} min\", cv = {} }}", mean, dice_.one_of({"0.5", "2", "10"}));
            case 2: return fmt::format("{{ dist = \"gamma\", mean = \"{} min\", cv = {} }}", mean, dice_.one_of({"0.5", "2", "6"}));
            case 3:
                return fmt::format("{{ dist = \"empirical\", values = [\"{} min\", \"{} min\"], weights = [9, 1] }}", mean / 2, mean * 6);
            case 4: return fmt::format("{{ dist = \"weibull\", mean = \"{} min\", shape = {} }}", mean, dice_.one_of({"0.5", "2"}));
            case 5: return fmt::format("{{ dist = \"exponential\", mean = \"{} min\" }}", mean);
            default: return fmt::format("\"{} min\"", mean);
        }
    }

    void add_line(const std::string& name, const std::string& makes, bool pulls) {
        add(fmt::format("[plant.p.line.{}]\nmakes = {}", name, makes));
        const int stations = dice_.between(1, 3);
        const std::string release = pulls              ? "\"pull\""
                                    : dice_.chance(30) ? fmt::format("{{ wip = {} }}", dice_.between(1, 12))
                                    : dice_.chance(20) ? "{ every = " + work() + " }"
                                                       : "";
        if (!release.empty()) add("release = " + release);
        add("sequence = " + dice_.one_of({"\"level\"", "\"random\"", "{ campaign = 4 }"}));
        std::string route;
        for (int i = 0; i < stations; ++i) route += fmt::format("{}\"s{}\"", i == 0 ? "" : ", ", i);
        add("route = [" + route + "]\nbuffer = " + dice_.one_of({"0", "2", "10", "\"unlimited\""}));
        if (dice_.chance(20)) add("opens = 2023-01-06");
        if (dice_.chance(15)) add("ramp = [[\"0 d\", 0.2], [\"8 d\", 1.4]]");
        for (int i = 0; i < stations; ++i) add_station(name, i);
    }

    void add_station(const std::string& line, int number) {
        add(fmt::format("[plant.p.line.{}.station.s{}]\ntime = {}", line, number, work()));
        if (line == "main" && dice_.chance(30)) add("times = { unit = " + work() + " }");
        if (dice_.chance(30)) add(fmt::format("servers = {}", dice_.between(2, 4)));
        if (dice_.chance(25)) add("calendar = \"day\"");
        if (dice_.chance(30)) add("shift_end = \"finish\"");
        if (dice_.chance(15)) add(fmt::format("batch = {{ size = {}, wait = \"2 h\" }}", dice_.between(2, 5)));
        if (dice_.chance(15)) add("scrap = 0.2");
        if (number > 0 && dice_.chance(15)) add("rework = { share = 0.3, to = \"s0\" }");
        if (has_crew_ && dice_.chance(50)) add("crew = { man = 1 }");
        if (dice_.chance(50))
            add(
                fmt::format("failures = {{ uptime = {{ dist = \"exponential\", mean = \"{} min\" }}, repair = \"{} min\", clock = \"{}\", "
                            "on_failure = \"{}\" }}",
                            dice_.between(10, 900), dice_.between(1, 60), dice_.one_of({"busy", "busy", "calendar"}),
                            dice_.one_of({"resume", "restart", "scrap"})));
        if (dice_.chance(15)) add("setup = \"20 min\"");
    }

    void add_market() {
        add(fmt::format("[market.m]\ncountry = \"KZ\"\n[market.m.demand.unit]\nper_year = {}\norder = {}\narrivals = \"{}\"",
                        dice_.between(200, 9000), dice_.one_of({"1", "1", "7", "60"}), dice_.one_of({"poisson", "even"})));
        if (dice_.chance(30))
            add("unmet = \"lost\"");
        else if (dice_.chance(40))
            add(fmt::format("patience = \"{} h\"", dice_.between(1, 100)));
        if (dice_.chance(40))
            add(fmt::format("[market.m.stock.unit]\ninitial = {}\nreorder = {{ policy = \"base-stock\", level = {} }}",
                            dice_.between(0, 20), dice_.between(1, 30)));
        if (dice_.chance(40))
            add(fmt::format("[lane.x]\nfrom = \"plant.p\"\nto = \"market.m\"\ntransit = \"{} h\"\nload = {}\nwait = \"3 h\"{}",
                            dice_.between(1, 60), dice_.between(1, 40),
                            dice_.chance(60) ? fmt::format("\nper_year = {}", dice_.between(300, 6000)) : "\nfleet = 2"));
    }

    Dice dice_;
    std::string out_;
    bool has_market_ = false, has_parts_ = false, has_crew_ = false;
};

}  // namespace

std::string random_luck(std::uint64_t seed) { return LuckBuilder(seed).text(); }

}  // namespace agrocap
