#include "coverage_models.hpp"

#include "experiment/experiment.hpp"
#include "experiment/target_test.hpp"
#include "stats/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <utility>

namespace agrocap {

namespace {

constexpr double hours_a_year = 8760;

std::string press(const std::string& station, const std::string& line = "makes = \"part\"\n") {
    return "[item.part]\n[item.other]\n[plant.works.line.main]\n" + line + "route = [\"press\"]\n[plant.works.line.main.station.press]\n" +
           station;
}

double per_year(double count, int hours) { return count * hours_a_year / hours; }

/// Time average over [0, hours] of 1 - exp(-rate t).
double mean_rise(double rate, int hours) { return 1 - (1 - std::exp(-rate * hours)) / (rate * hours); }

std::string arrivals_every(const std::string& mean) {
    return fmt::format("makes = \"part\"\nrelease = {{ every = {{ dist = \"exponential\", mean = \"{}\" }} }}\n", mean);
}

std::string failures_after(const std::string& uptime) {
    return fmt::format(
        "time = \"1 h\"\nfailures = {{ uptime = {{ dist = \"exponential\", mean = \"{}\" }}, repair = {{ dist = \"exponential\", "
        "mean = \"5 h\" }}, clock = \"calendar\" }}\n",
        uptime);
}

/// Mean number in an M/M/1 over [0, hours] from empty, by uniformisation: a Poisson number of steps of a chain on 0 … 399.
/// With rates r = arrivals + services, the time average weighs step n by P(Poisson(r hours) > n) / (r hours).
double mean_in_queue(double arrivals, double services, int hours) {
    const double rate = arrivals + services;
    const double steps = rate * hours;
    std::vector<double> share(400, 0.0);
    share[0] = 1;
    double term = std::exp(-steps);
    double beyond = 1 - term;  // P(Poisson(steps) > n)
    double mean = 0;
    for (int n = 0; beyond > 1e-14 || n < steps; ++n) {
        double number = 0;
        for (std::size_t i = 0; i < share.size(); ++i) number += static_cast<double>(i) * share[i];
        mean += beyond * number / steps;
        std::vector<double> next(share.size(), 0.0);
        for (std::size_t i = 0; i < share.size(); ++i) {
            next[std::min(i + 1, share.size() - 1)] += share[i] * arrivals / rate;
            next[i > 0 ? i - 1 : 0] += share[i] * services / rate;
        }
        share = std::move(next);
        term *= steps / (n + 1);
        beyond -= term;
    }
    return mean;
}

}  // namespace

std::vector<CoverageModel> skewed_models() {
    return {
        {"rare failures", "state.works.main.press.down", 0.05 / 1.05 * mean_rise(0.21, 100), 100, press(failures_after("100 h")),
         "two states from up: a (1 - exp(-s t)), averaged"},
        {"busy queue, short run", "wip.works.main", mean_in_queue(1, 1 / 0.9, 100), 100,
         press("time = { dist = \"exponential\", mean = \"0.9 h\" }\n", arrivals_every("1 h")), "M/M/1 at 0.9 from empty: uniformisation"}};
}

std::vector<CoverageModel> coverage_models() {
    const std::string arrivals = arrivals_every("1 h");
    std::vector<CoverageModel> models;
    models.push_back({"exponential work", "output.total", per_year(200, 200), 200,
                      press("time = { dist = \"exponential\", mean = \"1 h\" }\n"), "a Poisson process: t / mean"});
    models.push_back({"Erlang work", "output.total", per_year(100 - 0.25, 100), 100,
                      press("time = { dist = \"erlang\", k = 2, mean = \"1 h\" }\n"), "renewals: t - 1/4 + exp(-4 t) / 4"});
    models.push_back({"scrap", "scrap.works.main", per_year(50, 500), 500, press("time = \"1 h\"\nscrap = 0.1\n"), "binomial: n p"});
    models.push_back({"rework", "output.total", per_year(0.8 * 300, 300), 300,
                      press("time = \"1 h\"\nrework = { share = 0.2, to = \"press\" }\n"), "binomial: n (1 - share)"});
    models.push_back({"items at random", "output.item.other", per_year(0.3 * 300, 300), 300,
                      press("time = \"1 h\"\n", "makes = { part = 0.7, other = 0.3 }\nsequence = \"random\"\n"), "binomial: n share"});
    models.push_back({"availability", "state.works.main.press.down", 0.2 * mean_rise(0.25, 400), 400, press(failures_after("20 h")),
                      "two states from up: a (1 - exp(-s t)), averaged"});
    models.push_back({"servers without end", "wip.works.main", 8 * mean_rise(0.125, 100), 100,
                      press("servers = 80\ntime = { dist = \"exponential\", mean = \"8 h\" }\n", arrivals),
                      "M/M/inf from empty: r (1 - exp(-m t)), averaged"});
    models.push_back({"lost arrivals", "lost.works.main", per_year(200 * 0.5 * mean_rise(2, 200), 200), 200,
                      press("time = { dist = \"exponential\", mean = \"1 h\" }\nbuffer = 0\n", arrivals),
                      "M/M/1/1 from empty: rate times P(busy), integrated"});
    return models;
}

Scenario scenario_of_model(const CoverageModel& model, const std::string& more) {
    ReadResult read = read_scenario_text(
        fmt::format("schema = 1\n[scenario]\nname = \"{}\"\nhorizon = \"{} h\"\n{}{}", model.name, model.hours, model.body, more));
    if (read.diagnostics.has_errors()) throw std::runtime_error(format_diagnostics(read.diagnostics, read.files));
    return std::move(read.scenario);
}

std::vector<double> values_of(const CoverageModel& model, std::size_t replications, std::uint64_t seed) {
    ExperimentOptions options;
    options.replications = static_cast<std::int64_t>(replications);
    options.seed = seed;
    const ExperimentResult result = run_experiment(scenario_of_model(model), options);
    const std::int64_t metric = result.find(model.metric);
    if (metric < 0) throw std::runtime_error("no metric is called " + model.metric);
    std::vector<double> values;
    for (const auto& row : result.values) values.push_back(row[static_cast<std::size_t>(metric)]);
    return values;
}

double coverage_of(const std::vector<double>& values, std::size_t size, double exact, double confidence) {
    std::size_t held = 0;
    const std::size_t experiments = values.size() / size;
    for (std::size_t i = 0; i < experiments; ++i) {
        const Estimate estimate = estimate_mean(std::span(values).subspan(i * size, size), confidence);
        if (std::abs(*estimate.mean - exact) <= *estimate.half_width) ++held;
    }
    return static_cast<double>(held) / static_cast<double>(experiments);
}

CheckRates check_rates(const std::vector<double>& values, const TargetSpec& target, std::size_t experiments) {
    CheckRates rates;
    TargetTest test(target, 1 - *target.confidence);
    for (const double value : values) {
        test.add(value);
        if (test.state() == TestState::open) continue;
        ++rates.experiments;
        rates.passed += test.state() == TestState::passed ? 1 : 0;
        rates.replications += static_cast<double>(test.replications());
        if (rates.experiments == experiments) break;
        test = TargetTest(target, 1 - *target.confidence);
    }
    const auto n = static_cast<double>(std::max<std::size_t>(rates.experiments, 1));
    rates.passed /= n;
    rates.replications /= n;
    return rates;
}

double fixed_size(double sd, double zone, double error) {
    double n = 10;
    for (int i = 0; i < 50; ++i) {
        const double width = student_t_quantile(1 - error, std::max(n - 1, 1.0)) * sd / zone;
        n = width * width;
    }
    return n;
}

}  // namespace agrocap
