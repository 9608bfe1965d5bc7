#include "trace_options.hpp"

#include "base/day_text.hpp"
#include "report/trace_time.hpp"
#include "scenario/duration_text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace agrocap {

namespace {

/// All of a word as a number without a sign, or nothing.
std::optional<int> whole(std::string_view word) { return word.starts_with('-') ? std::nullopt : number_from<int>(word); }

/// "08:00" or "08:00:30" after midnight.
std::optional<Duration> time_of_day(std::string_view word) {
    const bool formed = (word.size() == 5 || word.size() == 8) && word[2] == ':' && (word.size() == 5 || word[5] == ':');
    if (!formed) return std::nullopt;
    const auto hour = whole(word.substr(0, 2));
    const auto minute = whole(word.substr(3, 2));
    const auto second = word.size() == 8 ? whole(word.substr(6, 2)) : 0;
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

Take moment_into(std::optional<GivenMoment>& moment) {
    return [&moment](const std::string& word) -> std::string {
        moment = read_moment(word);
        return moment ? ""
                      : "expected a date (2023-03-01), a date with a time (\"2023-03-01 08:00\") or a duration since the start (\"90 d\")";
    };
}

template <class Number>
Take count_into(Number& number, std::uint64_t most) {
    return [&number, most](const std::string& word) -> std::string {
        const auto value = number_from<std::uint64_t>(word);
        if (!value || *value < 1 || *value > most) return fmt::format("expected a whole number from 1 to {}", most);
        number = static_cast<Number>(*value);
        return {};
    };
}

std::string shown(Time at, std::int32_t start) { return moment_text(at, start, ' ').substr(0, 19); }

std::optional<UsageFault> outside(const char* option, const std::optional<GivenMoment>& given, const Model& model, std::int32_t start) {
    if (!given || (given->at(start) >= Time{} && given->at(start) <= model.end)) return std::nullopt;
    return UsageFault{
        fmt::format("{}: {} is not in the simulated time, {} to {}", option, given->word, shown(Time{}, start), shown(model.end, start)),
        {}};
}

/// The plant or line of a name; else the fault has the nearest name there is.
void choose(const std::string& only, const Model& model, TraceScope& scope) {
    std::vector<std::string> paths;
    for (std::uint32_t i = 0; i < model.plants.size(); ++i) {
        const std::string& id = model.plants[PlantId(i)].id;
        paths.push_back("plant." + id);
        if (only == id || only == paths.back()) scope.choice.plant = PlantId(i);
    }
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        const Line& line = model.lines[LineId(i)];
        paths.push_back(line.path);
        if (only == line.path || only == model.plants[line.plant].id + "." + line.id) scope.choice.line = LineId(i);
    }
    if (scope.choice.plant.valid() || scope.choice.line.valid()) return;
    const std::string near = nearest_name(only, paths);
    std::string hint;
    if (!near.empty()) hint = fmt::format("did you mean \"{}\"?", near);
    if (near.empty() && !paths.empty()) hint = fmt::format("such as \"{}\"", paths.front());
    scope.fault = UsageFault{fmt::format("--only: the scenario has no plant or line \"{}\"", only), hint};
}

}  // namespace

Time GivenMoment::at(std::int32_t start) const { return Time{} + (day ? std::chrono::days(*day - start) : std::chrono::days(0)) + after; }

std::optional<GivenMoment> read_moment(const std::string& word) {
    if (const auto day = day_from_text(std::string_view(word).substr(0, 10))) {
        if (word.size() == 10) return GivenMoment{word, day, {}};
        if (word[10] != ' ' && word[10] != 'T') return std::nullopt;
        const auto time = time_of_day(std::string_view(word).substr(11));
        return time ? std::optional(GivenMoment{word, day, *time}) : std::nullopt;
    }
    TomlValue value;
    value.kind = TomlKind::text;
    value.text = word;
    Diagnostics problems;
    const auto duration = read_duration({value, "", problems}, Sign::not_negative);
    return duration ? std::optional(GivenMoment{word, std::nullopt, *duration}) : std::nullopt;
}

void add_trace_options(CommandLine& line, TraceRequest& request) {
    SimulationRequest& simulation = request.simulation;
    add_simulation_options(line, simulation);
    for (const char* name : {"--replications", "--precision", "--db", "--discard-damaged"})
        refuse_option(line, name, "a trace is of one replication; --replication K says which");
    refuse_option(line, "--xlsx", "a trace has none; agrocap run --xlsx FILE writes the results of all replications");
    for (const char* name : {"--html", "--map"}) refuse_option(line, name, "a page is of all replications: `agrocap run` writes it");
    for (Option& option : line.options) {
        if (option.name == "--csv") option.summary = "write events.csv, states.csv and levels.csv into a directory";
        if (option.name == "--json") option.summary = "write the results of this replication, as `run` does; \"-\": to stdout, alone";
        if (option.name == "--timing") option.summary = timing_in_json;
        if (option.name == "--threads") option.summary = "threads for finding a warm-up (default: all); a trace is made by one";
        if (option.name == "--quiet") option.summary = "no warnings, and no word of what was written";
    }
    const std::vector<Option> own{
        {"--replication", {Takes::number, "K"}, "which replication (default: 1, the first)", count_into(request.replication, 1'000'000)},
        {"--from",
         {Takes::text, "WHEN"},
         "the beginning: a date, or a time since the start (default: when the warm-up ends)",
         moment_into(request.from)},
        {"--to", {Takes::text, "WHEN"}, "the end (default: of the simulated time)", moment_into(request.to)},
        {"--only", {Takes::text, "PATH"}, "one plant or line, such as plant.semey or plant.semey.line.main", into(request.only)},
        {"--sample",
         {Takes::number, "N"},
         "follow each Nth unit of a line, order and shipment (default: 1, all)",
         count_into(request.sample, 1'000'000'000)},
        {"--perfetto",
         {Takes::file, "FILE"},
         "write a Gantt chart for ui.perfetto.dev (Chrome's trace format); \"-\": to stdout",
         into(request.perfetto)},
        {"--thread", {}, "with --perfetto: a red track of what led to the last unit of each line", into(request.thread)},
        {"--ocel", {Takes::file, "FILE"}, "write an object-centric event log (OCEL 2.0, JSON); \"-\": to stdout", into(request.ocel)},
        {"--lines",
         {Takes::number, "N"},
         "events to show where no format is asked for (default: 40)",
         count_into(request.lines, 1'000'000'000)},
        {"--limit",
         {Takes::number, "N"},
         "most records of a JSON trace (default: 2000000, what viewers bear)",
         count_into(request.limit, 1'000'000'000'000)},
    };
    line.options.insert(line.options.begin(), own.begin(), own.end());
}

TraceScope scope_of(const TraceRequest& request, const Model& model, std::int32_t start) {
    TraceScope scope;
    scope.from = request.from ? request.from->at(start) : model.warmup_end;
    scope.to = request.to ? request.to->at(start) : model.end;
    scope.fault = outside("--from", request.from, model, start);
    if (!scope.fault) scope.fault = outside("--to", request.to, model, start);
    if (!scope.fault && scope.from >= scope.to) {
        scope.fault =
            UsageFault{fmt::format("nothing lies between {} (--from) and {} (--to)", shown(scope.from, start), shown(scope.to, start)), {}};
    }
    if (!scope.fault && !request.only.empty()) choose(request.only, model, scope);
    return scope;
}

}  // namespace agrocap
