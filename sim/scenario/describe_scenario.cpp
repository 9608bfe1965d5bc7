#include "scenario/change_costs.hpp"
#include "scenario/describe.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/number_text.hpp"
#include "scenario/probability_text.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {
namespace {

constexpr std::int64_t language_version = 1;

void read_version(Scenario&, const Reading& reading) {
    if (!reading.is(TomlKind::integer))
        reading.unexpected("the number 1", reading.is(TomlKind::text) ? number_hint(reading.value.text) : "");
    else if (reading.value.integer != language_version)
        reading.wrong(Code::language_version, fmt::format("version {} of the scenario language is not known, expected {}",
                                                          reading.value.integer, language_version));
}

void read_warmup(Scenario& scenario, const Reading& reading) {
    if (reading.is(TomlKind::text) && reading.value.text == "auto") {
        scenario.warmup_auto = true;
        scenario.warmup = {Duration{0}, reading.value.at, true};
        return;
    }
    if (reading.is(TomlKind::text) && nearest_name(reading.value.text, {"auto"}) == "auto") return reading.unknown_word({"auto"});
    if (const std::optional<Duration> value = duration().read(reading)) scenario.warmup = {*value, reading.value.at, true};
}

/// The clock ends after some 292 years, and what is drawn at its latest moment may last 146 more: beyond 145 it could wrap to the past.
constexpr Duration span_max{std::int64_t{145} * 365 * 24 * 3600 * 1'000'000'000};

void check_span(Scenario& scenario, const Reading& reading) {
    if (scenario.warmup.value > span_max - scenario.horizon.value)
        reading.problems.error(Code::out_of_range, scenario.horizon.at, joined_path(reading.path, "horizon"),
                               "warm-up and horizon together are longer than 145 years");
}

Schema<Scenario> describe_scenario() {
    Schema<Scenario> schema("scenario", "scenario", "What the scenario is called, and which stretch of time is simulated.");
    schema.field("name", &Scenario::name, text(), "title, as reports show it").otherwise("the file's name").example("\"Kazakhstan 2023\"");
    schema.field("home", &Scenario::home, country(), "home country: sales elsewhere are exports")
        .otherwise("where plants stand")
        .example("\"KZ\"");
    schema.field("currency", &Scenario::currency, currency(), "currency of all money").example("\"USD\"");
    schema.field("start", &Scenario::start, date(), "first day, local midnight").example("2023-01-01");
    schema.field("horizon", &Scenario::horizon, duration(), "measured time, after the warm-up").above(0).example("\"1 y\"");
    schema
        .form("warmup", {"duration or \"auto\"", R"({"anyOf":[{"$ref":"#/definitions/duration"},{"enum":["auto"]}]})"}, read_warmup,
              "simulated time before measuring; \"auto\" finds it by MSER-5 on pilot replications")
        .otherwise(duration().written(*Scenario{}.warmup))
        .example("\"30 d\"");
    schema.finally(check_span);
    return schema;
}

void read_probabilities(ExperimentSpec& experiment, const Reading& reading) {
    if (!reading.is(TomlKind::array)) return reading.unexpected("an array of texts such as \"output.total >= 35000\"");
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const Reading element = reading.element(i);
        const std::string* text = element.as_text("a text such as \"output.total >= 35000\"");
        if (text == nullptr) continue;
        std::optional<ProbabilitySpec> spec = probability_of(*text);
        if (!spec) {
            element.wrong(Code::no_such_word, fmt::format("found {}, expected {}", shown_text(*text), probability_form));
            continue;
        }
        spec->metric.at = element.value.at;
        spec->metric.given = true;
        experiment.probabilities.push_back(std::move(*spec));
    }
}

Schema<ExperimentSpec> describe_experiment() {
    using E = ExperimentSpec;
    Schema<E> schema("experiment", "experiment", "How often the scenario is simulated, and how sure the answer must be.");
    schema.field("replications", &E::replications, integer(), "number of independent runs")
        .between(1, 1'000'000)
        .otherwise("30")
        .example("30");
    schema.field("precision", &E::precision, share(), "go on until the relative half-width of every `focus` metric is below this")
        .above(0)
        .below(1)
        .otherwise("off")
        .example("0.01");
    schema.field("max_replications", &E::max_replications, integer(), "where `precision` and targets give up")
        .between(1, 1'000'000)
        .example("1000");
    schema.field("focus", &E::focus, texts(), "metrics that `precision` looks at")
        .values_name("metric")
        .otherwise("[\"output.total\"]")
        .example("[\"output.total\"]");
    schema.field("confidence", &E::confidence, share(), "confidence of all intervals")
        .between(confidence_min, confidence_max)
        .example("0.95");
    schema.field("seed", &E::seed, seed_number(), "start of all random numbers: same seed, same results").example("2023");
    schema
        .field("method", &E::method,
               choice<RunMethod>({{"replications", RunMethod::replications}, {"batch-means", RunMethod::batch_means}}),
               "what `run` takes its intervals from: independent replications, or equal parts of one long one (other commands replicate)")
        .example("\"batch-means\"");
    schema.field("batches", &E::batches, integer(), "parts of the measured time, with method = \"batch-means\"")
        .between(2, 10'000)
        .example("20");
    schema
        .form("probabilities", {"array of texts", R"({"type":"array","items":{"type":"string"}})"}, read_probabilities,
              "how likely is a metric to be at or beyond a threshold in one replication?")
        .values_name("metric question")
        .otherwise("none")
        .example("[\"output.total >= 35000\"]");
    return schema;
}

/// A scenario without plants or markets has nothing to simulate; where a word at the top is not known, it may have been meant for them.
void check_plants(Scenario& scenario, const Reading& reading) {
    const auto& fields = document_schema().doc().fields;
    const auto is_known = [&](const auto& member) {
        return std::any_of(fields.begin(), fields.end(), [&](const FieldDoc& field) { return field.key == member.first; });
    };
    if (scenario.plant.empty() && scenario.market.empty() &&
        std::all_of(reading.value.members.begin(), reading.value.members.end(), is_known) && reading.value.find("plant") == nullptr)
        reading.problems.error(Code::missing_key, reading.value.at, "plant", "there is no plant, so there is nothing to simulate",
                               "begin one with [plant.works]");
}

/// What is read here is kept by who asks for it: no model has it.
const Schema<Scenario>& changes_schema() {
    static const Schema<Scenario> schema = [] {
        Schema<Scenario> s(
            "changes", "changes",
            "What `reach` may change, and what each change costs: money, or a table from paths of objects to money, in which \"*\" is "
            "all others. What has no cost is not changed. Without this table every change counts one.");
        const Shape shape{
            "number or table",
            R"({"anyOf":[{"type":"number","minimum":0},{"type":"object","additionalProperties":{"type":"number","minimum":0}}]})"};
        for (const KindOfChange& kind : kinds_of_change)
            s.form(
                 std::string(kind.key), shape, [](Scenario&, const Reading& reading) { read_costs_of_kind(reading); },
                 std::string(kind.sentence))
                .otherwise("not to be made")
                .example(std::string(kind.example));
        return s;
    }();
    return schema;
}

Schema<Scenario> describe_document() {
    Schema<Scenario> schema("document", "", "The keys at the top of a scenario file.");
    schema
        .form("schema", {"the number 1", R"({"enum":[1]})"}, read_version,
              "version of the scenario language; a file that `extends` another may leave it to that")
        .required()
        .example("1");
    schema
        .form("extends", {"path of a file", R"({"type":"string"})"}, nullptr,
              "the scenario this one is laid over, key by key; relative to this file")
        .values_name("file")
        .example("\"base.toml\"");
    schema
        .form("remove", {"array of paths", R"({"type":"array","items":{"type":"string"}})"}, nullptr,
              "what is taken out of the base before this file is laid over it")
        .values_name("key path")
        .example("[\"plant.x\"]");
    schema.table("scenario", scenario_schema(), "title and time");
    schema.table("experiment", &Scenario::experiment, experiment_schema(), "replications and precision");
    schema.tables("calendar", &Scenario::calendar, calendar_schema(), "working hours");
    schema.tables("item", &Scenario::item, item_schema(), "products, kits and parts");
    schema.tables("plant", &Scenario::plant, plant_schema(), "factories");
    schema.tables("supplier", &Scenario::supplier, supplier_schema(), "where bought items come from");
    schema.tables("place", &Scenario::place, place_schema(), "border crossings, ports, hubs");
    schema.tables("lane", &Scenario::lane, lane_schema(), "transport from one place to another");
    schema.tables("market", &Scenario::market, market_schema(), "where items are sold");
    schema.tables("season", &Scenario::season, season_schema(), "shape of demand over the year");
    schema.table("allocation", &Scenario::allocation, allocation_schema(), "who is served first");
    schema.table("routing", routing_schema(), "which way goods take");
    schema.tables("disruption", &Scenario::disruption, disruption_schema(), "closures and slow-downs");
    schema.tables("target", &Scenario::target, target_schema(), "what `check` tests");
    schema.tables("study", &Scenario::study, study_schema(), "what `sweep` and `optimise` vary");
    schema.table("changes", changes_schema(), "what `reach` may change, and what that costs");
    schema.finally(check_plants);
    return schema;
}

}  // namespace

const Schema<Scenario>& document_schema() {
    static const Schema<Scenario> schema = describe_document();
    return schema;
}

const Schema<Scenario>& scenario_schema() {
    static const Schema<Scenario> schema = describe_scenario();
    return schema;
}

const Schema<ExperimentSpec>& experiment_schema() {
    static const Schema<ExperimentSpec> schema = describe_experiment();
    return schema;
}

}  // namespace agrocap
