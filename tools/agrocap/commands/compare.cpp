#include "experiment/comparison.hpp"

#include "answer/compared_texts.hpp"
#include "command.hpp"
#include "console.hpp"
#include "explain/change_account.hpp"
#include "interrupt.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "page/comparison_page.hpp"
#include "progress.hpp"
#include "report/comparison_report.hpp"
#include "scenario/number_text.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "study_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

/// What the base is compared with: a file, or changes of the base.
struct Alternative {
    std::string file;
    std::string what_if;               // as given; empty for a file
    std::vector<std::string> changes;  // taken apart
};

struct CompareRequest {
    SimulationRequest simulation;
    std::string base;
    std::vector<Alternative> alternatives;
    std::vector<std::string> metrics;
    std::string markdown;
    bool explain = false;  // the differences, change by change
};

Take alternative_into(std::vector<Alternative>& alternatives) {
    return [&alternatives](const std::string& word) -> std::string {
        const auto changes = changes_of(word);
        if (!changes) return "expected 'PATH=VALUE; PATH=VALUE …', such as 'market.uz.tariff=0; plant.a.calendar=\"two-shift\"'";
        alternatives.push_back({"", word, *changes});
        return {};
    };
}

/// One scenario, unless it has errors. Of a what-if only the warnings are shown that the base has not.
std::optional<ComparedText> read_one(const CompareRequest& request, const Alternative& one, const std::vector<ComparedText>& before) {
    const std::vector<std::string>& set = request.simulation.set;
    const bool is_later = !before.empty();
    ComparedText read;
    if (is_later && !one.what_if.empty())
        read = changed_base(before.front(), one.what_if, one.changes);
    else
        read = {resolve_file(one.file, set), {}, set};
    const Warnings warnings = request.simulation.quiet || is_later ? Warnings::hidden : Warnings::shown;
    auto result = read_or_complain(read.text, read.set, warnings, "nothing was simulated");
    if (!result) return std::nullopt;
    if (is_later && !request.simulation.quiet) show(warnings_beyond(result->diagnostics, before.front().result.diagnostics), *result);
    read.result = std::move(*result);
    return read;
}

/// Reads all scenarios and complains about all that have errors; nothing if one has.
std::optional<std::vector<ComparedText>> read_all(const CompareRequest& request) {
    std::vector<Alternative> all{{request.base, "", {}}};
    all.insert(all.end(), request.alternatives.begin(), request.alternatives.end());
    std::vector<ComparedText> reads;
    for (Alternative& one : all) {
        if (!one.what_if.empty()) one.file = request.base;
        if (auto read = read_one(request, one, reads)) reads.push_back(std::move(*read));
        // Changes of a base that has errors would tell each of them again.
        if (reads.empty() && one.what_if.empty() && request.alternatives.front().file.empty()) return std::nullopt;
    }
    if (reads.size() < all.size()) return std::nullopt;
    return reads;
}

/// Asks the scenarios for the metrics and says which of them one does not have. Gives: whether all are there.
bool ask_for_metrics(std::vector<ComparedText>& reads, const std::vector<std::string>& metrics) {
    for (ComparedText& read : reads) {
        for (const std::string& metric : metrics) {
            const auto fault = ask_for_metric(read.result.scenario, metric);
            if (!fault) continue;
            print_error(fmt::format("agrocap compare: --metric: {}: {}\n  hint: {}\n", read.result.scenario.files.front().path, fault->text,
                                    fault->hint));
            return false;
        }
    }
    return true;
}

/// Keeps each scenario's replications as `run --db` keeps them, so that either finds what the other has simulated.
class RunArchives final : public ComparisonArchive {
  public:
    RunArchives(SimulationRequest request, const std::vector<ComparedText>& reads) : request_(std::move(request)), reads_(reads) {}

    ReplicationStore& open(std::size_t scenario) override {
        const ComparedText& read = reads_[scenario];
        request_.set = read.set;
        archive_ = open_run_archive(request_, read.result, read.text);
        return *archive_;
    }
    void close(std::size_t replications) override {
        archive_->close(replications);
        archive_.reset();
    }

  private:
    SimulationRequest request_;
    const std::vector<ComparedText>& reads_;
    std::unique_ptr<RunArchive> archive_;
};

Comparison simulate(SimulationRequest request, const std::vector<ComparedText>& reads, const std::vector<std::string>& metrics) {
    Progress progress(request.quiet);
    ExperimentOptions options = watched(request.experiment, progress);
    std::vector<const Scenario*> scenarios;
    scenarios.reserve(reads.size());
    for (const ComparedText& read : reads) scenarios.push_back(&read.result.scenario);
    // What holds for all of them is the base's, also in a database.
    request.experiment.seed = options.seed.value_or(*scenarios.front()->experiment.seed);
    request.experiment.confidence = options.confidence.value_or(*scenarios.front()->experiment.confidence);
    RunArchives archives(request, reads);
    return run_comparison(scenarios, options, metrics, request.db.empty() ? nullptr : &archives);
}

/// How each difference comes about, on the replications of the comparison.
void explain_differences(const CompareRequest& request, const std::vector<ComparedText>& reads, const std::vector<std::string>& metrics,
                         const Comparison& comparison, ComparedScenarios& compared) {
    Progress progress(request.simulation.quiet);
    ExperimentOptions options = watched(request.simulation.experiment, progress, "what each change brings");
    options.precision.reset();
    options.replications = static_cast<std::int64_t>(comparison.base.values.size());
    const Duration warmup(static_cast<std::int64_t>(comparison.base.warmup_days * ns_per_day));
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i)
        compared.scenarios[i + 1].accounts = account_for_changes(reads.front().text, reads[i + 1].text, options, {metrics, warmup});
}

/// Events and time of all scenarios together.
ExperimentResult whole_of(const Comparison& comparison) {
    ExperimentResult whole;
    whole.threads = comparison.base.threads;
    whole.events = comparison.base.events;
    whole.wall_s = comparison.base.wall_s;
    for (const WhatIfComparison& whatif : comparison.whatifs) {
        whole.events += whatif.result.events;
        whole.wall_s += whatif.result.wall_s;
    }
    return whole;
}

/// What has to be typed to have the comparison again.
std::string command_of(const CompareRequest& request) {
    SimulationRequest simulation = request.simulation;
    simulation.scenario = request.base;
    std::vector<std::string> words = words_of("compare", simulation);
    for (const Alternative& one : request.alternatives) {
        if (!one.what_if.empty()) words.emplace_back("--what-if");
        words.push_back(one.what_if.empty() ? one.file : one.what_if);
    }
    for (const std::string& metric : request.metrics) words.insert(words.end(), {"--metric", metric});
    if (request.explain) words.emplace_back("--explain");
    return command_text(words);
}

void write_files(const CompareRequest& compare_request, const ComparedScenarios& compared, const Comparison& comparison,
                 const PageOrigin& origin) {
    const SimulationRequest& request = compare_request.simulation;
    if (!request.json.empty()) write_text(request.json, comparison_json(compared, comparison));
    if (!compare_request.markdown.empty()) write_text(compare_request.markdown, comparison_markdown(compared, comparison));
    write_workbook(request.xlsx, [&] { return comparison_workbook(compared, comparison); });
    if (!request.page.html.empty()) write_page(request.page, comparison_page(compared, comparison, origin));
    if (!request.csv.empty()) write_csv_files(request.csv, {comparison_csv(compared, comparison)}, {comparison_csv_name});
}

ExitCode compare(const CompareRequest& request) {
    if (request.alternatives.empty()) {
        print_error("agrocap compare: WHATIF is missing\n  hint: a file, or --what-if 'PATH=VALUE; PATH=VALUE' for changes of the base\n");
        return ExitCode::wrong_usage;
    }
    if (request.simulation.json == "-" && request.markdown == "-") {
        print_error("agrocap compare: only one of --json and --markdown can go to stdout\n");
        return ExitCode::wrong_usage;
    }
    auto reads = read_all(request);
    if (!reads) return ExitCode::scenario_error;
    if (!ask_for_metrics(*reads, request.metrics)) return ExitCode::wrong_usage;
    for (const ComparedText& read : *reads) {
        OutputFiles files = output_files(request.simulation, {comparison_csv_name}, read.result.scenario);
        files.write("--markdown", request.markdown);
        files.prepare();
    }

    std::vector<const Scenario*> scenarios;
    for (const ComparedText& read : *reads) scenarios.push_back(&read.result.scenario);
    const std::vector<std::string> metrics = request.metrics.empty() ? default_compared(scenarios) : request.metrics;
    const Comparison comparison = simulate(request.simulation, *reads, metrics);
    const char* kept = request.simulation.db.empty() ? "" : "; the same command goes on from here";
    if (comparison.whatifs.empty()) {
        print_error(fmt::format("interrupted before a what-if was simulated: there is nothing to compare{}\n", kept));
        return ExitCode::interrupted;
    }
    ComparedScenarios compared = described(*reads);
    compared.scenarios.front().digest = comparison.base.digest;
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) compared.scenarios[i + 1].digest = comparison.whatifs[i].result.digest;
    if (request.explain && !comparison.interrupted) explain_differences(request, *reads, metrics, comparison, compared);
    if (request.simulation.json != "-" && request.markdown != "-")
        print(text_of(comparison_report(compared, comparison), screen_of(Channel::out)));
    if (request.simulation.timing) print_error(timing_line(whole_of(comparison)) + "\n");
    write_files(request, compared, comparison, page_origin(reads->front().text, command_of(request)));
    if (comparison.interrupted) print_error(fmt::format("interrupted{}\n", kept));
    return comparison.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

}  // namespace

CommandPlan compare_command() {
    auto request = std::make_shared<CompareRequest>();
    CommandPlan plan;
    add_simulation_options(plan.line, request->simulation);
    for (Option& option : plan.line.options) {
        if (option.name == "--csv") option.summary = "write comparison.csv into a directory";
        if (option.name == "--confidence") option.summary = "confidence that all intervals hold at once";
        if (option.name == "--precision") option.summary = "as many replications as the base needs for P";
        if (option.name == "--db") option.summary = "keep every replication in a SQLite file, as run --db does, and take what is there";
        if (option.name == "--set") option.summary = "change one key of all scenarios, such as plant.a.calendar=\"two-shift\"";
    }
    plan.line.options.push_back(markdown_option(request->markdown));
    plan.line.options.push_back(series_option(request->simulation.experiment));
    plan.line.options.push_back({"--metric",
                                 {Takes::metric, "NAME"},
                                 "metric to compare, over the base's focus metrics and the totals of output, sales and margin",
                                 into(request->metrics),
                                 Times::many});
    plan.line.options.push_back(
        {"--explain", {}, "tell what each change brings; the effects sum to the difference", into(request->explain)});
    plan.line.options.push_back({"--what-if",
                                 {Takes::path, "'CHANGE; …'"},
                                 "compare with the base so changed: PATH=VALUE, PATH*=FACTOR, PATH+=AMOUNT",
                                 alternative_into(request->alternatives),
                                 Times::many});
    const Take whatif = [request](const std::string& word) { return request->alternatives.push_back({word, "", {}}), std::string(); };
    plan.line.positionals = {{"BASE", "a scenario file (TOML)", into(request->base), 1, 1, {}},
                             {"WHATIF", "what it is compared with", whatif, 0, std::numeric_limits<int>::max(), {}}};
    plan.line.more =
        "All scenarios run with the same seed and the same replications; each random quantity draws from a stream keyed by its name, so\n"
        "that what does not differ meets the same luck. Exit codes: 0 done, whatever differs; 2 wrong usage; 3 a scenario has errors;\n"
        "70 an internal error; 130 interrupted.";
    plan.run = [request] {
        // Files come first, however options and files were mixed.
        std::stable_partition(request->alternatives.begin(), request->alternatives.end(),
                              [](const Alternative& one) { return one.what_if.empty(); });
        return compare(*request);
    };
    return plan;
}

}  // namespace agrocap
