#include "lsp/foreign_toml.hpp"

#include "scenario/describe.hpp"

namespace agrocap {

bool is_foreign(const LooseDocument& document) {
    const TableDoc& top = document_schema().doc();
    bool says_something = false;
    for (const LooseTable& table : document.tables) {
        const bool is_top = table.header.end == table.header.begin;
        if (!is_top) {
            says_something = true;
            const FieldDoc* field = top.find(table.path.front().text);
            // Cargo has [target.…], too, and taplo a [schema].
            if (field != nullptr && field->table != nullptr && field->key != "target") return false;
            continue;
        }
        for (const LooseEntry& entry : table.entries) {
            says_something = true;
            if (top.find(entry.key.front().text) != nullptr) return false;
        }
    }
    return says_something;
}

}  // namespace agrocap
