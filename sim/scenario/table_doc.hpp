#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

struct TableDoc;

/// How a value looks: in words for people, as a draft-4 fragment for editors.
struct Shape {
    std::string words;
    std::string json;
    std::string names{};  // of what kind the names are that stand as values: "calendar"; empty: they are none
};

/// How a nested table hangs on its key: one table, or one per id.
enum class Nesting : std::uint8_t { none, one, keyed };

/// All that is known of one key: the reader checks by it, the reference page and the JSON schema are written from it.
struct FieldDoc {
    std::string key;
    Shape shape;
    std::string sentence;
    std::string default_text, example_text;
    std::optional<double> low, high;  // durations: in seconds
    bool low_is_open = false, high_is_open = false;
    std::optional<double> doubtful;  // above this a plain number is most likely a per cent: a warning
    bool is_required = false;
    Nesting nesting = Nesting::none;
    const TableDoc* table = nullptr;  // of what is nested here
    std::string implied_by;           // tables by id: one is there, written or not, for each id of this table at the top
    std::string key_names;            // of what kind the names are that stand as keys: "item"; empty: ids of its own, or none
    std::size_t key_levels = 1;       // tables in tables of such names: 2 for a matrix

    FieldDoc& at_least(double value) {
        low = value;
        return *this;
    }
    FieldDoc& at_most(double value) {
        high = value;
        return *this;
    }
    FieldDoc& above(double value) {
        low = value;
        low_is_open = true;
        return *this;
    }
    FieldDoc& below(double value) {
        high = value;
        high_is_open = true;
        return *this;
    }
    FieldDoc& between(double from, double to) { return at_least(from).at_most(to); }
    /// A share that is most likely wrong above this unless it is written as a per cent.
    FieldDoc& doubtful_above(double value) {
        doubtful = value;
        return *this;
    }
    FieldDoc& there_for_each(std::string table_at_top) {
        implied_by = table_at_top;
        return keys_name(std::move(table_at_top));
    }
    /// What the names that stand as keys below are of, `uses = { cab = 1 }`: "item". Editors find by it what a name means.
    FieldDoc& keys_name(std::string kind, std::size_t levels = 1) {
        key_names = std::move(kind);
        key_levels = levels;
        return *this;
    }
    /// The same of those that stand as values.
    FieldDoc& values_name(std::string kind) {
        shape.names = std::move(kind);
        return *this;
    }
    /// In words, where the default is no value of the key's own: "the plant's".
    FieldDoc& otherwise(std::string text) {
        default_text = std::move(text);
        return *this;
    }
    FieldDoc& example(std::string text) {
        example_text = std::move(text);
        return *this;
    }
    FieldDoc& required() {
        is_required = true;
        default_text.clear();
        return *this;
    }
};

/// All keys of one kind of table.
struct TableDoc {
    std::string name;    // "station", unique: also the name of its definition in the JSON schema
    std::string header;  // "plant.PLANT.line.LINE.station.STATION"
    std::string sentence;
    std::deque<FieldDoc> fields;                 // a deque: fields keep their addresses as others are added
    std::vector<std::vector<std::string>> ways;  // ways to write one thing that exclude each other, each with its keys
    bool one_way_needed = false;                 // one of them must be there; false: at most one
    std::vector<std::string> needed;             // one of these keys at least must be there
    std::string usual;                           // the key that a plain value in the place of the table is most likely meant for
    bool ways_are_checked = false;               // false: only what a file lays over another makes the other ways give way

    /// Gives null if there is none.
    [[nodiscard]] const FieldDoc* find(const std::string& key) const {
        const auto found = std::find_if(fields.begin(), fields.end(), [&key](const FieldDoc& field) { return field.key == key; });
        return found == fields.end() ? nullptr : &*found;
    }
};

}  // namespace agrocap
