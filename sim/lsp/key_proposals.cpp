#include "lsp/key_proposals.hpp"

#include "lsp/field_text.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

using TextPath = std::vector<std::string>;

bool begins_with(const TextPath& path, const TextPath& beginning) {
    return path.size() > beginning.size() && std::equal(beginning.begin(), beginning.end(), path.begin());
}

void gather_keys(const std::vector<LooseEntry>& entries, const TextPath& at, const TextPath& path, std::set<std::string>& keys) {
    for (const LooseEntry& entry : entries) {
        const TextPath whole = path_with(at, entry.key);
        if (begins_with(whole, path) && entry.has_equals) keys.insert(whole[path.size()]);
        if (entry.value.kind == LooseValue::Kind::table) gather_keys(entry.value.members, whole, path, keys);
    }
}

Proposal key_proposal(const FieldDoc& field, bool is_new) {
    Proposal one{field.key, ProposalKind::key, field_detail(field), field_explanation(field), field.key, {}, false};
    if (field.nesting != Nesting::none) {
        one.put += ".";
    } else if (is_new && !field.example_text.empty()) {
        one.put = field_snippet(field, 1);
        one.is_snippet = true;
    }
    return one;
}

/// "[plant.semey.line.${1:LINE}]" with what a line needs.
Proposal table_proposal(const TextPath& path, const FieldDoc& field) {
    std::string shown, header;
    for (const std::string& part : path) shown += toml_key(part) + ".";
    header = "[" + snippet_text(shown) + field.key;
    shown += field.key;
    if (field.nesting == Nesting::keyed) {
        std::string id = field.key;
        std::transform(id.begin(), id.end(), id.begin(),
                       [](char letter) { return letter == '-' ? '-' : static_cast<char>(letter - 'a' + 'A'); });
        shown += "." + id;
        header += fmt::format(".${{1:{}}}", field.key);
    }
    Proposal one{"[" + shown + "]", ProposalKind::table, field.sentence, field.table->sentence, "", field.key, true};
    one.put = table_snippet(header + "]", *field.table, field.nesting == Nesting::keyed ? 1 : 0);
    return one;
}

}  // namespace

std::set<std::string> keys_there(const LooseDocument& document, const TextPath& path) {
    std::set<std::string> keys;
    for (const LooseTable& table : document.tables) {
        const TextPath at = path_with({}, table.path);
        if (begins_with(at, path)) keys.insert(at[path.size()]);
        gather_keys(table.entries, at, path, keys);
    }
    return keys;
}

void propose_keys(const LooseDocument& document, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out) {
    if (place.table == nullptr) return;
    const bool begins_line = cursor.braces == nullptr && (cursor.entry == nullptr || cursor.entry->key.size() == 1);
    const bool is_new = cursor.entry == nullptr || !cursor.entry->has_equals;
    const std::set<std::string> there = cursor.braces != nullptr ? std::set<std::string>{} : keys_there(document, cursor.path);
    std::set<std::string> in_braces;
    if (cursor.braces != nullptr)
        for (const LooseEntry& member : cursor.braces->members)
            if (&member != cursor.entry) in_braces.insert(member.key.front().text);
    for (const FieldDoc& field : place.table->fields) {
        const bool is_own = cursor.entry != nullptr && cursor.entry->key.back().text == field.key;
        const bool is_there = (there.contains(field.key) && !is_own) || in_braces.contains(field.key);
        if (begins_line && is_new && field.nesting != Nesting::none) out.push_back(table_proposal(cursor.path, field));
        if (is_there && field.nesting == Nesting::none) continue;
        if (field.nesting == Nesting::none || !begins_line) out.push_back(key_proposal(field, is_new));
    }
    // Values first: tables end the one that the cursor is in.
    std::stable_partition(out.begin(), out.end(), [](const Proposal& one) { return one.kind == ProposalKind::key; });
}

void propose_header_parts(const SchemaPlace& place, std::vector<Proposal>& out) {
    if (place.table == nullptr) return;
    for (const FieldDoc& field : place.table->fields)
        if (field.table != nullptr || !field.key_names.empty())
            out.push_back({field.key,
                           ProposalKind::table,
                           field.sentence,
                           field.table != nullptr ? field.table->sentence : "",
                           field.nesting == Nesting::keyed ? field.key + "." : field.key,
                           {},
                           false});
}

void propose_words(const FieldDoc& field, bool in_quotes, std::vector<Proposal>& out) {
    const ShapeFacts facts = shape_facts(field);
    for (const std::string& word : facts.words)
        out.push_back({word, ProposalKind::word, field.sentence, "", in_quotes ? word : toml_quoted(word), {}, false});
    if (!facts.takes_boolean || in_quotes) return;
    for (const char* word : {"true", "false"}) out.push_back({word, ProposalKind::word, field.sentence, "", word, {}, false});
}

}  // namespace agrocap
