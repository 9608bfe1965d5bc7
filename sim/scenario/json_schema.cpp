#include "random/all_distributions.hpp"
#include "scenario/describe.hpp"
#include "scenario/reference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

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

Json parameter_fragment(const DistributionParameter& parameter, const Json& quantity) {
    Json one = parameter.unit == ParameterUnit::quantity ? quantity : Json{{"type", parameter.whole != nullptr ? "integer" : "number"}};
    if (parameter.list != nullptr) one = Json{{"type", "array"}, {"items", std::move(one)}};
    return described(std::move(one), std::string(parameter.doc));
}

/// `{ dist = … }` in all its forms, or a plain value.
Json random_fragment(DistributionUse use, const Json& plain, const Json& quantity) {
    Json forms = Json::array({plain});
    for (const DistributionRow& row : all_distributions()) {
        if (row.use != use && row.use != DistributionUse::both) continue;
        Json properties{{"dist", {{"enum", Json::array({std::string(row.name)})}}}};
        Json required = Json::array({"dist"});
        for (const DistributionParameter& parameter : row.parameters) {
            properties[std::string(parameter.name)] = parameter_fragment(parameter, quantity);
            if (parameter.required) required.push_back(std::string(parameter.name));
        }
        forms.push_back({{"description", std::string(row.doc)},
                         {"type", "object"},
                         {"properties", properties},
                         {"required", required},
                         {"additionalProperties", false}});
    }
    return {{"anyOf", std::move(forms)}};
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
                     {"randomDuration", random_fragment(DistributionUse::durations, reference_to("duration"), reference_to("duration"))},
                     {"randomCount", random_fragment(DistributionUse::counts, {{"type", "integer"}, {"minimum", 0}},
                                                     {{"type", "number"}, {"minimum", 0}})}};
    const std::vector<const TableDoc*> tables = all_tables();
    for (auto table = tables.begin() + 1; table != tables.end(); ++table) definitions[(*table)->name] = table_fragment(**table);
    Json root{{"$schema", "http://json-schema.org/draft-04/schema#"}, {"title", "agrocap scenario"}};
    root.update(table_fragment(*tables.front()));
    root["anyOf"] = Json::array({{{"required", Json::array({"schema"})}}, {{"required", Json::array({"extends"})}}});
    root["definitions"] = std::move(definitions);
    return root.dump(2) + "\n";
}

}  // namespace agrocap
