#include "simulation_options.hpp"

#include "answer/command_words.hpp"
#include "console.hpp"
#include "report/number_format.hpp"
#include "scenario/describe.hpp"
#include "scenario/number_text.hpp"
#include "scenario/probability_text.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace agrocap {

namespace {

/// A share, written and bounded as the key of [experiment] is that the option stands over.
Take share_over(const char* key, std::optional<double>& share) {
    return [key, &share](const std::string& word) -> std::string {
        const FieldDoc& field = *experiment_schema().doc().find(key);
        const std::optional<double> per_cent = per_cent_of(word);
        const std::optional<double> number = per_cent ? per_cent : number_from<double>(word);
        if (number && std::isfinite(*number) && is_inside(*number, field)) {
            share = number;
            return {};
        }
        const std::string meant = number ? range_hint(*number, field) : "";
        return fmt::format("expected a share {}, such as {}{}", range_words(field, ""), field.example_text,
                           meant.empty() ? "" : ": " + meant);
    };
}

Take seed_into(ExperimentOptions& options) {
    return [&options](const std::string& word) -> std::string {
        const auto number = number_from<std::uint64_t>(word);
        if (!number) return "expected a whole number from 0 to 18446744073709551615";
        options.seed = *number;
        return {};
    };
}

}  // namespace

Take whole_number(std::int64_t low, std::int64_t high, const std::function<void(std::int64_t)>& store) {
    return [low, high, store](const std::string& word) -> std::string {
        const auto number = number_from<std::int64_t>(word);
        if (!number || *number < low || *number > high)
            return fmt::format("expected a whole number from {} to {}", low, grouped(static_cast<double>(high), 0));
        store(*number);
        return {};
    };
}

void refuse_option(CommandLine& line, const std::string& name, const std::string& why) {
    const auto is_it = [&name](const Option& option) { return option.name == name; };
    const auto taken = std::find_if(line.options.begin(), line.options.end(), is_it);
    const OptionWord word = taken == line.options.end() ? OptionWord{Takes::text, "X"} : taken->word;  // a flag stays one
    std::erase_if(line.options, is_it);
    std::erase_if(line.exclusive, [&name](const auto& pair) { return pair.first == name || pair.second == name; });
    line.options.push_back({name, word, "", [why](const std::string&) { return why; }, Times::many, true});
}

Option set_option(std::vector<std::string>& overrides, const std::string& summary) {
    const Take take = [&overrides](const std::string& word) -> std::string {
        const std::size_t equals = word.find('=');
        if (equals == 0 || equals == std::string::npos) return "expected PATH=VALUE, such as plant.a.calendar=\"two-shift\"";
        overrides.push_back(word);
        return {};
    };
    return {"--set", {Takes::path, "PATH=VALUE"}, summary, take, Times::many};
}

Option threads_option(ExperimentOptions& options) {
    options.short_of_threads = [told = std::make_shared<std::atomic<bool>>(false)](unsigned started, unsigned wanted) {
        if (told->exchange(true)) return;
        print_error(
            fmt::format("the system gives {} only, of {} that were asked for: it goes on with them\n", counted(started, "thread"), wanted));
    };
    Option option{"--threads",
                  {Takes::number, "N"},
                  "threads to use (default: all); results do not depend on it",
                  whole_number(1, 1024, [&options](std::int64_t n) { options.threads = static_cast<unsigned>(n); })};
    option.letter = "-j";
    return option;
}

std::vector<std::string> words_of(const std::string& command, const SimulationRequest& request) {
    return simulation_words(command, request.scenario, request.set, request.experiment);
}

Option probability_option(SimulationRequest& request) {
    const Take take = [&request](const std::string& word) -> std::string {
        const auto question = probability_of(word);
        if (!question) return std::string("expected ") + probability_form;
        // All of them are one override, so that whatever reads the results reads the questions with the scenario.
        if (!request.probabilities.empty()) request.set.pop_back();
        request.probabilities.push_back(toml_quoted(probability_text(*question)));
        request.set.push_back(fmt::format("experiment.probabilities=[{}]", fmt::join(request.probabilities, ", ")));
        return {};
    };
    return {"--probability",
            {Takes::text, "ASKED"},
            "how likely is a replication to have it? such as 'output.total>=35000'",
            take,
            Times::many};
}

Option xlsx_option(std::string& file) {
    const Take take = [&file](const std::string& word) -> std::string {
        if (word == "-") return "expected the name of a file: a spreadsheet is no text";
        file = word;
        return word.empty() ? "expected the name of a file" : "";
    };
    return {"--xlsx", {Takes::file, "FILE"}, "write the results as a spreadsheet, with a sheet for each table and charts", take};
}

Option markdown_option(std::string& file) {
    return {"--markdown", {Takes::file, "FILE"}, "write the results for a pull request; \"-\" writes them to stdout, alone", into(file)};
}

Option series_option(ExperimentOptions& options) {
    const std::vector<std::string> words(every_words.begin(), every_words.end());
    Option option{"--series",
                  {Takes::choice, "EVERY"},
                  "follow output, sales, stocks, backlogs and states over the calendar too: day, week, month or year",
                  [&options, words](const std::string& word) -> std::string {
                      options.series = every_from(word);
                      return options.series ? "" : fmt::format("expected one of {}", fmt::join(words, ", "));
                  }};
    option.choices = words;
    return option;
}

Option batches_option(std::vector<std::string>& overrides) {
    return {"--batches",
            {Takes::number, "N"},
            "cut one long replication into N equal parts, in place of many replications",
            whole_number(2, 10'000, [&overrides](std::int64_t n) {
                overrides.emplace_back("experiment.method=\"batch-means\"");
                overrides.push_back(fmt::format("experiment.batches={}", n));
            })};
}

void add_simulation_options(CommandLine& line, SimulationRequest& request) {
    ExperimentOptions& options = request.experiment;
    line.options.push_back(set_option(request.set));
    line.options.push_back({"--replications",
                            {Takes::number, "N"},
                            "number of replications, over the scenario's",
                            whole_number(1, 1'000'000, [&options](std::int64_t n) { options.replications = n; })});
    line.options.back().letter = "-n";
    line.options.push_back({"--precision",
                            {Takes::number, "P"},
                            "go on until the relative half-width of every focus metric is below P, such as 0.01 or 1%",
                            share_over("precision", options.precision)});
    line.options.push_back({"--confidence",
                            {Takes::number, "C"},
                            "confidence of the intervals, such as 0.95 or 95%",
                            share_over("confidence", options.confidence)});
    line.options.push_back({"--seed", {Takes::number, "S"}, "seed of all random numbers, over the scenario's", seed_into(options)});
    line.options.back().letter = "-s";
    line.options.push_back(threads_option(options));
    line.options.push_back(
        {"--json", {Takes::file, "FILE"}, "write the results as JSON; \"-\" writes them to stdout, alone", into(request.json)});
    line.options.push_back(
        {"--csv", {Takes::folder, "DIR"}, "write metrics.csv, replications.csv and targets.csv into a directory", into(request.csv)});
    line.options.push_back(xlsx_option(request.xlsx));
    add_page_options(line, request.page);
    line.options.push_back({"--timing", {}, "say how fast it ran", into(request.timing)});
    line.options.push_back({"--quiet", {}, "no progress bar and no warnings", into(request.quiet)});
    line.options.back().letter = "-q";
    line.options.push_back(
        {"--db", {Takes::database, "FILE"}, "keep every replication in a SQLite file, and take from it what is there", into(request.db)});
    line.options.push_back({"--discard-damaged",
                            {},
                            "simulate again what is damaged in the database, where it would be refused",
                            into(request.discard_damaged)});
    // A later version brings them; ignoring one would lose somebody's results.
    line.exclusive.emplace_back("--replications", "--precision");  // a fixed number, or as many as it takes
    line.positionals.push_back({"SCENARIO", "a scenario file (TOML); - is standard input", into(request.scenario), 1, 1, {}});
}

}  // namespace agrocap
