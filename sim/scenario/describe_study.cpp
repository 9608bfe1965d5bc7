#include "scenario/constraint.hpp"
#include "scenario/constraint_value.hpp"
#include "scenario/describe.hpp"
#include "scenario/number_text.hpp"
#include "scenario/probability_text.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace agrocap {
namespace {

/// A metric's name; a whole question in its place is told where its parts go.
ValueType<std::string> metric_name() {
    ValueType<std::string> type = text();
    type.shape.json = R"({"$ref":"#/definitions/metricName"})";
    type.shape.names = "metric";
    type.read = [read = type.read](const Reading& reading) -> std::optional<std::string> {
        const std::optional<std::string> name = read(reading);
        const std::optional<ProbabilitySpec> question = name ? probability_of(*name) : std::nullopt;
        if (!question) return name;
        reading.wrong(Code::no_such_word, fmt::format("found {}, expected the name of a metric alone", shown_text(*name)),
                      fmt::format("write metric = {} and {} = {}", toml_quoted(*question->metric),
                                  question->at_least ? "at_least" : "at_most", question->threshold));
        return std::nullopt;
    };
    return type;
}

void read_between(TargetSpec& target, const Reading& reading) {
    if (!reading.is(TomlKind::array) || reading.value.elements.size() != 2) return reading.unexpected("two numbers such as [34000, 36000]");
    const auto low = read_threshold(reading.element(0));
    const auto high = read_threshold(reading.element(1));
    if (!low || !high) return;
    if (*low > *high)
        return reading.element(0).wrong(
            Code::out_of_range,
            fmt::format("{} is more than the upper end, {}", shown(reading.value.elements[0]), shown(reading.value.elements[1])));
    target.low = {*low, reading.value.elements[0].at, true};
    target.high = {*high, reading.value.elements[1].at, true};
}

void read_kind(TargetSpec& target, const Reading& reading) {
    if (!reading.value.is_table()) {
        if (!(reading.is(TomlKind::text) && reading.value.text == "mean")) reading.unexpected("\"mean\" or { probability = 0.9 }");
        return;
    }
    for (const auto& [key, value] : reading.value.members)
        if (key != "probability") reading.unknown_key(key, {"probability"});
    const TomlValue* probability = reading.value.find("probability");
    if (probability == nullptr) return reading.missing_key("probability", "for example kind = { probability = 0.9 }");
    const Reading inner = reading.member("probability", *probability);
    const std::optional<double> number = read_share(inner);
    if (number && in_range(*number, FieldDoc{}.above(0).below(1), inner))
        target.probability = Written<double>{*number, probability->at, true};
}

void check_target(TargetSpec& target, const Reading& reading) {
    for (const char* key : {"at_least", "at_most", "between", "indifference"}) {
        const TomlValue* written = reading.value.find(key);
        if (written == nullptr) continue;
        target.is_per_cent |= is_per_cent(*written) || std::any_of(written->elements.begin(), written->elements.end(), is_per_cent);
    }
    const auto has = [&](const char* key) { return reading.value.find(key) != nullptr; };
    target.sense = has("at_most") ? TargetSense::at_most : has("between") ? TargetSense::between : TargetSense::at_least;
}

/// A grid value as TOML text: whole numbers without a point, so that they fit counts and measures alike.
std::string grid_text(double value) { return value == std::floor(value) ? fmt::format("{:.0f}", value) : toml_number(value); }

void read_grid(VarySpec& vary, const Reading& reading) {
    constexpr std::int64_t steps_max = 100'000;
    for (const auto& [key, value] : reading.value.members)
        if (key != "from" && key != "to" && key != "steps") reading.unknown_key(key, {"from", "to", "steps"});
    for (const char* key : {"from", "to", "steps"})
        if (reading.value.find(key) == nullptr) return reading.missing_key(key, "for example { from = 1000, to = 5000, steps = 5 }");
    const Reading steps_reading = reading.member("steps", *reading.value.find("steps"));
    const auto from = read_number(reading.member("from", *reading.value.find("from")));
    const auto to = read_number(reading.member("to", *reading.value.find("to")));
    const auto steps = read_integer(steps_reading);
    if (!from || !to || !steps || !in_range(static_cast<double>(*steps), FieldDoc{}.between(2, steps_max), steps_reading)) return;
    if (*from >= *to)
        return reading.member("to", *reading.value.find("to"))
            .wrong(Code::out_of_range, fmt::format("`to` is {}, expected more than `from`, which is {}", *to, *from));
    vary.range = {*from, *to};
    vary.whole = reading.value.find("from")->kind == TomlKind::integer && reading.value.find("to")->kind == TomlKind::integer;
    const double intervals = static_cast<double>(*steps - 1);
    // Multiplied first: from 1 to 40 in 40 steps is 26 then, and not 26.000000000000004, which is no number of servers.
    for (std::int64_t step = 0; step < *steps; ++step)
        vary.values.push_back(grid_text(step == *steps - 1 ? *to : *from + (*to - *from) * static_cast<double>(step) / intervals));
}

void read_vary_values(VarySpec& vary, const Reading& reading) {
    if (reading.value.is_table()) return read_grid(vary, reading);
    if (!reading.is(TomlKind::array) || reading.value.elements.empty())
        return reading.unexpected("an array of values, or { from = 1000, to = 5000, steps = 5 }");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const std::string text = toml_text(reading.value.elements[i]);
        if (!seen.insert(text).second)
            reading.element(i).wrong(Code::name_twice, fmt::format("{} stands twice in the array", shown(reading.value.elements[i])));
        vary.values.push_back(text);
    }
}

/// The path that an unquoted one has become, table in table.
std::string path_of_tables(std::string path, const TomlValue& value) {
    const TomlValue* inner = &value;
    for (bool is_path = true; is_path;) {
        is_path = inner->is_table() && inner->members.size() == 1 && inner->find("from") == nullptr;
        if (!is_path) break;
        path = joined_path(path, inner->members.begin()->first);
        inner = &inner->members.begin()->second;
    }
    return path;
}

void read_vary(StudySpec& study, const Reading& reading) {
    if (!reading.value.is_table() || reading.value.members.empty())
        return reading.unexpected("a table from paths to values such as { \"plant.semey.calendar\" = [\"one-shift\", \"two-shift\"] }");
    for (const auto& [path, value] : reading.value.members) {
        const Reading inner = reading.member(path, value);
        if (const std::string whole = path_of_tables(path, value); whole != path) {
            reading.problems.error(Code::override_form, value.key_at, inner.path, "the path to vary has no quotes",
                                   fmt::format("it stands in quotes: {} = …", toml_quoted(whole)));
            continue;
        }
        if (!split_path(path))
            reading.problems.error(Code::override_form, value.key_at, inner.path,
                                   fmt::format("{} is not a path of keys joined by dots", shown_text(path)));
        VarySpec& vary = study.vary.emplace_back();
        vary.path = {path, value.key_at, true};
        read_vary_values(vary, inner);
    }
}

/// The varied key that a name of `cost` means: its whole path, or its last key if no other ends so.
VarySpec* varied_by_name(StudySpec& study, const std::string& name, const Reading& reading) {
    const auto [meant, known] = varied_keys_called(study, name);
    if (meant.size() == 1) return &study.vary[meant.front()];
    const std::string near = nearest_name(name, known);
    if (meant.empty())
        reading.wrong(Code::no_such_name, fmt::format("no varied key is called {}", shown_text(name)),
                      near.empty() ? "" : fmt::format("did you mean {}?", shown_text(near)));
    else
        reading.wrong(Code::no_such_name, fmt::format("{} varied keys are called {}", meant.size(), shown_text(name)),
                      "write the whole path in quotes");
    return nullptr;
}

/// A number is money per unit of the value; an array has the money for each value.
void read_cost(VarySpec& varied, const Reading& reading) {
    const bool each = reading.is(TomlKind::array);
    if (each && reading.value.elements.size() != varied.values.size())
        return reading.wrong(Code::out_of_range, fmt::format("found {} costs, expected {}, one for each value",
                                                             reading.value.elements.size(), varied.values.size()));
    const std::optional<double> per_unit = each ? std::nullopt : read_number_in("money", reading);
    if (!each && !per_unit) return;
    for (std::size_t i = 0; i < varied.values.size(); ++i) {
        const ConstraintValue value = constraint_value_of_toml(varied.values[i]);
        if (!each && value.kind != ConstraintValue::Kind::number)
            return reading.wrong(Code::value_type, fmt::format("{} is no number to multiply", shown_text(varied.values[i])),
                                 "an array gives the cost of each value, such as [0, 250000]");
        const std::optional<double> cost = each ? read_number_in("money", reading.element(i)) : *per_unit * value.number;
        if (cost) varied.costs.push_back(*cost);
    }
}

void read_costs(StudySpec& study, const Reading& reading) {
    const TomlValue* costs = reading.value.find("cost");
    if (costs == nullptr || !costs->is_table()) return;
    for (const auto& [name, value] : costs->members) {
        const Reading inner = reading.member("cost", *costs).member(name, value);
        if (VarySpec* varied = varied_by_name(study, name, inner)) read_cost(*varied, inner);
    }
}

void check_study(StudySpec& study, const Reading& reading) {
    read_costs(study, reading);
    const Constraint parsed(study, joined_path(reading.path, "constraint"), reading.problems);
    if (*study.design == StudyDesign::grid) {
        if (study.points.given)
            reading.problems.error(Code::excluded_keys, study.points.at, joined_path(reading.path, "points"),
                                   "`points` goes with design = \"latin-hypercube\" or \"sobol\"; a grid has its own");
        return;
    }
    if (*study.design == StudyDesign::sobol && study.vary.size() > sobol_keys_max)
        reading.problems.error(Code::out_of_range, study.design.at, joined_path(reading.path, "design"),
                               fmt::format("{} keys, at most {} are possible with \"sobol\"", study.vary.size(), sobol_keys_max),
                               "design = \"latin-hypercube\" takes any number");
    if (reading.value.find("points") == nullptr) reading.missing_key("points", "this design needs the number of points");
}

}  // namespace

const Schema<DisruptionSpec>& disruption_schema() {
    static const Schema<DisruptionSpec> schema = [] {
        using D = DisruptionSpec;
        Schema<D> s("disruption", "disruption.DISRUPTION", "A closure or slow-down, on a date or again and again.");
        s.field("what", &D::what, text(), "path of a plant, line, station, supplier, lane, place or market")
            .values_name("object")
            .required()
            .example("\"place.saryagash\"");
        s.field("speed", &D::speed, share(), "share of normal speed (of demand, for a market); 0 = closed")
            .between(0, 1000)
            .doubtful_above(5)
            .example("0.5");
        s.field("starts", &D::starts, date(), "first day; alone: the only one").example("2023-05-01");
        s.field("every", &D::every, random_duration(),
                "time between two: from start to start with `starts`, alone from the end of one to the start of the next")
            .above(0)
            .example("{ dist = \"exponential\", mean = \"200 d\" }");
        s.field("lasts", &D::lasts, random_duration(), "how long it lasts")
            .required()
            .example("{ dist = \"uniform\", min = \"3 d\", max = \"10 d\" }");
        s.at_least_one_of({"starts", "every"});
        return s;
    }();
    return schema;
}

const Schema<TargetSpec>& target_schema() {
    static const Schema<TargetSpec> schema = [] {
        using T = TargetSpec;
        Schema<T> s("target", "target.TARGET", "What `check` tests.");
        s.field("metric", &T::metric, metric_name(), "name of a metric").required().example("\"output.total\"");
        s.field("at_least", &T::low, threshold(), "lower threshold; or `at_most`, or `between`").example("35000");
        s.field("at_most", &T::high, threshold(), "upper threshold").example("0.05");
        s.form("between", {"array of two numbers", R"({"type":"array","items":{"type":["number","string"]},"minItems":2,"maxItems":2})"},
               read_between, "both thresholds")
            .example("[34000, 36000]");
        s.field("confidence", &T::confidence, share(), "confidence of the verdict").between(confidence_min, confidence_max).example("0.99");
        s.field("indifference", &T::indifference, threshold(), "closer to the threshold than this, either verdict is acceptable")
            .at_least(0)
            .otherwise("0.5 % of the threshold")
            .example("200");
        s.form(
             "kind",
             {"\"mean\" or { probability = P }",
              R"({"anyOf":[{"enum":["mean"]},{"type":"object","properties":{"probability":{"type":"number"}},"required":["probability"],"additionalProperties":false}]})"},
             read_kind, "the mean is tested, or the share of years that keep the threshold")
            .otherwise("\"mean\"")
            .example("{ probability = 0.9 }");
        s.exactly_one_of({{"at_least"}, {"at_most"}, {"between"}});
        s.finally(check_target);
        return s;
    }();
    return schema;
}

const Schema<StudySpec>& study_schema() {
    static const Schema<StudySpec> schema = [] {
        using S = StudySpec;
        Schema<S> s("study", "study.STUDY", "What `sweep` and `optimise` vary.");
        s.form("vary", {"table from paths to values", R"({"type":"object","additionalProperties":{"type":["array","object"]}})"}, read_vary,
               "keys to vary, each an array of values or { from, to, steps }")
            .keys_name("key path")
            .required()
            .example("{ \"plant.semey.calendar\" = [\"one-shift\", \"two-shift\"] }");
        s.field("design", &S::design,
                choice<StudyDesign>(
                    {{"grid", StudyDesign::grid}, {"latin-hypercube", StudyDesign::latin_hypercube}, {"sobol", StudyDesign::sobol}}),
                "which points are tried")
            .example("\"sobol\"");
        s.field("points", &S::points, integer(), "number of points of a latin-hypercube or sobol design")
            .between(1, 1'000'000)
            .otherwise("")
            .example("64");
        s.field("constraint", &S::constraint, text(), "expression over the varied names: points where it is false are skipped")
            .values_name("constraint")
            .otherwise("none")
            .example("\"a + b <= 4\"");
        s.form(
             "cost", {"table from varied keys to costs", R"({"type":"object","additionalProperties":{"type":["number","array"]}})"},
             [](S&, const Reading& reading) {
                 if (!reading.value.is_table()) reading.unexpected("a table such as { buffer = 1200, calendar = [0, 250000] }");
             },
             "for `optimise`: money per unit of a key's value, or an array with the money for each value")
            .keys_name("varied key")
            .otherwise("none: later values are dearer, each key counts alike")
            .example("{ buffer = 1200, calendar = [0, 250000] }");
        s.finally(check_study);
        return s;
    }();
    return schema;
}

}  // namespace agrocap
