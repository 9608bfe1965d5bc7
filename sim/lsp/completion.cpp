#include "lsp/completion.hpp"

#include "lsp/key_proposals.hpp"
#include "lsp/value_proposals.hpp"

namespace agrocap {

namespace {

void propose_in_header(ScenarioView& view, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out) {
    propose_header_parts(place, out);
    if (place.takes_ids && place.field->key_names.empty())
        for (const std::string& id : view.names().ids_in(cursor.path))
            if (id != cursor.typed) out.push_back({id, ProposalKind::id, cursor.path.back(), "", id, {}, false});
    if (place.takes_ids || place.takes_names()) propose_ids(view, place.field->key_names, cursor, out);
}

}  // namespace

Proposals proposals_at(ScenarioView& view, std::size_t offset) {
    if (view.family().empty()) return {};
    const CursorPlace cursor = cursor_place(view.document(), view.file().text.text(), offset);
    const SchemaPlace place = schema_place(cursor.path);
    Proposals out{cursor.word, {}, false};
    if (cursor.where == CursorPlace::Where::header) propose_in_header(view, cursor, place, out.all);
    if (cursor.where == CursorPlace::Where::key) {
        propose_keys(view.document(), cursor, place, out.all);
        propose_inner_keys(view, cursor, place, out.all);
        if (place.takes_ids) propose_in_header(view, cursor, place, out.all);
    }
    if (cursor.where == CursorPlace::Where::value) propose_values(view, cursor, place, out.all);
    out.is_cut = out.all.size() >= listed_at_most;
    return out;
}

}  // namespace agrocap
