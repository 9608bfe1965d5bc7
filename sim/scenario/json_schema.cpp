#include "random/all_distributions.hpp"
#include "scenario/describe.hpp"
#include "scenario/metric_table.hpp"
#include "scenario/reference.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace agrocap {
namespace {

using Json = nlohmann::ordered_json;

const std::string id_pattern = "^[a-z0-9][a-z0-9-]*$";

Json reference_to(const std::string& name) { return {{"$ref", "#/definitions/" + name}}; }

std::string description_of(const FieldDoc& field) {
    std::string text = field.sentence;
    if (field.is_required) text += " (required)";
    if (!field.default_text.empty()) text += ". Default: " + field.default_text;
    if (!field.example_text.empty()) text += ". Example: " + field.key + " = " + field.example_text;
    return text;
}

/// Draft 4 writes an open end as a flag beside the limit.
void add_range(Json& fragment, const FieldDoc& field) {
    if (field.low) fragment["minimum"] = *field.low;
    if (field.low && field.low_is_open) fragment["exclusiveMinimum"] = true;
    if (field.high) fragment["maximum"] = *field.high;
    if (field.high && field.high_is_open) fragment["exclusiveMaximum"] = true;
}

bool is_numeric(const Json& fragment) {
    return fragment.contains("type") && (fragment["type"] == "number" || fragment["type"] == "integer");
}

/// Wherever a number may stand: as the value, as one form of it, or by name.
void add_ranges(Json& fragment, const FieldDoc& field) {
    if (is_numeric(fragment) && !fragment.contains("minimum")) add_range(fragment, field);
    if (fragment.contains("anyOf"))
        for (Json& form : fragment["anyOf"])
            if (is_numeric(form) && !form.contains("minimum")) add_range(form, field);
    if (fragment.contains("additionalProperties") && fragment["additionalProperties"].is_object())
        add_ranges(fragment["additionalProperties"], field);
}

Json fragment_of(const FieldDoc& field) {
    if (field.nesting == Nesting::one) return reference_to(field.table->name);
    if (field.nesting == Nesting::keyed)
        return {
            {"type", "object"}, {"patternProperties", {{id_pattern, reference_to(field.table->name)}}}, {"additionalProperties", false}};
    Json fragment = Json::parse(field.shape.json);
    add_ranges(fragment, field);
    return fragment;
}

/// Draft 4 ignores what stands beside a `$ref`, so a description needs a wrapper.
Json described(Json fragment, const std::string& description) {
    if (fragment.contains("$ref")) return {{"description", description}, {"allOf", Json::array({std::move(fragment)})}};
    Json out{{"description", description}};
    out.update(fragment);
    return out;
}

Json table_fragment(const TableDoc& table) {
    Json properties = Json::object();
    for (const FieldDoc& field : table.fields) properties[field.key] = described(fragment_of(field), description_of(field));
    return {{"description", table.sentence}, {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Json required_keys(const TableDoc& table) {
    Json keys = Json::array();
    for (const FieldDoc& field : table.fields)
        if (field.is_required) keys.push_back(field.key);
    return keys;
}

/// What a file that extends nothing must have, table in table; null where that is nothing. A file with a base may leave out what that has.
Json demands_of(const TableDoc& table) {
    Json demands = Json::object();
    if (Json keys = required_keys(table); !keys.empty()) demands["required"] = std::move(keys);
    for (const FieldDoc& field : table.fields) {
        if (field.nesting == Nesting::none) continue;
        Json inner = demands_of(*field.table);
        if (inner.is_null()) continue;
        if (field.nesting == Nesting::keyed) inner = {{"additionalProperties", std::move(inner)}};
        demands["properties"][field.key] = std::move(inner);
    }
    return demands.empty() ? Json(nullptr) : demands;
}

/// Names of definitions by where they are referred to.
struct References {
    std::set<std::string> elements, others;
};

void collect_references(const Json& fragment, std::set<std::string> References::*place, References& out) {
    if (fragment.is_array())
        for (const Json& one : fragment) collect_references(one, place, out);
    if (!fragment.is_object()) return;
    for (const auto& [key, value] : fragment.items()) {
        if (key == "$ref") (out.*place).insert(value.get<std::string>().substr(std::string("#/definitions/").size()));
        collect_references(value, key == "items" ? &References::elements : place, out);
    }
}

Json parameter_fragment(const DistributionParameter& parameter, const Json& quantity) {
    Json one = parameter.unit == ParameterUnit::quantity ? quantity
               : parameter.unit == ParameterUnit::share  ? Json::parse(share().shape.json)
                                                         : Json{{"type", parameter.whole != nullptr ? "integer" : "number"}};
    if (parameter.list != nullptr) one = Json{{"type", "array"}, {"items", std::move(one)}};
    return described(std::move(one), std::string(parameter.doc));
}

/// The parameters of one distribution.
Json distribution_fragment(const DistributionRow& row, const Json& quantity) {
    Json properties{{"dist", {{"enum", Json::array({std::string(row.name)})}}}};
    Json required = Json::array({"dist"});
    for (const DistributionParameter& parameter : row.parameters) {
        properties[std::string(parameter.name)] = parameter_fragment(parameter, quantity);
        if (parameter.required) required.push_back(std::string(parameter.name));
    }
    return {{"description", std::string(row.doc)},
            {"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

/// `{ dist = … }` in all its forms, or a plain value. Each form is one that another `dist` need not have, so that what is wrong is told of
/// the distribution that was meant: draft 4 has no word for "if".
Json random_fragment(DistributionUse use, const Json& plain, const Json& quantity) {
    Json names = Json::array();
    Json forms = Json::array();
    for (const DistributionRow& row : all_distributions()) {
        if (row.use != use && row.use != DistributionUse::both) continue;
        const Json name = Json::array({std::string(row.name)});
        const Json is_other{{"not", {{"properties", {{"dist", {{"enum", name}}}}}}}};
        names.push_back(std::string(row.name));
        forms.push_back({{"anyOf", Json::array({is_other, distribution_fragment(row, quantity)})}});
    }
    const Json random{{"type", "object"},
                      {"properties", {{"dist", {{"enum", std::move(names)}}}}},
                      {"required", Json::array({"dist"})},
                      {"allOf", std::move(forms)}};
    return {{"anyOf", Json::array({plain, random})}};
}

Json clock_fragment() {
    return {{"description", "a clock time such as \"08:00\"; an end may be \"24:00\""},
            {"type", "string"},
            {"pattern", "^\\s*(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)\\s*$"}};
}

/// A day, a range of days, or a list of either, in any letter case.
Json days_fragment() {
    std::string day;
    for (const std::string_view name : {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) {
        std::string letters;
        for (const char letter : name) letters += fmt::format("[{}{}]", static_cast<char>(letter - 'a' + 'A'), letter);
        constexpr std::size_t short_name = 3 * 4;  // three letters, each as "[Mm]"
        day += fmt::format("{}{}({})?", day.empty() ? "" : "|", letters.substr(0, short_name), letters.substr(short_name));
    }
    const std::string range = fmt::format("({0})(\\s*(-|\u2013|\u2014|\u2011)\\s*({0}))?", day);
    return {{"description", "days such as \"mon-fri\" or \"mon,wed,fri\""},
            {"type", "string"},
            {"pattern", fmt::format("^\\s*{0}(\\s*,\\s*{0})*\\s*$", range)}};
}

/// Names that have the form of a metric: which ids there are only the scenario knows.
Json metric_fragment() {
    std::string forms;
    for (const MetricRow& row : metric_rows) {
        forms += forms.empty() ? "" : "|";
        std::size_t at = 0;
        for (const std::string_view pattern = row.pattern; at < pattern.size();) {
            const std::size_t end = std::min(pattern.find('.', at), pattern.size());
            const std::string_view word = pattern.substr(at, end - at);
            const bool is_id = word.front() >= 'A' && word.front() <= 'Z';
            forms += (at > 0 ? "\\." : "") + (is_id ? std::string("[a-z0-9-]+") : std::string(word));
            at = end + 1;
        }
    }
    return {{"description", "name of a metric, as `agrocap metrics` lists them"}, {"type", "string"}, {"pattern", "^(" + forms + ")$"}};
}

void collect(const TableDoc& table, std::vector<const TableDoc*>& out) {
    if (std::find(out.begin(), out.end(), &table) != out.end()) return;
    out.push_back(&table);
    for (const FieldDoc& field : table.fields)
        if (field.table != nullptr) collect(*field.table, out);
}

}  // namespace

std::vector<const TableDoc*> all_tables() {
    std::vector<const TableDoc*> tables;
    collect(document_schema().doc(), tables);
    return tables;
}

std::string json_schema() {
    const Json duration{{"description", "a duration such as \"90 min\"; units s, min, h, d, w (7 d), y (365 d)"},
                        {"type", "string"},
                        {"pattern",
                         "^(\\s*[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?\\s*(s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|"
                         "weeks?|y|yrs?|years?))+\\s*$"}};
    Json definitions{{"duration", duration},
                     {"clockTime", clock_fragment()},
                     {"days", days_fragment()},
                     {"metricName", metric_fragment()},
                     {"randomDuration", random_fragment(DistributionUse::durations, reference_to("duration"), reference_to("duration"))},
                     {"randomCount", random_fragment(DistributionUse::counts, {{"type", "integer"}, {"minimum", 0}},
                                                     {{"type", "number"}, {"minimum", 0}})}};
    const std::vector<const TableDoc*> tables = all_tables();
    for (auto table = tables.begin() + 1; table != tables.end(); ++table) definitions[(*table)->name] = table_fragment(**table);
    // Arrays are never merged with those of a base: what stands in one is whole.
    References references;
    collect_references(definitions, &References::others, references);
    for (auto table = tables.begin() + 1; table != tables.end(); ++table)
        if (Json keys = required_keys(**table);
            !keys.empty() && references.elements.contains((*table)->name) && !references.others.contains((*table)->name))
            definitions[(*table)->name]["required"] = std::move(keys);
    Json root{
        {"$schema", "http://json-schema.org/draft-04/schema#"}, {"title", "agrocap scenario"}, {"$id", "agrocap-scenario-1.schema.json"}};
    root.update(table_fragment(*tables.front()));
    root["anyOf"] = Json::array({{{"required", Json::array({"extends"})}}, demands_of(*tables.front())});
    root["definitions"] = std::move(definitions);
    return root.dump(2) + "\n";
}

}  // namespace agrocap
