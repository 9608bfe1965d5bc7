#include "network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <random>

namespace agrocap::bench {

namespace {

constexpr std::uint32_t machines = 10;
constexpr std::uint32_t plants_at_hub = 10;
constexpr std::uint32_t hubs_of_region = 10;
constexpr std::uint32_t markets_at_hub = 2;
constexpr std::uint32_t demands_of_market = 5;
constexpr std::uint32_t stations_of_line = 5;
constexpr double sold_per_year = 5900;  // of each machine, for each ten plants: two lines of some 3,500 a year, 85 % used

class Writer {
  public:
    Writer(const NetworkSize& size, std::uint64_t seed)
        : size_(size),
          hubs_(size.plants / plants_at_hub),
          ring_(size.reach == Reach::region ? std::min(hubs_, hubs_of_region) : hubs_),
          random_(seed) {}

    std::string text() {
        head();
        for (std::uint32_t hub = 0; hub < hubs_; ++hub) write_hub(hub);
        for (std::uint32_t plant = 0; plant < size_.plants; ++plant) write_plant(plant);
        for (std::uint32_t market = 0; market < hubs_ * markets_at_hub; ++market) write_market(market);
        return text_;
    }

  private:
    template <class... Values>
    void add(fmt::format_string<Values...> form, Values&&... values) {
        fmt::format_to(std::back_inserter(text_), form, std::forward<Values>(values)...);
    }

    /// A number from `low` to `high`; not std::uniform_int_distribution, which differs between libraries.
    std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + static_cast<std::uint32_t>(random_() % (high - low + 1)); }

    /// The hub so many steps on in the ring.
    [[nodiscard]] std::uint32_t along_ring(std::uint32_t hub, std::uint32_t steps) const {
        return hub / ring_ * ring_ + (hub % ring_ + steps) % ring_;
    }

    void head() {
        add("schema = 1\n[scenario]\nname = \"network of {} plants\"\nhome = \"KZ\"\nhorizon = \"{} d\"\nwarmup = \"10 d\"\n", size_.plants,
            size_.days);
        add("[calendar.two-shift]\nshifts = [{{ days = \"mon-fri\", from = \"06:00\", to = \"14:00\" }}, "
            "{{ days = \"mon-fri\", from = \"14:00\", to = \"22:00\" }}]\n");
        for (std::uint32_t machine = 0; machine < machines; ++machine)
            add("[item.machine-{0}]\nprice = {1}\nuses = {{ kit-{0} = 1 }}\n[item.kit-{0}]\n", machine, 10000 + 1000 * machine);
    }

    void write_hub(std::uint32_t hub) {
        add("[place.hub-{}]\nkind = \"hub\"\nservers = 8\ntime = {{ dist = \"gamma\", mean = \"2 h\", cv = 1 }}\n", hub);
        add("[supplier.kits-{}]\ncountry = \"BY\"\n", hub);
        for (std::uint32_t machine = 0; machine < machines; ++machine)
            add("item.kit-{} = {{ price = 6000, lead = {{ dist = \"gamma\", mean = \"8 d\", cv = 0.3 }}, lot = 10 }}\n", machine);
        for (std::uint32_t road = 0; road < 6; ++road) {
            const std::uint32_t near = along_ring(hub, road / markets_at_hub);
            write_lane(fmt::format("h{}-m{}", hub, road), fmt::format("place.hub-{}", hub),
                       fmt::format("market.m{}", near * markets_at_hub + road % markets_at_hub));
        }
        for (const std::uint32_t step : {1U, ring_ - 1, 7U, ring_ - 7}) {
            const std::uint32_t other = along_ring(hub, step);
            if (other != hub) {
                write_lane(fmt::format("h{}-h{}-{}", hub, other, step), fmt::format("place.hub-{}", hub),
                           fmt::format("place.hub-{}", other));
            } else {  // a ring of one hub: more lanes to its markets
                write_lane(fmt::format("h{}-again-{}", hub, step % 11), fmt::format("place.hub-{}", hub),
                           fmt::format("market.m{}", step % 2));
            }
        }
    }

    void write_lane(const std::string& id, const std::string& from, const std::string& to) {
        add("[lane.{}]\nfrom = \"{}\"\nto = \"{}\"\ntransit = {{ dist = \"gamma\", mean = \"{} h\", cv = 0.3 }}\n", id, from, to,
            between(6, 40));
        add("load = 4\nwait = \"2 d\"\ncost = {}\n", between(20, 400));
    }

    void write_plant(std::uint32_t plant) {
        const std::uint32_t made[] = {plant % machines, (plant * 7 + 3) % machines};
        add("[plant.p{}]\ncountry = \"KZ\"\ncalendar = \"two-shift\"\n", plant);
        for (std::uint32_t line = 0; line < 2; ++line) {
            const std::string path = fmt::format("plant.p{}.line.l{}", plant, line);
            if (line == 0 || made[1] != made[0]) {
                add("[plant.p{0}.store.kit-{1}]\ninitial = 150\nreorder = {{ policy = \"r,Q\", r = 120, Q = 50 }}\nsource = {{ kits-{2} = "
                    "1 }}\n",
                    plant, made[line], plant / plants_at_hub);
                add("[plant.p{}.store.machine-{}]\ntarget = 20\n", plant, made[line]);
            }
            add("[{}]\nmakes = \"machine-{}\"\nrelease = \"pull\"\nbuffer = 2\nroute = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n", path,
                made[line]);
            for (std::uint32_t station = 0; station < stations_of_line; ++station) {
                add("[{}.station.{}]\ntime = {{ dist = \"gamma\", mean = \"{} min\", cv = 0.4 }}\n", path, static_cast<char>('a' + station),
                    between(45, 60));
                if (between(0, 2) > 0) continue;
                add("failures = {{ uptime = {{ dist = \"exponential\", mean = \"40 h\" }}, repair = {{ dist = \"lognormal\", mean = \"1 "
                    "h\", "
                    "cv = 1 }} }}\n");
            }
        }
        write_lane(fmt::format("p{}-hub", plant), fmt::format("plant.p{}", plant), fmt::format("place.hub-{}", plant / plants_at_hub));
    }

    void write_market(std::uint32_t market) {
        add("[market.m{}]\ncountry = \"{}\"\ntariff = 0.05\n", market, market % 4 == 3 ? "UZ" : "KZ");
        for (std::uint32_t demand = 0; demand < demands_of_market; ++demand)
            add("demand.machine-{} = {{ per_year = {}, patience = \"20 d\" }}\n", (market * demands_of_market + demand) % machines,
                sold_per_year);
    }

    const NetworkSize size_;
    const std::uint32_t hubs_;
    const std::uint32_t ring_;  // hubs in a ring
    std::mt19937_64 random_;
    std::string text_;
};

}  // namespace

std::string network_text(const NetworkSize& size, std::uint64_t seed) { return Writer(size, seed).text(); }

}  // namespace agrocap::bench
