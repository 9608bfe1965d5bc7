#include "properties/random_factory.hpp"

#include "properties/dice.hpp"

#include <fmt/format.h>

#include <vector>

namespace agrocap {

namespace {

class Builder {
  public:
    explicit Builder(std::uint64_t seed) : dice_(seed) {}

    std::string text() {
        out_ = fmt::format(
            "schema = 1\n[scenario]\nname = \"random\"\nstart = 2023-01-0{}\nhorizon = \"20 d\"\n[experiment]\nreplications = 2\n"
            "seed = {}\n",
            dice_.between(1, 7), dice_.between(1, 1000));
        out_ += R"([calendar.day]
shifts = [{ days = "mon-fri", from = "08:00", to = "16:30", breaks = [["12:00", "12:30"]] }]
holidays = [2023-01-09]
[calendar.late]
shifts = [{ days = "mon-sat", from = "14:00", to = "22:00" }, { days = "mon-fri", from = "22:00", to = "02:00", breaks = [["00:15", "00:30"]] }]
[item.kit]
[item.tyre]
[item.small]
family = "machine"
[item.large]
family = "machine"
uses = { kit = 1 }
[item.huge]
uses = { kit = 2, tyre = 4 }
)";
        const int plants = dice_.between(1, 2);
        for (int i = 0; i < plants; ++i) add_plant(i == 0 ? "p" : "q");
        return out_;
    }

  private:
    std::string duration(int low_min, int high_min) {
        const int mean = dice_.between(low_min, high_min);
        switch (dice_.between(0, 8)) {
            case 0: return fmt::format(R"({{ dist = "exponential", mean = "{} min" }})", mean);
            case 1: return fmt::format(R"({{ dist = "gamma", mean = "{} min", cv = 0.5 }})", mean);
            case 2: return fmt::format(R"({{ dist = "lognormal", mean = "{} min", cv = 1 }})", mean);
            case 3: return fmt::format(R"({{ dist = "uniform", min = "{} min", max = "{} min" }})", mean / 2, mean + mean / 2);
            case 4:
                return fmt::format(R"({{ dist = "triangular", min = "{} min", mode = "{} min", max = "{} min" }})", mean / 2, mean,
                                   2 * mean);
            case 5: return fmt::format(R"({{ dist = "geometric", p = 0.25, unit = "{} min" }})", mean / 4 + 1);
            default: return fmt::format("\"{} min\"", mean);  // often fixed, so that there are ties
        }
    }

    void add(const std::string& line) { out_ += line + "\n"; }

    void add_plant(const std::string& plant) {
        add("[plant." + plant + "]");
        if (dice_.chance(40)) add("calendar = \"" + dice_.one_of({"day", "late"}) + "\"");
        has_crews_ = dice_.chance(50);
        if (has_crews_) {
            add(fmt::format("[plant.{}.crew.man]\nsize = {}", plant, dice_.between(1, 3)));
            if (dice_.chance(30)) add("calendar = \"day\"");
            add(fmt::format("[plant.{}.crew.fitter]\nsize = {}", plant, dice_.between(1, 2)));
            if (dice_.chance(30)) add("calendar = \"late\"");
        }
        add(fmt::format("[plant.{}.store.tyre]\n{}", plant, dice_.chance(70) ? "supply = \"unlimited\"" : "initial = 40"));
        has_shared_ = dice_.chance(40);
        const bool feeder = dice_.chance(60);
        const bool pulls = dice_.chance(40);
        add(fmt::format("[plant.{}.store.kit]", plant));
        if (feeder) {
            const int capacity = dice_.between(2, 8);
            if (dice_.chance(60)) add(fmt::format("capacity = {}", capacity));
            add(fmt::format("initial = {}", dice_.between(0, 2)));
            if (pulls) add(fmt::format("target = {}", dice_.between(2, capacity)));
            add_line(plant, "feeder", "\"kit\"", pulls ? "\"pull\"" : dice_.chance(60) ? "" : release());
        } else {
            add(dice_.chance(50) ? "supply = \"unlimited\"" : "initial = 30");
        }
        add_line(plant, "main",
                 dice_.one_of({"\"large\"", "[\"large\", \"small\"]", "{ huge = 0.2, large = 0.5, small = 0.3 }", "\"huge\""}), release());
        if (dice_.chance(30)) add_line(plant, "side", "\"small\"", release());
        if (has_shared_) add_shared_station(plant);
    }

    std::string release() {
        switch (dice_.between(0, 3)) {
            case 0: return fmt::format("{{ every = {} }}", duration(40, 200));
            case 1: return fmt::format("{{ every = {}, batch = {} }}", duration(80, 400), dice_.between(1, 4));
            case 2: return fmt::format("{{ wip = {} }}", dice_.between(1, 8));
            default: return "";
        }
    }

    void add_line(const std::string& plant, const std::string& line, const std::string& makes, const std::string& release) {
        const std::string path = "plant." + plant + ".line." + line;
        const std::vector<std::string> names{"d", "b", "c", "a"};
        const int stations = dice_.between(1, 4);
        add(fmt::format("[{}]\nmakes = {}", path, makes));
        if (!release.empty()) add("release = " + release);
        std::string route;
        for (int i = 0; i < stations; ++i) route += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", names[static_cast<std::size_t>(i)]);
        const bool shared = has_shared_ && dice_.chance(80);
        if (shared) route += ", \"shop\"";
        add("route = [" + route + "]");
        if (makes.find("small") != std::string::npos && dice_.chance(40)) add(own_route(names, stations, shared));
        add("sequence = " + dice_.one_of({"\"level\"", "\"random\"", "{ campaign = 3 }"}));
        if (dice_.chance(20)) add("calendar = \"late\"");
        if (dice_.chance(60)) add(fmt::format("buffer = {}", dice_.between(0, 3)));
        if (dice_.chance(15)) add("opens = 2023-01-12");
        if (dice_.chance(15)) add("ramp = [[\"0 d\", 0.3], [\"10 d\", 1.0]]");
        for (int i = 0; i < stations; ++i) add_station(path, names, i, stations);
    }

    /// A way of its own for the small ones: shorter, or from the other end.
    std::string own_route(const std::vector<std::string>& names, int stations, bool shared) {
        std::string route;
        const int first = dice_.between(0, stations - 1);
        for (int i = first; i >= 0; --i) route += fmt::format("{}\"{}\"", i == first ? "" : ", ", names[static_cast<std::size_t>(i)]);
        if (shared && dice_.chance(70)) route += ", \"shop\"";
        return "routes = { small = [" + route + "] }";
    }

    /// All lines of the plant may end in it. Without a bound on its places lines could lock each other up, but that is told.
    void add_shared_station(const std::string& plant) {
        add(fmt::format("[plant.{}.station.shop]\ntime = {}", plant, duration(10, 60)));
        if (dice_.chance(30)) add("servers = 2");
        if (dice_.chance(60)) add("buffer = \"unlimited\"");
        if (dice_.chance(30)) add("setup = " + duration(5, 30));
        if (dice_.chance(30)) add("failures = [" + failure() + "]");
        if (dice_.chance(30)) add("scrap = { small = 0.2, \"*\" = 0.05 }");
        if (dice_.chance(30)) add("rework = { share = { small = 0.3 }, to = \"shop\" }");
        if (dice_.chance(40)) add(batch());
    }

    std::string batch() {
        return fmt::format("batch = {{ size = {}{}{} }}", dice_.between(2, 4), dice_.chance(60) ? ", wait = " + duration(60, 300) : "",
                           dice_.chance(40) ? ", by = \"item\"" : "");
    }

    void add_station(const std::string& path, const std::vector<std::string>& names, int place, int stations) {
        const std::string& name = names[static_cast<std::size_t>(place)];
        add(fmt::format("[{}.station.{}]\ntime = {}", path, name, duration(20, 120)));
        if (dice_.chance(30)) add(fmt::format("servers = {}", dice_.between(2, 3)));
        const bool goes_back = place > 0 && dice_.chance(20);
        if (goes_back)
            add(fmt::format("rework = {{ share = 0.2, to = \"{}\" }}", names[static_cast<std::size_t>(dice_.between(0, place))]));
        if (dice_.chance(30)) add(dice_.chance(60) ? "buffer = \"unlimited\"" : fmt::format("buffer = {}", dice_.between(0, 4)));
        if (dice_.chance(20)) add("scrap = 0.1");
        if (place + 2 < stations && dice_.chance(20)) {
            const std::string& one = names[static_cast<std::size_t>(place) + 1];
            const std::string& two = names[static_cast<std::size_t>(place) + 2];
            add(dice_.chance(50) ? fmt::format("next = [{{ to = \"{}\", share = 0.7 }}, {{ to = \"{}\", share = 0.3 }}]", one, two)
                                 : fmt::format("next = {{ first-free = [\"{}\", \"{}\"] }}", one, two));
        }
        if (dice_.chance(10)) add(batch());
        if (dice_.chance(20)) add("setup = " + duration(10, 60));
        if (dice_.chance(15)) add("takes = { tyre = 1 }");
        if (has_crews_ && dice_.chance(40)) add("crew = { man = 1 }");
        if (dice_.chance(30)) add("failures = [" + failure() + (dice_.chance(40) ? ", " + failure() : "") + "]");
        if (dice_.chance(20))
            add(fmt::format("maintenance = {{ every = \"{} h\", takes = {} }}", dice_.between(10, 60), duration(30, 300)));
    }

    std::string failure() {
        return fmt::format(R"({{ uptime = {}, repair = {}, clock = "{}", on_failure = "{}"{} }})", duration(300, 1500), duration(20, 300),
                           dice_.one_of({"busy", "calendar"}), dice_.one_of({"resume", "restart", "scrap"}),
                           has_crews_ && dice_.chance(50) ? ", crew = \"" + dice_.one_of({"fitter", "man"}) + "\"" : "");
    }

    Dice dice_;
    std::string out_;
    bool has_crews_ = false;
    bool has_shared_ = false;
};

}  // namespace

std::string random_factory(std::uint64_t seed) { return Builder(seed).text(); }

}  // namespace agrocap
