#include "bench/selection.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>

namespace agrocap {

namespace {

constexpr int hours = 100;
constexpr double hours_a_year = 8760;

std::string scenario_text(int side, double sixths) {
    std::string text = fmt::format(
        "schema = 1\n[scenario]\nname = \"Three lines\"\nhorizon = \"{} h\"\n[item.part]\n[target.enough]\nmetric = \"output.total\"\n"
        "at_least = {}\nindifference = {}\n[study.servers]\ncost = {{ \"plant.works.line.a.station.press.servers\" = 10, "
        "\"plant.works.line.b.station.press.servers\" = 6, \"plant.works.line.c.station.press.servers\" = 5 }}\n[study.servers.vary]\n",
        hours, (sixths + 0.5) / 6 * hours_a_year, hours_a_year / 12);
    for (const char* line : {"a", "b", "c"})
        text += fmt::format("\"plant.works.line.{}.station.press.servers\" = {{ from = 1, to = {}, steps = {} }}\n", line, side, side);
    int mean = 0;
    for (const char* line : {"a", "b", "c"})
        text += fmt::format(
            "[plant.works.line.{0}]\nmakes = \"part\"\nroute = [\"press\"]\n[plant.works.line.{0}.station.press]\n"
            "time = {{ dist = \"exponential\", mean = \"{1} h\" }}\n",
            line, ++mean);
    return text;
}

/// Forgets everything: each optimisation starts from nothing.
class NoStore final : public StudyStore {
  public:
    bool is_complete(std::size_t, std::int64_t) override { return false; }
    std::vector<std::uint64_t> begin_point(std::size_t, const StudyPoint&, std::int64_t) override { return {}; }
    void refuse_point(std::size_t, const PointRefusal& refusal) override { throw std::runtime_error(refusal.reason); }
    void keep(std::size_t, std::uint64_t, const ReplicationResult&) override {}
};

}  // namespace

SelectionProblem::SelectionProblem(int side) {
    const double sixths = 6 * side;  // of some 11 in 12 of all that could be
    text_ = resolve_text(scenario_text(side, sixths), "three-lines.toml");
    ReadResult read = read_resolved(text_);
    if (read.diagnostics.has_errors()) throw std::runtime_error(format_diagnostics(read.diagnostics, read.files));
    scenario_ = std::move(read.scenario);
    Diagnostics problems;
    design_ = lay_out(scenario_.study.at("servers"), "servers", problems);
    int cheapest = 0;
    for (std::size_t point = 0; point < design_.points.size(); ++point) {
        const auto servers = [&](std::size_t line) { return std::atoi(design_.points[point][line].c_str()); };
        const int cost = 10 * servers(0) + 6 * servers(1) + 5 * servers(2);
        if (6 * servers(0) + 3 * servers(1) + 2 * servers(2) <= sixths || (cheapest > 0 && cost >= cheapest)) continue;
        cheapest = cost;
        best_ = point;
    }
}

Optimum SelectionProblem::optimised(std::uint64_t seed) const {
    NoStore store;
    const OptimisePlan plan{.scenario = text_,
                            .study = scenario_.study.at("servers"),
                            .design = design_,
                            .focus = {"output.total"},
                            .max_replications = 100'000,
                            .seed = seed,
                            .threads = 1,
                            .progress = {}};
    return optimise(plan, store, [](std::size_t, std::uint64_t) { return std::optional<ReplicationResult>(); });
}

}  // namespace agrocap
