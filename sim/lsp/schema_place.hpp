#pragma once

#include "scenario/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// What a path leads to in the schema of the language.
struct SchemaPlace {
    bool is_known = false;
    const FieldDoc* field = nullptr;  // the declaration that it leads to, or the last one on the way
    const TableDoc* table = nullptr;  // whose keys may come next
    bool takes_ids = false;           // ids come next, each with a table of `field`
    std::vector<std::string> inner;   // what follows `field` and is declared nowhere: names, parameters of a distribution

    /// Whether names of `field->key_names` come next.
    [[nodiscard]] bool takes_names() const {
        return field != nullptr && !field->key_names.empty() && !takes_ids && table == nullptr && inner.size() < field->key_levels;
    }
};

SchemaPlace schema_place(const std::vector<std::string>& path);

/// What the shape of a value says, for proposals and help at the cursor.
struct ShapeFacts {
    std::vector<std::string> words;  // of a choice
    std::vector<std::string> keys;   // of a table that is declared with the value itself
    std::vector<std::string>
        definitions;  // names of the definitions that it refers to: "duration", "randomDuration", "clockTime", "days" …
    bool takes_boolean = false, takes_array = false, takes_table = false;

    [[nodiscard]] bool refers_to(const std::string& definition) const;
};

/// Cost: the fragment is parsed.
ShapeFacts shape_facts(const FieldDoc& field);

}  // namespace agrocap
