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

std::vector<double> outputs_of_line(const Scenario& scenario, std::size_t replications) {
    Model model = compile(scenario);
    model.seed = truth_seed;
    const std::vector<MetricInfo> metrics = metric_infos(model);
    const auto output = std::find_if(metrics.begin(), metrics.end(), [](const MetricInfo& one) { return one.name == "output.total"; });
    RunState state;
    std::vector<double> outputs;
    for (std::size_t r = 0; r < replications; ++r)
        outputs.push_back(run_replication(model, state, r).values[static_cast<std::size_t>(output - metrics.begin())]);
    return outputs;
}

std::vector<double> less(const std::vector<double>& left, const std::vector<double>& right) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < left.size(); ++i) differences.push_back(left[i] - right[i]);
    return differences;
}

/// One, several or none, where the intervals leave no doubt.
void judge_truth(BottleneckTruth& truth, const std::vector<std::vector<double>>& gains, double confidence) {
    const auto mean = [&](std::size_t s) { return *truth.gains[s].mean; };
    std::size_t best = 0;
    for (std::size_t s = 1; s < gains.size(); ++s)
        if (mean(s) > mean(best)) best = s;
    const double least = outside_share * truth.output;
    if (std::all_of(truth.gains.begin(), truth.gains.end(), [&](const Estimate& gain) { return *gain.mean + *gain.half_width < least; })) {
        truth.kind = BottleneckTruth::Kind::outside;
        return;
    }
    if (mean(best) - *truth.gains[best].half_width < least) return;
    bool is_clear = true;
    for (std::size_t s = 0; s < gains.size(); ++s) {
        std::vector<double> short_of;  // a tenth below the best
        for (std::size_t r = 0; r < gains[s].size(); ++r) short_of.push_back(gains[s][r] - tie_share * gains[best][r]);
        const Estimate margin = estimate_mean(short_of, confidence);
        if (*margin.mean >= 0) truth.right.push_back(truth.stations[s]);
        is_clear = is_clear && (s == best || std::abs(*margin.mean) > *margin.half_width);
    }
    if (is_clear) truth.kind = truth.right.size() == 1 ? BottleneckTruth::Kind::one : BottleneckTruth::Kind::tie;
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
    const double confidence = 1 - truth_error / (2 * static_cast<double>(stations_.size()));
    const std::vector<double> base = outputs_of_line(scenario, replications);
    truth.output = *estimate_mean(base, confidence).mean;
    std::vector<std::vector<double>> gains;
    for (const std::string& id : stations_) {
        Scenario changed = scenario;
        scale_work(changed, {path_of_station(scenario, id)}, faster_by);
        gains.push_back(less(outputs_of_line(changed, replications), base));
        truth.gains.push_back(estimate_mean(gains.back(), confidence));
    }
    judge_truth(truth, gains, confidence);
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
