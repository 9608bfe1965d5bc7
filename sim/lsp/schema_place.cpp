#include "lsp/schema_place.hpp"

#include "scenario/describe.hpp"

namespace agrocap {

SchemaPlace schema_place(const std::vector<std::string>& path) {
    SchemaPlace place{.is_known = true, .table = &document_schema().doc(), .inner = {}};
    for (const std::string& part : path) {
        if (place.takes_ids) {
            place.takes_ids = false;
            place.table = place.field->table;
        } else if (place.table != nullptr) {
            const FieldDoc* field = place.table->find(part);
            if (field == nullptr && place.field != nullptr && place.field->nesting == Nesting::none) {
                place.table = nullptr;  // another form of the same value: `next = { first-free = … }`
                place.inner.push_back(part);
                continue;
            }
            if (field == nullptr) return {};
            place.field = field;
            place.takes_ids = field->nesting == Nesting::keyed;
            place.table = place.takes_ids ? nullptr : field->table;
        } else {
            place.inner.push_back(part);
        }
    }
    return place;
}

}  // namespace agrocap
