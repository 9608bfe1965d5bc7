#include "explain/bottleneck.hpp"

#include "experiment/replicator.hpp"
#include "explain/bottleneck_verdict.hpp"
#include "explain/by_number.hpp"
#include "explain/faster_station.hpp"
#include "explain/longest_active.hpp"
#include "model/compile/compile.hpp"
#include "model/compile/parts.hpp"
#include "observe/metrics.hpp"
#include "scenario/line_stations.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace agrocap {

namespace {

constexpr double faster = 0.98;                      // of the time that work takes
constexpr std::size_t replications_least = 10;       // that gains rest on, unless fewer are asked for
constexpr std::uint64_t events_wanted = 60'000'000;  // to simulate at most, if that many replications allow it
constexpr std::size_t runs_wanted = 24;              // of a replication, with stations tried one after the other
constexpr std::size_t stations_least = 4;            // that are tried of each line

/// A station that a line's units come to.
struct Passed {
    std::string id, path;
    StationId station;
};

/// A line that is looked at.
struct Looked {
    LineId line;
    std::string path;
    std::size_t part = 0;  // lines of other parts share nothing with it
    std::vector<Passed> stations;
    double output = 0;  // of a year: its own, or of its part where it makes none
};

/// What a run of the scenario as it is shows.
struct Base {
    std::vector<double> outputs, all_faster;  // by line; the latter where all stations are faster
    std::vector<std::vector<double>> active;  // by line looked at and station: share as the longest active
    std::uint64_t events = 0;
};

/// By line of the model: the number of its part.
std::vector<std::size_t> parts_of_lines(const Model& model) {
    std::vector<std::size_t> part_of(model.lines.size(), 0);
    Model apart = model;
    find_parts(apart, 1);
    for (std::size_t part = 0; part < apart.parts.size(); ++part)
        for (const LineId line : apart.parts[part].lines) part_of[line.index] = part;
    return part_of;
}

bool is_counted(const Model& model, const Line& line, const CountedOutput& counted) {
    if (!counted.plant.empty() && counted.plant != model.plants[line.plant].id) return false;
    if (!counted.line.empty() && counted.line != line.id) return false;
    if (counted.item.empty() && counted.family.empty()) return true;
    for (const LineItem& made : rows_of(model.line_items, line.items)) {
        const Item& item = model.items[made.item];
        if (counted.item.empty() ? item.family == counted.family : item.id == counted.item) return true;
    }
    return false;
}

std::vector<Looked> lines_to_look_at(const Scenario& scenario, const Model& model, const CountedOutput& counted) {
    std::map<std::string, StationId> by_path;
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) by_path[model.station_names[StationId(s)].path] = StationId(s);
    const std::vector<std::size_t> part_of = parts_of_lines(model);
    std::vector<Looked> lines;
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const Line& line = model.lines[LineId(l)];
        if (!is_counted(model, line, counted)) continue;
        const PlantSpec& plant = scenario.plant.at(model.plants[line.plant].id);
        Looked looked{LineId(l), line.path, part_of[l], {}, 0};
        for (const auto& [id, station] : stations_of(plant, plant.line.at(line.id))) {
            const std::string path = station_path(line.path, id, station);
            if (const auto found = by_path.find(path); found != by_path.end()) looked.stations.push_back({id, path, found->second});
        }
        lines.push_back(std::move(looked));
    }
    return lines;
}

class BottleneckSearch {
  public:
    BottleneckSearch(const Scenario& scenario, const ExperimentOptions& options, const CountedOutput& counted)
        : scenario_(scenario),
          options_(options),
          seed_(options.seed.value_or(*scenario.experiment.seed)),
          confidence_(options.confidence.value_or(*scenario.experiment.confidence)),
          model_(seeded(scenario)),
          lines_(lines_to_look_at(scenario, model_, counted)) {
        std::map<std::string, std::size_t> places;
        const std::vector<MetricInfo> metrics = metric_infos(model_);
        for (std::size_t m = 0; m < metrics.size(); ++m) places[metrics[m].name] = m;
        for (const Line& line : model_.lines) places_.push_back(places.at("output.line." + model_.plants[line.plant].id + "." + line.id));
    }

    /// Each line as it is, and with all stations faster. Gives: whether it was not stopped.
    bool look() {
        std::set<std::string> all;
        for (const Looked& line : lines_)
            for (const Passed& passed : line.stations) all.insert(passed.path);
        const Model all_faster = model_with(all);
        RunState state;
        const std::uint64_t events = run_replication(model_, state, 0).events;
        const std::size_t count = affordable(events, 2);
        const auto replicate = [&](RunState& memory, std::uint64_t number) {
            Base base;
            LongestActive watched(model_);
            const ReplicationResult run = run_replication(model_, memory, number, &watched);
            base.outputs = outputs_of(run);
            base.events = run.events;
            for (const Looked& line : lines_) {
                std::vector<StationId> stations;
                for (const Passed& passed : line.stations) stations.push_back(passed.station);
                base.active.push_back(watched.shares(stations));
            }
            base.all_faster = outputs_of(run_replication(all_faster, memory, number));
            base_.keep(number, std::move(base));
            return ReplicationResult{};
        };
        Replicator replicator(replicate, options_);
        replicator.run_to(count);
        return !replicator.stopped();
    }

    /// Which stations of which lines are tried, and in which run: a run tries one station of each part at most.
    void plan() {
        std::map<std::size_t, std::size_t> lines_of_part;
        for (std::size_t l = 0; l < lines_.size(); ++l) {
            if (gains_nothing(l)) continue;
            tried_[l];
            ++lines_of_part[lines_[l].part];
        }
        std::size_t most = 1;
        for (const auto& [part, count] : lines_of_part) most = std::max(most, count);
        const std::size_t each = std::max(stations_least, runs_wanted / most);
        std::map<std::size_t, std::size_t> next_run;  // by part
        for (auto& [l, tried] : tried_) {
            for (const std::size_t station : likely_stations(l, each)) {
                const std::size_t run = next_run[lines_[l].part]++;
                tried.emplace_back(station, run);
                runs_.resize(std::max(runs_.size(), run + 1));
                runs_[run].insert(lines_[l].stations[station].path);
            }
        }
    }

    /// Goes on with twice the replications where some line cannot be told, as long as events allow it and nobody has asked for a number.
    bool try_stations() {
        if (runs_.empty()) return true;
        std::vector<Model> models;
        for (const std::set<std::string>& stations : runs_) models.push_back(model_with(stations));
        const auto replicate = [&](RunState& memory, std::uint64_t number) {
            std::vector<std::vector<double>> outputs;
            for (const Model& model : models) outputs.push_back(outputs_of(run_replication(model, memory, number)));
            const auto known = base_.values().find(number);
            outputs.push_back(known != base_.values().end() ? known->second.outputs : outputs_of(run_replication(model_, memory, number)));
            outputs_.keep(number, std::move(outputs));
            return ReplicationResult{};
        };
        Replicator replicator(replicate, options_);
        const std::uint64_t events = base_.values().begin()->second.events;
        std::size_t count = std::min(base_.values().size(), affordable(events, runs_.size()));
        const std::size_t most = options_.replications ? count : allowed(events, runs_.size() + 1);
        const double error = 1 - confidence_;
        sure_ = 2 * count <= most ? 1 - error / 2 : confidence_;
        replicator.run_to(count);
        // Each look has half the chance to be wrong of the one before: all of them together the one asked for.
        for (double left = error / 4; 2 * count <= most && !replicator.stopped() && cannot_tell(); left /= 2) {
            count *= 2;
            sure_ = 1 - left;
            replicator.run_to(count);
        }
        return !replicator.stopped();
    }

    std::vector<LineBottleneck> judge() {
        std::vector<LineBottleneck> judged;
        for (std::size_t l = 0; l < lines_.size(); ++l) {
            const auto tried = tried_.find(l);
            judged.push_back(tried == tried_.end() || outputs_.values().size() < 2
                                 ? LineBottleneck{.what = lines_[l].path, .outside = tried == tried_.end()}
                                 : judge_line(l, tried->second));
        }
        return judged;
    }

  private:
    using Tried = std::vector<std::pair<std::size_t, std::size_t>>;  // station of the line, run

    [[nodiscard]] Model seeded(const Scenario& scenario) const {
        Model model = compile(scenario);
        model.seed = seed_;
        return model;
    }

    [[nodiscard]] Model model_with(const std::set<std::string>& stations) const {
        Scenario scenario = scenario_;
        scale_work(scenario, stations, faster);
        return seeded(scenario);
    }

    /// As many replications as are asked for; where nobody asks for a number, as many as events allow.
    [[nodiscard]] std::size_t affordable(std::uint64_t events, std::size_t runs) const {
        // Two at least: without a second nobody knows how much a gain varies, or that it does not.
        const auto planned = std::max<std::size_t>(static_cast<std::size_t>(planned_replications(scenario_, options_)), 2);
        if (options_.replications) return planned;
        return std::min<std::size_t>(planned, std::max<std::size_t>(allowed(events, runs), replications_least));
    }

    static std::size_t allowed(std::uint64_t events, std::size_t runs) {
        return static_cast<std::size_t>(events_wanted / std::max<std::uint64_t>(events * runs, 1));
    }

    /// Whether some line's stations gain something, and it is not clear which of them is its bottleneck.
    [[nodiscard]] bool cannot_tell() const {
        return std::any_of(tried_.begin(), tried_.end(), [&](const auto& one) {
            const LineBottleneck judged = judge_line(one.first, one.second);
            return judged.verdict == BottleneckVerdict::cannot_tell && !judged.outside;
        });
    }

    /// Finished goods a year, by line.
    [[nodiscard]] std::vector<double> outputs_of(const ReplicationResult& run) const {
        std::vector<double> outputs;
        for (const std::size_t place : places_) outputs.push_back(run.values[place]);
        return outputs;
    }

    /// Of the lines that share something with this one.
    [[nodiscard]] double part_output(const std::vector<double>& outputs, std::size_t part) const {
        double sum = 0;
        for (const Looked& line : lines_)
            if (line.part == part) sum += outputs[line.line.index];
        return sum;
    }

    /// Whether the line makes no more even if all stations are faster: what binds is elsewhere. Notes what it makes.
    bool gains_nothing(std::size_t l) {
        Looked& line = lines_[l];
        std::vector<double> outputs, gains;
        for (const auto& [number, base] : base_.values()) {
            const double own = base.outputs[line.line.index];
            outputs.push_back(own);
            gains.push_back(base.all_faster[line.line.index] - own);
        }
        line.output = *estimate_mean(outputs, confidence_).mean;
        if (!(line.output > 0)) {  // a feeder: its parts go into others' goods
            gains.clear();
            line.output = 0;
            for (const auto& [number, base] : base_.values()) {
                line.output += part_output(base.outputs, line.part) / static_cast<double>(base_.values().size());
                gains.push_back(part_output(base.all_faster, line.part) - part_output(base.outputs, line.part));
            }
        }
        const Estimate gain = estimate_mean(gains, confidence_);
        return *gain.mean + gain.half_width.value_or(0) < gain_least * line.output;
    }

    [[nodiscard]] double mean_active(std::size_t l, std::size_t station) const {
        double sum = 0;
        for (const auto& [number, base] : base_.values()) sum += base.active[l][station];
        return sum / static_cast<double>(base_.values().size());
    }

    /// Those that are longest active first; all of them where there are no more than `most`.
    [[nodiscard]] std::vector<std::size_t> likely_stations(std::size_t l, std::size_t most) const {
        std::vector<std::size_t> stations(lines_[l].stations.size());
        for (std::size_t s = 0; s < stations.size(); ++s) stations[s] = s;
        std::stable_sort(stations.begin(), stations.end(),
                         [&](std::size_t a, std::size_t b) { return mean_active(l, a) > mean_active(l, b); });
        stations.resize(std::min(stations.size(), most));
        return stations;
    }

    [[nodiscard]] LineBottleneck judge_line(std::size_t l, const Tried& tried) const {
        const Looked& line = lines_[l];
        std::vector<StationGains> stations;
        for (const auto& [station, run] : tried) {
            StationGains gains{line.stations[station].id, {}, mean_active(l, station)};
            for (const auto& [number, outputs] : outputs_.values())
                gains.gains.push_back(part_output(outputs[run], line.part) - part_output(outputs.back(), line.part));
            stations.push_back(std::move(gains));
        }
        return judge_bottleneck(line.path, std::move(stations), line.output, {.told = confidence_, .sure = sure_});
    }

    const Scenario& scenario_;
    const ExperimentOptions& options_;
    std::uint64_t seed_;
    double confidence_;
    Model model_;
    std::vector<Looked> lines_;
    std::vector<std::size_t> places_;  // by line of the model: its output among the metrics
    ByNumber<Base> base_;
    std::map<std::size_t, Tried> tried_;                  // by line
    std::vector<std::set<std::string>> runs_;             // the stations that are faster
    ByNumber<std::vector<std::vector<double>>> outputs_;  // by run, the scenario as it is last, then line
    double sure_ = 0.95;                                  // how sure a verdict is
};

}  // namespace

std::vector<LineBottleneck> find_bottlenecks(const Scenario& scenario, const ExperimentOptions& options, const CountedOutput& counted) {
    BottleneckSearch search(scenario, options, counted);
    if (!search.look()) return {};
    search.plan();
    if (!search.try_stations()) return {};
    return search.judge();
}

}  // namespace agrocap
