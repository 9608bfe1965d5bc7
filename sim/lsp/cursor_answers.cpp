#include "lsp/answers.hpp"
#include "lsp/completion.hpp"
#include "lsp/cursor_place.hpp"
#include "lsp/hover.hpp"
#include "lsp/lsp_json.hpp"
#include "lsp/schema_place.hpp"
#include "lsp/whole_family.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace agrocap {

namespace {

/// Kinds of the protocol: "CompletionItemKind".
int completion_kind(ProposalKind kind) {
    switch (kind) {
        case ProposalKind::key: return 10;    // property
        case ProposalKind::table: return 22;  // struct
        case ProposalKind::word: return 20;   // enum member
        case ProposalKind::id: return 18;     // reference
        case ProposalKind::unit: return 11;   // unit
        case ProposalKind::metric:
        case ProposalKind::value: return 12;  // value
    }
    return 1;
}

nlohmann::ordered_json proposal_json(const Proposal& one, const nlohmann::ordered_json& range, std::size_t number) {
    nlohmann::ordered_json item{{"label", one.label},
                                {"kind", completion_kind(one.kind)},
                                {"sortText", fmt::format("{:05}", number)},
                                {"insertTextFormat", one.is_snippet ? 2 : 1},
                                {"textEdit", {{"range", range}, {"newText", one.put}}}};
    if (!one.filter.empty()) item["filterText"] = one.filter;
    if (!one.detail.empty()) item["detail"] = one.detail;
    if (!one.explanation.empty()) item["documentation"] = {{"kind", "markdown"}, {"value", one.explanation}};
    return item;
}

/// The file that the value at the cursor names, as a place; null if it names none.
nlohmann::ordered_json named_file(EditorState& state, ScenarioView& view, std::size_t offset) {
    const CursorPlace cursor = cursor_place(view.document(), view.file().text.text(), offset);
    const SchemaPlace place = schema_place(cursor.path);
    const bool is_file = cursor.where == CursorPlace::Where::value && cursor.value != nullptr && place.field != nullptr &&
                         place.field->shape.names == "file" && !cursor.value->text.empty();
    if (!is_file) return nullptr;
    const auto folder = std::filesystem::path(view.file().path).parent_path();
    return location_json(state.files.uri_of((folder / cursor.value->text).lexically_normal().string()), {});
}

}  // namespace

nlohmann::ordered_json answer_completion(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    ScenarioView view = view_of(state, file);
    const Proposals proposals = proposals_at(view, offset_in(file, params));
    nlohmann::ordered_json items = nlohmann::ordered_json::array();
    const nlohmann::ordered_json range = to_json(file.text.range_of(proposals.replaced));
    for (const Proposal& one : proposals.all) items.push_back(proposal_json(one, range, items.size()));
    return {{"isIncomplete", proposals.is_cut}, {"items", std::move(items)}};
}

nlohmann::ordered_json answer_hover(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    ScenarioView view = view_of(state, file);
    const std::optional<HoverText> hover = hover_at(view, offset_in(file, params));
    if (!hover) return nullptr;
    return {{"contents", {{"kind", "markdown"}, {"value", hover->markdown}}}, {"range", to_json(file.text.range_of(hover->about))}};
}

nlohmann::ordered_json answer_definition(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    ScenarioView view = view_of(state, file);
    const std::size_t offset = offset_in(file, params);
    if (view.family().empty()) return nullptr;
    const NamePlace* name = view.names().at(0, offset);
    if (name == nullptr) return named_file(state, view, offset);
    std::vector<NamePlace> places = view.names().places_of(name->object);
    std::erase_if(places, [](const NamePlace& place) { return !place.defines; });
    // Where it has a header of its own rather than where another names it on its way; the base's before what is laid over it.
    const bool has_own = std::any_of(places.begin(), places.end(), [](const NamePlace& place) { return place.is_own; });
    if (has_own) std::erase_if(places, [](const NamePlace& place) { return !place.is_own; });
    std::stable_sort(places.begin(), places.end(), [](const NamePlace& a, const NamePlace& b) { return a.file > b.file; });
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const NamePlace& place : places) {
        const FamilyFile& in = *view.family()[place.file];
        list.push_back(location_json(state.files.uri_of(in.path), in.text.range_of(place.at)));
    }
    return list;
}

nlohmann::ordered_json answer_references(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    ScenarioView view = view_of(state, file);
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    if (view.family().empty()) return list;
    const NamePlace* name = view.names().at(0, offset_in(file, params));
    if (name == nullptr) return list;
    const auto context = params.find("context");
    const bool with_own = context == params.end() || !context->is_object() || context->value("includeDeclaration", true);
    for (const FamilyPlace& place : places_in_family(view, state.files, name->object))
        if (with_own || !place.name.defines)
            list.push_back(location_json(state.files.uri_of(place.file->path), place.file->text.range_of(place.name.at)));
    return list;
}

}  // namespace agrocap
