#include "lsp/value_proposals.hpp"

#include "lsp/field_text.hpp"
#include "lsp/key_proposals.hpp"
#include "lsp/name_meaning.hpp"
#include "random/all_distributions.hpp"
#include "scenario/country_code.hpp"
#include "scenario/metric_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace agrocap {

namespace {

bool in_quotes(const CursorPlace& cursor) { return cursor.value != nullptr && cursor.value->kind == LooseValue::Kind::text; }

Proposal text_proposal(const CursorPlace& cursor, std::string text, ProposalKind kind, std::string detail) {
    std::string put = in_quotes(cursor) ? text : toml_quoted(text);
    return {std::move(text), kind, std::move(detail), "", std::move(put), {}, false};
}

std::optional<DistributionUse> use_of(const FieldDoc& field) {
    const ShapeFacts facts = shape_facts(field);
    if (facts.refers_to("randomDuration")) return DistributionUse::durations;
    if (facts.refers_to("randomCount")) return DistributionUse::counts;
    return std::nullopt;
}

bool has_use(const DistributionRow& row, DistributionUse use) { return row.use == use || row.use == DistributionUse::both; }

/// `{ dist = "triangular", min = …, mode = …, max = … }` with its example filled in.
void propose_distributions(DistributionUse use, std::vector<Proposal>& out) {
    for (const DistributionRow& row : all_distributions()) {
        if (!has_use(row, use)) continue;
        out.push_back({std::string(row.example), ProposalKind::value, std::string(row.doc), "", std::string(row.example),
                       std::string(row.name), false});
    }
}

void propose_distribution_names(DistributionUse use, const CursorPlace& cursor, std::vector<Proposal>& out) {
    for (const DistributionRow& row : all_distributions())
        if (has_use(row, use)) out.push_back(text_proposal(cursor, std::string(row.name), ProposalKind::word, std::string(row.doc)));
}

/// Behind a number in quotes: "12 m" may become "12 min".
void propose_units(const CursorPlace& cursor, std::vector<Proposal>& out) {
    const std::size_t number = cursor.typed.find_last_of("0123456789");
    if (number == std::string::npos) return;
    const std::string before = cursor.typed.substr(0, number + 1);
    struct Unit {
        const char *sign, *meaning;
    };
    for (const Unit& unit : {Unit{"s", "seconds"}, Unit{"min", "minutes"}, Unit{"h", "hours"}, Unit{"d", "days"}, Unit{"w", "weeks (7 d)"},
                             Unit{"y", "years (365 d)"}})
        out.push_back({fmt::format("{} {}", before, unit.sign),
                       ProposalKind::unit,
                       unit.meaning,
                       "",
                       fmt::format("{} {}", before, unit.sign),
                       {},
                       false});
}

void propose_countries(const CursorPlace& cursor, std::vector<Proposal>& out) {
    std::string code = "AA";
    for (code[0] = 'A'; code[0] <= 'Z'; ++code[0])
        for (code[1] = 'A'; code[1] <= 'Z'; ++code[1])
            if (is_country(code)) out.push_back(text_proposal(cursor, code, ProposalKind::word, "country code"));
}

/// Those that go on as what has been typed does, up to its last dot.
void propose_metrics(ScenarioView& view, const CursorPlace& cursor, std::vector<Proposal>& out) {
    const std::string before = cursor.typed.substr(0, cursor.typed.rfind('.') + 1);
    for (const std::string& name : readable_metrics(view.read().scenario)) {
        if (!name.starts_with(before)) continue;
        if (out.size() >= listed_at_most) return;
        const MetricRow* row = metric_row_like(name);
        Proposal one = text_proposal(cursor, name, ProposalKind::metric, row == nullptr ? "" : std::string(row->unit));
        one.explanation = row == nullptr ? "" : std::string(row->meaning);
        out.push_back(std::move(one));
    }
}

void propose_files(ScenarioView& view, const CursorPlace& cursor, std::vector<Proposal>& out) {
    namespace fs = std::filesystem;
    for (const std::string& path : view.beside(view.file().path)) {
        if (fs::path(path) == fs::path(view.file().path)) continue;
        const std::string name = fs::path(path).lexically_relative(fs::path(view.file().path).parent_path()).string();
        if (!name.empty()) out.push_back(text_proposal(cursor, name, ProposalKind::id, "scenario file"));
    }
}

/// Where an empty place waits for a value: the example, or a table in braces with what it needs.
void propose_example(const FieldDoc& field, const CursorPlace& cursor, std::vector<Proposal>& out) {
    if (in_quotes(cursor) || cursor.is_in_array || field.example_text.empty()) return;
    out.push_back({field.example_text, ProposalKind::value, "example", field.sentence, field.example_text, {}, false});
    if (!field.default_text.empty() && field.default_text.starts_with('"'))
        out.push_back({field.default_text, ProposalKind::value, "default", field.sentence, field.default_text, {}, false});
}

void propose_names(ScenarioView& view, const FieldDoc& field, const CursorPlace& cursor, std::vector<Proposal>& out) {
    const std::string& kind = field.shape.names;
    if (kind == "metric" || kind == "metric question") return propose_metrics(view, cursor, out);
    if (kind == "file") return propose_files(view, cursor, out);
    if (kind == "object" || kind == "end of a lane" || kind == "key path") return propose_paths(view, kind, cursor, out);
    propose_ids(view, kind, cursor, out);
}

const DistributionRow* chosen_distribution(const LooseValue& braces) {
    for (const LooseEntry& member : braces.members)
        if (member.key.front().text == "dist") return find_distribution(member.value.text);
    return nullptr;
}

void propose_parameters(const LooseValue& braces, DistributionUse use, std::vector<Proposal>& out) {
    const DistributionRow* row = chosen_distribution(braces);
    if (row == nullptr) {
        out.push_back({"dist", ProposalKind::key, "which distribution", "", "dist = ", {}, false});
        return;
    }
    for (const DistributionParameter& parameter : row->parameters) {
        const std::string name(parameter.name);
        const bool is_there = std::any_of(braces.members.begin(), braces.members.end(),
                                          [&](const LooseEntry& member) { return member.has_equals && member.key.front().text == name; });
        const bool is_time = use == DistributionUse::durations && parameter.unit == ParameterUnit::quantity;
        if (!is_there)
            out.push_back({name, ProposalKind::key, is_time ? "duration" : "number", std::string(parameter.doc), name + " = ", {}, false});
    }
}

}  // namespace

void propose_values(ScenarioView& view, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out) {
    if (place.field == nullptr || place.takes_ids) return;
    const FieldDoc& field = *place.field;
    const ShapeFacts facts = shape_facts(field);
    const std::optional<DistributionUse> use = use_of(field);
    const bool is_inner = !place.inner.empty();
    if (use && is_inner && place.inner.back() == "dist") return propose_distribution_names(*use, cursor, out);
    if (is_inner && facts.takes_table && field.key_names.empty() && field.shape.names.empty() && !use) return;
    if (!is_inner || field.key_names.empty()) propose_words(field, in_quotes(cursor), out);
    propose_names(view, field, cursor, out);
    if (field.shape.words.starts_with("country")) propose_countries(cursor, out);
    const bool is_time = use == DistributionUse::durations || facts.refers_to("duration");
    if (is_time && in_quotes(cursor)) propose_units(cursor, out);
    if (use && !in_quotes(cursor) && cursor.braces == nullptr) propose_distributions(*use, out);
    if (!is_inner) propose_example(field, cursor, out);
}

void propose_ids(ScenarioView& view, std::string_view kind, const CursorPlace& cursor, std::vector<Proposal>& out) {
    const bool is_key = cursor.where != CursorPlace::Where::value;
    std::set<std::string> known;
    for (const ObjectPath& table : tables_of(kind, cursor.path))
        for (const std::string& id : view.names().ids_in(table)) {
            const bool is_being_typed = cursor.entry == nullptr && id == cursor.typed;
            if (is_being_typed || !known.insert(id).second) continue;
            if (is_key)
                out.push_back({id, ProposalKind::id, table.back(), "", id, {}, false});
            else
                out.push_back(text_proposal(cursor, id, ProposalKind::id, table.back()));
        }
}

void propose_inner_keys(ScenarioView& view, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out) {
    if (place.field == nullptr || place.takes_ids) return;
    const FieldDoc& field = *place.field;
    if (place.takes_names()) {
        if (field.key_names == "key path")
            propose_paths(view, field.key_names, cursor, out);
        else
            propose_ids(view, field.key_names, cursor, out);
    }
    if (place.table == nullptr || cursor.braces != nullptr)
        for (const std::string& key : shape_facts(field).keys)
            out.push_back({key, ProposalKind::key, field.sentence, "", key + " = ", {}, false});
    const std::optional<DistributionUse> use = use_of(field);
    if (use && cursor.braces != nullptr && (field.key_names.empty() || place.inner.size() == field.key_levels || field.key == "setup"))
        propose_parameters(*cursor.braces, *use, out);
}

void propose_paths(ScenarioView& view, std::string_view kind, const CursorPlace& cursor, std::vector<Proposal>& out) {
    static const std::set<std::string> ends{"plant", "supplier", "place", "market"},
        closable{"plant", "supplier", "lane", "place", "market"};
    for (const NamePlace& name : view.names().all()) {
        if (!name.defines || name.object.front() == "family" || out.size() >= listed_at_most) continue;
        const bool is_end = ends.contains(name.object.front()) && name.object.size() == 2;
        const bool can_close =
            closable.contains(name.object.front()) && std::find(name.object.begin(), name.object.end(), "crew") == name.object.end();
        if ((kind == "end of a lane" && !is_end) || (kind == "object" && !can_close)) continue;
        const std::string path = fmt::format("{}", fmt::join(name.object, "."));
        if (std::any_of(out.begin(), out.end(), [&](const Proposal& one) { return one.label == path; })) continue;
        out.push_back(text_proposal(cursor, path, ProposalKind::id, name.object[name.object.size() - 2]));
    }
    if (kind != "key path") return;
    // The keys of the object typed so far.
    const std::string before = cursor.typed.substr(0, cursor.typed.rfind('.') + 1);
    if (before.empty()) return;
    std::vector<std::string> path;
    for (const LooseKey& word : dotted_words(before.substr(0, before.size() - 1))) path.push_back(word.text);
    const SchemaPlace place = schema_place(path);
    if (place.table == nullptr) return;
    for (const FieldDoc& field : place.table->fields)
        out.push_back(text_proposal(cursor, before + field.key, ProposalKind::key, field_detail(field)));
}

}  // namespace agrocap
