#include "explain/bottleneck.hpp"

#include "experiment/replicator.hpp"
#include "explain/bottleneck_verdict.hpp"
#include "explain/by_number.hpp"
#include "explain/faster_station.hpp"
#include "explain/longest_active.hpp"
#include "explain/looked_lines.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
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

/// What a run of the scenario as it is shows.
struct Base {
    std::vector<double> outputs, all_faster;  // by line; the latter where all stations are faster
    std::vector<std::vector<double>> active;  // by line looked at and station: share as the longest active
    std::uint64_t events = 0;
};

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
        for (const LookedLine& line : lines_)
            for (const PassedStation& passed : line.stations) all.insert(passed.path);
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
            for (const LookedLine& line : lines_) {
                std::vector<StationId> stations;
                for (const PassedStation& passed : line.stations) stations.push_back(passed.station);
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

    /// Which stations of which lines are tried.
    void plan() {
        std::map<std::size_t, std::size_t> lines_of_part;
        std::vector<std::size_t> gaining;
        for (std::size_t l = 0; l < lines_.size(); ++l) {
            if (gains_nothing(l)) continue;
            gaining.push_back(l);
            ++lines_of_part[lines_[l].part];
        }
        std::size_t most = 1;
        for (const auto& [part, count] : lines_of_part) most = std::max(most, count);
        for (const std::size_t l : gaining) {
            tried_[l].stations = likely_stations(l, std::max(stations_least, runs_wanted / most));
            tried_[l].sure = confidence_;
        }
    }

    /// Goes on with twice the replications of lines that cannot be told, as long as events allow it and nobody has asked for a number.
    /// Where they do not allow the least, half of that comes first.
    bool try_stations() {
        std::vector<std::size_t> open;
        for (const auto& [l, tried] : tried_) open.push_back(l);
        if (open.empty()) return true;
        const std::uint64_t events = base_.values().begin()->second.events;
        const auto most = [&] {
            return options_.replications ? std::size_t{0} : std::max(allowed(events, runs_for(open).faster.size() + 1), replications_least);
        };
        std::size_t count = std::min(base_.values().size(), affordable(events, runs_for(open).faster.size()));
        if (most() == replications_least && count == replications_least) count /= 2;
        const double error = 1 - confidence_;
        // Each look has half the chance to be wrong of the one before: all of them together the one asked for.
        for (double left = 2 * count <= most() ? error / 2 : error;; left /= 2, count *= 2) {
            if (!run_stations(open, count)) return false;
            for (const std::size_t l : open) tried_[l].sure = 1 - left;
            std::erase_if(open, [&](std::size_t l) { return is_told(l); });
            if (open.empty() || 2 * count > most()) return true;
        }
    }

    std::vector<LineBottleneck> judge() {
        std::vector<LineBottleneck> judged;
        for (std::size_t l = 0; l < lines_.size(); ++l) {
            const auto tried = tried_.find(l);
            judged.push_back(tried == tried_.end() || tried->second.gains.values().size() < 2
                                 ? LineBottleneck{.what = lines_[l].path, .outside = tried == tried_.end()}
                                 : judge_line(l, tried->second));
        }
        return judged;
    }

  private:
    struct Tried {
        std::vector<std::size_t> stations;    // of the line
        ByNumber<std::vector<double>> gains;  // by station tried
        double sure = 0.95;                   // how sure a verdict is
    };

    /// A run tries one station of each part at most.
    struct StationRuns {
        std::vector<std::set<std::string>> faster;                     // by run: paths of stations
        std::map<std::size_t, std::vector<std::size_t>> runs_of_line;  // by line and station tried
    };

    [[nodiscard]] Model seeded(const Scenario& scenario) const {
        Model model = compile(scenario);
        model.seed = seed_;
        return model;
    }

    [[nodiscard]] StationRuns runs_for(const std::vector<std::size_t>& lines) const {
        StationRuns runs;
        std::map<std::size_t, std::size_t> next_run;  // by part
        for (const std::size_t l : lines) {
            for (const std::size_t station : tried_.at(l).stations) {
                const std::size_t run = next_run[lines_[l].part]++;
                runs.runs_of_line[l].push_back(run);
                runs.faster.resize(std::max(runs.faster.size(), run + 1));
                runs.faster[run].insert(lines_[l].stations[station].path);
            }
        }
        return runs;
    }

    /// Goes on to `count` replications of the stations of these lines. Gives: whether it was not stopped.
    bool run_stations(const std::vector<std::size_t>& lines, std::size_t count) {
        const StationRuns runs = runs_for(lines);
        std::vector<Model> models;
        for (const std::set<std::string>& stations : runs.faster) models.push_back(model_with(stations));
        const std::size_t done = tried_.at(lines.front()).gains.values().size();
        const auto replicate = [&](RunState& memory, std::uint64_t number) {
            if (number < done) return ReplicationResult{};
            std::vector<std::vector<double>> outputs;
            outputs.reserve(models.size());
            for (const Model& model : models) outputs.push_back(outputs_of(run_replication(model, memory, number)));
            const std::vector<double> base = base_outputs(memory, number);
            for (const auto& [l, own] : runs.runs_of_line) {
                const std::size_t part = lines_[l].part;
                std::vector<double> gains;
                for (const std::size_t run : own) gains.push_back(part_output(outputs[run], part) - part_output(base, part));
                tried_.at(l).gains.keep(number, std::move(gains));
            }
            return ReplicationResult{};
        };
        Replicator replicator(replicate, options_);
        replicator.run_to(count);
        return !replicator.stopped();
    }

    /// By line of the model, of the scenario as it is.
    std::vector<double> base_outputs(RunState& memory, std::uint64_t number) {
        if (const auto known = base_.values().find(number); known != base_.values().end()) return known->second.outputs;
        return outputs_of(run_replication(model_, memory, number));
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

    /// Whether the line's stations gain nothing, or it is clear which of them is its bottleneck.
    [[nodiscard]] bool is_told(std::size_t l) const {
        const LineBottleneck judged = judge_line(l, tried_.at(l));
        return judged.verdict != BottleneckVerdict::cannot_tell || judged.outside;
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
        for (const LookedLine& line : lines_)
            if (line.part == part) sum += outputs[line.line.index];
        return sum;
    }

    /// Whether the line makes no more even if all stations are faster: what binds is elsewhere. Notes what it makes.
    bool gains_nothing(std::size_t l) {
        LookedLine& line = lines_[l];
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
        const LookedLine& line = lines_[l];
        std::vector<StationGains> stations;
        for (std::size_t s = 0; s < tried.stations.size(); ++s) {
            StationGains gains{line.stations[tried.stations[s]].id, {}, mean_active(l, tried.stations[s])};
            for (const auto& [number, values] : tried.gains.values()) gains.gains.push_back(values[s]);
            stations.push_back(std::move(gains));
        }
        return judge_bottleneck(line.path, std::move(stations), line.output, {.told = confidence_, .sure = tried.sure});
    }

    const Scenario& scenario_;
    const ExperimentOptions& options_;
    std::uint64_t seed_;
    double confidence_;
    Model model_;
    std::vector<LookedLine> lines_;
    std::vector<std::size_t> places_;  // by line of the model: its output among the metrics
    ByNumber<Base> base_;
    std::map<std::size_t, Tried> tried_;  // by line
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
