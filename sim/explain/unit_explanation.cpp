#include "explain/unit_explanation.hpp"

#include "experiment/replication.hpp"
#include "experiment/stages.hpp"
#include "thread/thread_estimate.hpp"
#include "thread/thread_recorder.hpp"

#include <utility>

namespace agrocap {

namespace {

LineId line_called(const Model& model, const std::string& path) {
    for (std::uint32_t i = 0; i < model.lines.size(); ++i)
        if (model.lines[LineId(i)].path == path) return LineId(i);
    return {};
}

ToldPiece told_piece(const Model& model, const ThreadPiece& piece) {
    return {.from_ns = piece.from.time_since_epoch().count(),
            .to_ns = piece.to.time_since_epoch().count(),
            .cause = thread_cause_names[static_cast<std::size_t>(piece.why.cause)],
            .where = path_of(model, piece.why.where),
            .of = piece.why.of.valid() ? path_of(model, place_of(piece.why.of)) : "",
            .tied = piece.tied};
}

UnitFate fate_of(const UnitExplanation& told, bool has_left, bool was_scrapped) {
    if (has_left) return UnitFate::left;
    if (was_scrapped) return UnitFate::scrapped;
    return told.unit.number <= told.released ? UnitFate::in_line : UnitFate::never_released;
}

}  // namespace

UnitExplanation explain_unit(const Scenario& scenario, const ExperimentOptions& options, const UnitQuestion& unit) {
    Experiment experiment(scenario, options);
    const Model& model = experiment.model();
    const LineId line = line_called(model, unit.line);
    ThreadRecorder recorder(model, {line, unit.number});
    RunState state;
    run_replication(model, state, unit.replication, &recorder);

    UnitExplanation told;
    told.scenario = *scenario.name;
    told.files = scenario.files;
    told.set = scenario.set;
    told.seed = model.seed;
    told.start = *scenario.start;
    told.unit = unit;
    told.released = static_cast<std::uint64_t>(state.lines[line].released_ever);
    const std::optional<Thread> thread = recorder.to_unit();
    told.fate = fate_of(told, thread.has_value(), recorder.unit_was_scrapped());
    if (!thread) return told;
    for (const ThreadPiece& piece : thread->pieces) told.pieces.push_back(told_piece(model, piece));
    const ThreadShares shares = shares_of(*thread, Time{});
    told.shares = told_threads(model, line, {&shares}, experiment.result().confidence);
    return told;
}

std::vector<std::string> line_paths(const Scenario& scenario) {
    std::vector<std::string> paths;
    for (const auto& [plant_id, plant] : scenario.plant)
        for (const auto& [line_id, line] : plant.line) paths.push_back("plant." + plant_id + ".line." + line_id);
    return paths;
}

}  // namespace agrocap
