#include "bench/bottleneck_lines.hpp"

#include "bench/dice.hpp"
#include "bound/bound.hpp"
#include "experiment/replication.hpp"
#include "explain/account.hpp"
#include "explain/bottleneck.hpp"
#include "explain/faster_station.hpp"
#include "explain/thread_evidence.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"
#include "scenario/line_stations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

namespace agrocap {

namespace {

constexpr double faster_by = 0.98;
constexpr double tie_share = 0.9;         // of the largest gain
constexpr double outside_share = 0.002;   // of output
constexpr double truth_error = 0.001;     // of all intervals of a line together
constexpr std::size_t truth_looks = 4;    // at the gains, each with twice the replications of the one before
constexpr std::uint64_t truth_seed = 77;  // `explain` takes the scenario's

std::string gamma_time(std::mt19937_64& engine, double minutes) {
    return fmt::format("{{ dist = \"gamma\", mean = \"{:.2f} min\", cv = {:.1f} }}", minutes, dice(engine, 1, 20) / 10.0);
}

/// Work of about an hour a unit, so that any station may be the slowest.
std::string station_of_line(std::mt19937_64& engine, const std::string& path, bool is_mixed) {
    const int servers = dice(engine, 1, 4) == 1 ? dice(engine, 2, 3) : 1;
    const double minutes = servers * dice(engine, 42, 66);
    std::string text = fmt::format("[{}]\nservers = {}\nbuffer = {}\n", path, servers, dice(engine, 0, 10));
    text += "time = " + gamma_time(engine, minutes) + "\n";
    if (is_mixed && dice(engine, 1, 2) == 1) text += "times.y = " + gamma_time(engine, minutes * dice(engine, 80, 125) / 100) + "\n";
    if (dice(engine, 1, 3) == 1)
        text += fmt::format(
            "failures = {{ uptime = {{ dist = \"exponential\", mean = \"{} h\" }}, repair = {{ dist = \"exponential\", mean = \"{} min\" "
            "}} }}\n",
            dice(engine, 10, 60), dice(engine, 20, 240));
    return text;
}

Scenario scenario_of_line(const std::string& text) {
    ReadResult read = read_scenario_text(text, "line.toml");
    if (read.diagnostics.has_errors()) throw std::runtime_error(format_diagnostics(read.diagnostics, read.files));
    return std::move(read.scenario);
}

std::string path_of_station(const Scenario& scenario, const std::string& id) {
    const PlantSpec& plant = scenario.plant.at("p");
    return station_path("plant.p.line.l", id, station_of(plant, plant.line.at("l"), id));
}

/// A variant of the line and what it has made so far, replication by replication.
class LineRuns {
  public:
    explicit LineRuns(const Scenario& scenario) : model_(compile(scenario)) {
        model_.seed = truth_seed;
        const std::vector<MetricInfo> metrics = metric_infos(model_);
        const auto output = std::find_if(metrics.begin(), metrics.end(), [](const MetricInfo& one) { return one.name == "output.total"; });
        output_ = static_cast<std::size_t>(output - metrics.begin());
    }
    void run_to(std::size_t replications, RunState& state) {
        while (outputs_.size() < replications) outputs_.push_back(run_replication(model_, state, outputs_.size()).values[output_]);
    }
    [[nodiscard]] const std::vector<double>& outputs() const { return outputs_; }

  private:
    Model model_;
    std::size_t output_ = 0;
    std::vector<double> outputs_;
};

/// As far as both go.
std::vector<double> less(const std::vector<double>& left, const std::vector<double>& right) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) differences.push_back(left[i] - right[i]);
    return differences;
}

/// By how much each gains more than a tenth less than the best, where both were simulated.
std::vector<Estimate> margins_of(const std::vector<std::vector<double>>& gains, std::size_t best, double confidence) {
    std::vector<Estimate> margins;
    for (const std::vector<double>& one : gains) {
        std::vector<double> margin;
        for (std::size_t r = 0; r < one.size(); ++r) margin.push_back(one[r] - tie_share * gains[best][r]);
        margins.push_back(estimate_mean(margin, confidence));
    }
    return margins;
}

/// One, several or none, where the intervals leave no doubt. Gives: for which stations more replications may tell more.
std::vector<char> judge_truth(BottleneckTruth& truth, const std::vector<std::vector<double>>& gains, double confidence) {
    const auto mean = [&](std::size_t s) { return *truth.gains[s].mean; };
    truth.kind = BottleneckTruth::Kind::unknown;
    truth.right.clear();
    truth.gains.clear();
    for (const std::vector<double>& one : gains) truth.gains.push_back(estimate_mean(one, confidence));
    std::size_t best = 0;
    for (std::size_t s = 1; s < gains.size(); ++s)
        if (gains[s].size() >= gains[best].size() && (gains[s].size() > gains[best].size() || mean(s) > mean(best))) best = s;
    const double least = outside_share * truth.output;
    if (std::all_of(truth.gains.begin(), truth.gains.end(), [&](const Estimate& gain) { return *gain.mean + *gain.half_width < least; })) {
        truth.kind = BottleneckTruth::Kind::outside;
        return std::vector<char>(gains.size(), 0);
    }
    const std::vector<Estimate> margins = margins_of(gains, best, confidence);
    std::vector<char> open(gains.size(), 0);
    bool is_clear = mean(best) - *truth.gains[best].half_width >= least;
    for (std::size_t s = 0; s < gains.size(); ++s) {
        if (*margins[s].mean >= 0) truth.right.push_back(truth.stations[s]);
        is_clear = is_clear && (s == best || std::abs(*margins[s].mean) > *margins[s].half_width);
        // What is surely less than a tenth below one other is less than that below the largest.
        open[s] = *margins[s].mean + *margins[s].half_width >= 0 ? 1 : 0;
    }
    if (!is_clear) return open;
    truth.kind = truth.right.size() == 1 ? BottleneckTruth::Kind::one : BottleneckTruth::Kind::tie;
    return std::vector<char>(gains.size(), 0);
}

}  // namespace

BottleneckLine::BottleneckLine(std::uint64_t seed) {
    std::mt19937_64 engine(seed);
    const int count = dice(engine, 3, 15);
    const bool is_mixed = dice(engine, 1, 3) == 1, is_shared = dice(engine, 1, 4) == 1;
    const int shared = dice(engine, 1, count - 1);
    std::string route, rows;
    for (int s = 0; s < count; ++s) {
        const std::string id = fmt::format("s{:02}", s + 1);
        stations_.push_back(id);
        route += (s == 0 ? "\"" : ", \"") + id + "\"";
        rows += station_of_line(engine, (is_shared && s == shared ? "plant.p.station." : "plant.p.line.l.station.") + id, is_mixed);
    }
    text_ = fmt::format(
        "schema = 1\n[scenario]\nname = \"Line {}\"\nhorizon = \"120 d\"\nwarmup = \"20 d\"\n[experiment]\nreplications = 30\nseed = "
        "{}\n[item.x]\n",
        seed, seed);
    if (is_mixed) text_ += "[item.y]\n";
    text_ += fmt::format("[plant.p.line.l]\nmakes = {}\nroute = [{}]\n{}", is_mixed ? "{ x = 0.6, y = 0.4 }" : "\"x\"", route, rows);
    // Another line's units come to the shared station, too, and make it a likely bottleneck.
    if (is_shared)
        text_ += fmt::format("[plant.p.line.m]\nmakes = \"x\"\nroute = [\"own\", \"{}\"]\n[plant.p.line.m.station.own]\ntime = {}\n",
                             stations_[static_cast<std::size_t>(shared)], gamma_time(engine, dice(engine, 150, 600)));
}

BottleneckTruth BottleneckLine::truth(std::size_t replications) const {
    const Scenario scenario = scenario_of_line(text_);
    BottleneckTruth truth{.kind = BottleneckTruth::Kind::unknown, .output = 0, .stations = stations_, .gains = {}, .right = {}};
    const double confidence = 1 - truth_error / (2 * static_cast<double>(stations_.size() * truth_looks));
    LineRuns base(scenario);
    std::vector<LineRuns> faster;
    for (const std::string& id : stations_) {
        Scenario changed = scenario;
        scale_work(changed, {path_of_station(scenario, id)}, faster_by);
        faster.emplace_back(changed);
    }
    RunState state;
    std::vector<char> open(stations_.size(), 1);
    for (std::size_t look = truth_looks; look-- > 0 && std::find(open.begin(), open.end(), 1) != open.end();) {
        const std::size_t count = std::max<std::size_t>(replications >> look, 2);
        base.run_to(count, state);
        truth.output = *estimate_mean(base.outputs(), confidence).mean;
        std::vector<std::vector<double>> gains;
        for (std::size_t s = 0; s < faster.size(); ++s) {
            if (open[s] != 0) faster[s].run_to(count, state);
            gains.push_back(less(faster[s].outputs(), base.outputs()));
        }
        open = judge_truth(truth, gains, confidence);
    }
    return truth;
}

BottleneckGuesses BottleneckLine::guesses() const {
    const Scenario scenario = scenario_of_line(text_);
    ExperimentOptions options;
    options.threads = 1;
    Explanation told;
    told.bottlenecks = find_bottlenecks(scenario, options, {});
    told.replications = 30;
    follow_threads(told, scenario, options);
    BottleneckGuesses guesses;
    for (const LineBottleneck& line : told.bottlenecks)
        if (line.what == "plant.p.line.l") guesses.ours = line;
    const auto most = [&](auto value) {
        double largest = 0;
        std::string named;
        for (const std::string& id : stations_)
            if (const double found = value(id); found > largest) {
                largest = found;
                named = id;
            }
        return named;
    };
    for (const LineThreads& threads : told.threads)
        if (threads.line == "plant.p.line.l")
            guesses.thread = most([&](const std::string& id) { return share_of_station(threads, path_of_station(scenario, id)); });
    guesses.longest_active = most([&](const std::string& id) {
        for (const StationEvidence& evidence : guesses.ours.stations)
            if (evidence.station == id) return evidence.longest_active;
        return 0.0;
    });
    const ExperimentResult result = run_experiment(scenario, options);
    guesses.busiest = most([&](const std::string& id) {
        const bool is_plants = scenario.plant.at("p").station.contains(id);
        const std::int64_t metric = result.find((is_plants ? "busy.p." : "busy.p.l.") + id);
        return metric < 0 ? 0.0 : result.estimates[static_cast<std::size_t>(metric)].mean.value_or(0);
    });
    const std::vector<Bound> bounds = bounds_of(scenario, {"output.total"});
    guesses.bound_price = most([&](const std::string& id) {
        double part = 0;
        for (std::size_t r = 0; bounds.front().proof && r < bounds.front().program.rows.size(); ++r) {
            const ProgramRow& row = bounds.front().program.rows[r];
            if (row.kind == RowKind::hours && row.what == path_of_station(scenario, id))
                part += bounds.front().proof->prices[r] * row.limit;
        }
        return part;
    });
    return guesses;
}

}  // namespace agrocap
