#include "bench/least_change.hpp"

#include "bench/dice.hpp"
#include "explain/set_runs.hpp"
#include "scenario/change_costs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <stdexcept>

namespace agrocap {

namespace {

constexpr std::size_t changes_most = 3;
constexpr double zone = 0.005;                // of the threshold: the language's own
constexpr std::uint64_t other_seed = 10'007;  // of the enumeration

std::string station_of_case(std::mt19937_64& engine, const std::string& id) {
    std::string text =
        fmt::format("[plant.p.line.l.station.{}]\ntime = {{ dist = \"gamma\", mean = \"{} min\", cv = 0.{} }}\nbuffer = {}\n", id,
                    dice(engine, 40, 80), dice(engine, 1, 9), dice(engine, 0, 4));
    if (dice(engine, 1, 3) == 1)
        text += fmt::format(
            "failures = {{ uptime = {{ dist = \"exponential\", mean = \"{} h\" }}, repair = {{ dist = \"exponential\", mean = \"{} h\" }} "
            "}}\n",
            dice(engine, 20, 60), dice(engine, 1, 6));
    return text;
}

/// The line, without its target.
std::string line_of_case(std::mt19937_64& engine, bool has_costs) {
    const int stations = dice(engine, 2, has_costs ? 3 : 2);
    std::string route, rows;
    for (int s = 0; s < stations; ++s) {
        const std::string id(1, static_cast<char>('a' + s));
        route += (s == 0 ? "\"" : ", \"") + id + "\"";
        rows += station_of_case(engine, id);
    }
    std::string text = fmt::format(
        "schema = 1\n[scenario]\nname = \"A line\"\nhorizon = \"40 d\"\nwarmup = \"2 d\"\n[experiment]\nreplications = 30\nseed = "
        "{}\n[item.x]\n"
        "[plant.p.line.l]\nmakes = \"x\"\nroute = [{}]\n{}",
        dice(engine, 1, 1'000'000), route, rows);
    if (!has_costs) return text;
    text += fmt::format("[changes]\nwork = {{ \"plant.p.line.l.station.a\" = {}, \"*\" = {} }}\nserver = {}\nfailures = {}\nbuffer = {}\n",
                        dice(engine, 20, 60), dice(engine, 20, 60), dice(engine, 60, 140), dice(engine, 10, 50), dice(engine, 1, 9));
    return text;
}

struct ReadCase {
    ResolvedText text;
    ReadResult read;
};

ReadCase read_case(const std::string& text) {
    ReadCase made{resolve_text(text, "line.toml"), {}};
    made.read = read_resolved(made.text);
    if (made.read.diagnostics.has_errors()) throw std::runtime_error(format_diagnostics(made.read.diagnostics, made.read.files));
    return made;
}

}  // namespace

LeastChangeCase::LeastChangeCase(std::uint64_t seed) : has_costs_(seed % 2 == 1) {
    std::mt19937_64 engine(seed);
    text_ = line_of_case(engine, has_costs_);
    const ReadCase made = read_case(text_);
    catalogue_ = change_catalogue(made.text, made.read.scenario);
    if (has_costs_) catalogue_ = priced(std::move(catalogue_), change_costs(made.text.root));
    threshold_ = static_cast<double>(dice(engine, 10, 90)) / 100;  // of the way from as it is to the most that can be; see `enumerate`
}

void LeastChangeCase::enumerate() {
    const ReadCase made = read_case(text_);
    ExperimentOptions options;
    options.threads = 1;
    SetRuns runs({made.text, made.read.scenario, options, catalogue_, "output.total", true, other_seed});
    for (std::size_t size = 0; size <= changes_most; ++size)
        for (ChangeSet& set : all_sets(catalogue_.size(), size, 1'000'000)) {
            double rank = static_cast<double>(size);
            if (has_costs_)
                rank = std::accumulate(set.begin(), set.end(), 0.0,
                                       [&](double sum, std::size_t change) { return sum + *catalogue_[change].cost; });
            sets_.push_back({set, rank, 0});
            runs.add(std::move(set));
        }
    std::vector<std::size_t> all(sets_.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    runs.simulate(all, 30);
    runs_ = runs.replications();
    for (const std::size_t set : all) sets_[set].mean = runs.mean(set);
    const auto most = std::max_element(sets_.begin(), sets_.end(), [](const OneSet& a, const OneSet& b) { return a.mean < b.mean; });
    threshold_ = sets_.front().mean + threshold_ * (most->mean - sets_.front().mean);
    text_ += fmt::format("[target.t]\nmetric = \"output.total\"\nat_least = {:.1f}\n", threshold_);
}

Reach LeastChangeCase::reached() const {
    const ReadCase made = read_case(text_);
    ExperimentOptions options;
    options.threads = 1;
    return find_least_change(made.text, made.read.scenario, options, {.target = "t", .changes_max = changes_most, .sets_max = 1'000'000});
}

double LeastChangeCase::mean_of(const Reach& reach, const ReachPoint& point) const {
    std::vector<std::string> what;
    for (const std::size_t change : point.changes) what.push_back(reach.catalogue[change].what);
    const auto is_it = [&](const OneSet& one) {
        std::vector<std::string> own;
        for (const std::size_t change : one.changes) own.push_back(catalogue_[change].what);
        return own == what;
    };
    return std::find_if(sets_.begin(), sets_.end(), is_it)->mean;
}

bool LeastChangeCase::is_optimum(const Reach& reach) const {
    const double delta = zone * threshold_;
    double least = -1;  // rank of what meets it by more than the zone
    for (const OneSet& one : sets_)
        if (one.mean >= threshold_ + delta && (least < 0 || one.rank < least)) least = one.rank;
    const std::optional<std::size_t> found = reach.found();
    if (!found) return least < 0;
    const ReachPoint& point = reach.frontier[*found];
    const double rank = has_costs_ ? point.cost : static_cast<double>(point.changes.size());
    return mean_of(reach, point) >= threshold_ - delta && (least < 0 || rank <= least);
}

}  // namespace agrocap
