#include "scenario/key_path.hpp"

#include "scenario/describe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace agrocap {
namespace {

bool is_implied(const FieldDoc& field, const std::string& id, const TomlValue& root) {
    if (field.implied_by.empty()) return false;
    const TomlValue* table = root.find(field.implied_by);
    return table != nullptr && table->find(id) != nullptr;
}

/// Both texts side by side, down to the outermost objects that only `over` has.
class Comparison {
  public:
    Comparison(const TomlValue& root, std::vector<NewObject>& found) : root_(root), found_(found) {}

    void compare_table(const TableDoc& doc, const TomlValue* base, const TomlValue& over, const std::string& path) {
        for (const auto& [key, value] : over.members) {
            const FieldDoc* field = doc.find(key);
            if (field == nullptr || field->nesting == Nesting::none || !value.is_table()) continue;
            const TomlValue* known = base != nullptr ? base->find(key) : nullptr;
            if (field->nesting == Nesting::one)
                compare_table(*field->table, known, value, joined_path(path, key));
            else
                compare_objects(*field, known, value, joined_path(path, key));
        }
    }

  private:
    void compare_objects(const FieldDoc& field, const TomlValue* base, const TomlValue& over, const std::string& path) {
        for (const auto& [id, object] : over.members) {
            const TomlValue* known = base != nullptr ? base->find(id) : nullptr;
            if (known == nullptr && !is_implied(field, id, root_))
                found_.push_back({joined_path(path, id), path, id, field.key, object.key_at});
            else
                compare_table(*field.table, known, object, joined_path(path, id));
        }
    }

    const TomlValue& root_;
    std::vector<NewObject>& found_;
};

/// " (line 12)", or " (base.toml:12)" seen from another file.
std::string place_text(SourceSpan at, SourceSpan seen_from, const std::vector<std::string>& files) {
    if (at.line == 0) return {};
    if (at.file == seen_from.file || at.file >= files.size()) return fmt::format(" (line {})", at.line);
    return fmt::format(" ({}:{})", files[at.file], at.line);
}

std::string plural_of(const std::string& kind) { return kind.ends_with('y') ? kind.substr(0, kind.size() - 1) + "ies" : kind + "s"; }

/// Whether a value can be a table that has no declaration of its own: `uses`, or the parameters of a random time.
bool may_be_table(const FieldDoc& field) {
    const auto has = [&field](const char* word) { return field.shape.json.find(word) != std::string::npos; };
    return has("\"object\"") || has("#/definitions/random");
}

KeyFault into_array(const std::string& key) {
    return {Code::no_such_key, fmt::format("leads into an array, {}", toml_quoted(key)),
            fmt::format("name one of its entries, {}[1], or change it as a whole", key)};
}

/// What `path` comes to, word by word.
class Walk {
  public:
    Walk(const TomlValue& root, const std::vector<std::string>& words, SourceSpan at, const std::vector<std::string>& files)
        : root_(root), words_(words), at_(at), files_(files) {}

    std::optional<KeyFault> fault() {
        const TableDoc* doc = &document_schema().doc();
        const TomlValue* value = &root_;
        while (next_ < words_.size()) {
            const std::string& key = words_[next_++];
            const FieldDoc* field = doc->find(key);
            if (field == nullptr) return unknown_key(*doc, key);
            value = value != nullptr ? value->find(key) : nullptr;
            enter(value);
            if (field->nesting == Nesting::keyed) {
                if (next_ == words_.size())
                    return KeyFault{Code::no_such_kind, "stops before it names an object", fmt::format("go on with the id of a {}", key)};
                const std::string& id = words_[next_++];
                const TomlValue* object = value != nullptr ? value->find(id) : nullptr;
                if (object == nullptr && !is_implied(*field, id, root_)) return unknown_object(*field, id);
                value = object;
            } else if (field->nesting == Nesting::none && field->table == nullptr) {
                if (next_ == words_.size() || may_be_table(*field)) return std::nullopt;
                return KeyFault{Code::no_such_key, fmt::format("goes on after a value, {}", toml_quoted(key)), ""};
            }
            if (value != nullptr && value->kind == TomlKind::array && next_ < words_.size()) return into_array(key);
            doc = field->table;
        }
        return std::nullopt;
    }

  private:
    /// Into the entries of arrays that the path names, if it does: `failures[1]`. Whether they are there, `missing_entry` says.
    void enter(const TomlValue*& value) {
        for (; next_ < words_.size() && entry_number(words_[next_]); ++next_)
            value = value != nullptr ? value_at(*value, {words_[next_]}) : nullptr;
    }

    static KeyFault unknown_key(const TableDoc& doc, const std::string& key) {
        std::vector<std::string> keys;
        for (const FieldDoc& field : doc.fields) keys.push_back(field.key);
        const std::string nearest = nearest_name(key, keys);
        return {
            Code::no_such_key, fmt::format("unknown key {}", toml_quoted(key)),
            nearest.empty() ? fmt::format("known here: {}", fmt::join(keys, ", ")) : fmt::format("did you mean {}?", toml_quoted(nearest))};
    }

    [[nodiscard]] KeyFault unknown_object(const FieldDoc& field, const std::string& id) const {
        std::string path;
        for (std::size_t i = 0; i + 1 < next_; ++i) path = joined_path(path, words_[i]);
        const NewObject object{joined_path(path, id), path, id, field.key, at_};
        return {Code::no_such_name, fmt::format("no {} is called {}", field.key, toml_quoted(id)), meant_object(object, root_, {}, files_)};
    }

    const TomlValue& root_;
    const std::vector<std::string>& words_;
    const SourceSpan at_;
    const std::vector<std::string>& files_;
    std::size_t next_ = 0;
};

}  // namespace

std::vector<NewObject> new_objects(const TomlValue& base, const TomlValue& over) {
    std::vector<NewObject> found;
    Comparison(base, found).compare_table(document_schema().doc(), &base, over, "");
    return found;
}

std::string meant_object(const NewObject& object, const TomlValue& root, const PathSet& added, const std::vector<std::string>& files) {
    const auto words = split_path(object.table);
    const TomlValue* table = words ? value_at(root, *words) : nullptr;
    std::vector<std::string> names;
    constexpr std::size_t searched_max = 10'000, listed_max = 10;
    if (table != nullptr && table->members.size() <= searched_max)
        for (const auto& [id, value] : table->members)
            if (id != object.id && !added.covers(joined_path(object.table, id))) names.push_back(id);
    const std::string nearest = nearest_name(object.id, names);
    if (!nearest.empty())
        return fmt::format("did you mean {}{}?", toml_quoted(nearest), place_text(table->find(nearest)->key_at, object.at, files));
    if (names.empty() || names.size() > listed_max) return {};
    return fmt::format("{} here: \"{}\"", plural_of(object.kind), fmt::join(names, "\", \""));
}

std::optional<KeyFault> key_fault(const TomlValue& root, const std::string& path, SourceSpan at, const std::vector<std::string>& files) {
    const auto words = split_path(path);
    if (!words) return std::nullopt;
    const std::optional<KeyFault> fault = Walk(root, *words, at, files).fault();
    return fault ? fault : missing_entry(root, *words);
}

std::optional<KeyFault> missing_entry(const TomlValue& root, const std::vector<std::string>& path) {
    std::vector<std::string> before;
    std::string name;
    for (const std::string& word : path) {
        const std::optional<std::size_t> number = entry_number(word);
        const TomlValue* value = value_at(root, before);
        const bool is_array = value != nullptr && value->kind == TomlKind::array;
        if (!number && is_array && !value->elements.empty() && value->elements.front().is_table()) return into_array(before.back());
        if (number && !is_array)
            return KeyFault{Code::no_such_key, fmt::format("{} is no array: it has no entries", toml_quoted(name)), "leave the number out"};
        if (number && (*number < 1 || *number > value->elements.size()))
            return KeyFault{Code::no_such_key,
                            fmt::format("there is no entry {} in {}, which has {}", *number, toml_quoted(name), value->elements.size()),
                            "entries are counted from 1"};
        before.push_back(word);
        name = joined_path(name, word);
    }
    return std::nullopt;
}

const FieldDoc* field_at(const std::vector<std::string>& path) {
    const TableDoc* doc = &document_schema().doc();
    for (std::size_t next = 0; next < path.size() && doc != nullptr;) {
        const FieldDoc* field = doc->find(path[next++]);
        while (next < path.size() && entry_number(path[next])) ++next;
        if (field == nullptr || next == path.size()) return field;
        if (field->nesting == Nesting::keyed && ++next == path.size()) return field;
        doc = field->table;
    }
    return nullptr;
}

TomlValue* value_at(TomlValue& root, const std::vector<std::string>& path) {
    return const_cast<TomlValue*>(value_at(std::as_const(root), path));  // what is not const is not const within either
}

const TomlValue* value_at(const TomlValue& root, const std::vector<std::string>& path) {
    const TomlValue* value = &root;
    for (const std::string& word : path) {
        const std::optional<std::size_t> number = entry_number(word);
        const bool is_there = number && value->kind == TomlKind::array && *number >= 1 && *number <= value->elements.size();
        value = is_there ? &value->elements[*number - 1] : number ? nullptr : value->find(word);
        if (value == nullptr) return nullptr;
    }
    return value;
}

}  // namespace agrocap
