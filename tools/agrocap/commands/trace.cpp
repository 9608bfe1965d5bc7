#include "base/visible_text.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/stages.hpp"
#include "interrupt.hpp"
#include "observe/trace_recorder.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "report/number_format.hpp"
#include "report/run_report.hpp"
#include "report/trace_time.hpp"
#include "scenario_input.hpp"
#include "thread/thread_estimate.hpp"
#include "trace_options.hpp"
#include "trace_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace agrocap {

namespace {

bool has_format(const TraceRequest& request) {
    return !request.simulation.csv.empty() || !request.perfetto.empty() || !request.ocel.empty() || !request.simulation.json.empty();
}

int texts_on_stdout(const TraceRequest& request) {
    return (request.perfetto == "-" ? 1 : 0) + (request.ocel == "-" ? 1 : 0) + (request.simulation.json == "-" ? 1 : 0);
}

/// "replication 1, seed 7, 2023-01-01 00:00:00 to 2024-01-01 00:00:00".
std::string what_is_shown(const TraceTitle& title, std::int32_t start) {
    std::string text = fmt::format("replication {}, seed {}, {:.19} to {:.19}", title.replication, title.seed,
                                   moment_text(title.from, start, ' '), moment_text(title.to, start, ' '));
    if (title.sample > 1) text += fmt::format(", 1 of {} units, orders and shipments", title.sample);
    return text;
}

void say_what_was_written(const TraceRequest& request, const TraceOutputs& outputs, const std::string& shown) {
    print(fmt::format("{}: {}, {}\n", shown, counted(outputs.events(), "event"), counted(outputs.slices(), "state")));
    for (const std::string& path : {request.simulation.csv, request.perfetto, request.ocel, request.simulation.json})
        if (!path.empty()) print(fmt::format("  {}\n", visible(path)));
}

/// The threads of the lines that are traced, as far as they lie in the window.
void tell_threads(const Model& model, const TraceMap& map, const TraceRequest& request, const TraceScope& scope, TraceSink& sink) {
    const Table<Line, Thread> threads = threads_in(model, request.replication - 1);
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        if (!map.line[LineId(i)].valid()) continue;
        for (const ThreadPiece& piece : threads[LineId(i)].pieces) {
            const Time from = std::max(piece.from, scope.from);
            const Time to = std::min(piece.to, scope.to);
            if (to <= from) continue;
            const std::string where = path_of(model, piece.why.where);
            const std::string of = piece.why.of.valid() ? path_of(model, place_of(piece.why.of)) : "";
            sink.piece({.line = map.line[LineId(i)],
                        .from = from,
                        .to = to,
                        .cause = thread_cause_names[static_cast<std::size_t>(piece.why.cause)],
                        .where = where,
                        .of = of});
        }
    }
}

ExitCode follow(const TraceRequest& request, const ReadResult& read) {
    const Scenario& scenario = read.scenario;
    ExperimentOptions options = request.simulation.experiment;
    options.stop = &stop_on_interrupt();
    Experiment experiment(scenario, options);
    const Model& model = experiment.model();
    const std::int32_t start = *scenario.start;
    const TraceScope scope = scope_of(request, model, start);
    if (scope.fault) return refuse("agrocap trace", *scope.fault);
    const TraceMap map = map_of(model, start, scope.choice);

    TraceTitle title{
        .scenario = *scenario.name, .seed = model.seed, .replication = request.replication, .from = scope.from, .to = scope.to};
    title.sample = request.sample;
    title.most_records = request.limit;
    const bool log = !has_format(request);
    SimulationRequest results = request.simulation;
    results.csv.clear();  // that directory is for the trace
    OutputFiles files = output_files(request.simulation, trace_csv_names(), scenario);
    files.write("--perfetto", request.perfetto);
    files.write("--ocel", request.ocel);
    files.prepare();
    TraceOutputs outputs({request.simulation.csv, request.perfetto, request.ocel, log ? request.lines : 0}, map.outline, title);
    TraceRecorder recorder(model, map, {scope.from, scope.to, request.sample, options.stop}, outputs);
    experiment.watch(request.replication - 1, recorder);
    recorder.finish();
    if (request.thread) tell_threads(model, map, request, scope, outputs);
    judge_targets(experiment, scenario);

    const std::string shown = what_is_shown(title, start);
    if (log) print(fmt::format("{}\n{}\n\n", visible(*scenario.name), shown));
    outputs.commit();
    const ExperimentResult result = experiment.conclude();
    if (request.simulation.timing) print_error(timing_line(result) + "\n");
    write_outputs(results, {Asked::run, scenario, result, warning_texts(read)});
    if (log && outputs.events() > request.lines)
        print(fmt::format("\n{} more events; --lines N shows more, --csv, --perfetto or --ocel writes all\n",
                          grouped(static_cast<double>(outputs.events() - request.lines), 0)));
    if (!log && texts_on_stdout(request) == 0 && !request.simulation.quiet) say_what_was_written(request, outputs, shown);
    return ExitCode::ok;
}

ExitCode trace(const TraceRequest& request) {
    if (request.thread && request.perfetto.empty())
        return refuse("agrocap trace", {"--thread is a track of --perfetto", "add --perfetto FILE"});
    if (texts_on_stdout(request) > 1) return refuse("agrocap trace", {"only one of --perfetto, --ocel and --json can go to stdout", {}});
    const Warnings warnings = request.simulation.quiet ? Warnings::hidden : Warnings::shown;
    const auto read = read_or_complain(request.simulation.scenario, request.simulation.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    try {
        return follow(request, *read);
    } catch (const TraceTooLong& fault) {
        return refuse(
            "agrocap trace",
            {fault.what(), "--from and --to choose a window, --only a plant or line, --sample N each Nth unit; --limit N allows more"});
    } catch (const TraceStopped&) {
        print_error("interrupted: nothing was written\n");
        return ExitCode::interrupted;
    }
}

}  // namespace

CommandPlan trace_command() {
    auto request = std::make_shared<TraceRequest>();
    CommandPlan plan;
    add_trace_options(plan.line, *request);
    plan.line.more =
        "Without --csv, --perfetto, --ocel or --json the first events go to stdout. The replication is the very one of `run`: a trace "
        "changes no\n"
        "figure. A trace has what happens after --from, up to and including --to; times are of the scenario's own clock.\n"
        "A year of one plant:  agrocap trace SCENARIO --only plant.semey --perfetto semey.json\n"
        "The first of March:   agrocap trace SCENARIO --from 2023-03-01 --to 2023-03-02 --csv march\n"
        "Exit codes: 0 done; 2 wrong usage, or a JSON trace beyond --limit; 3 the scenario has errors; 70 an internal error;\n"
        "130 interrupted (nothing was written).";
    plan.run = [request] { return trace(*request); };
    return plan;
}

}  // namespace agrocap
