#include "lsp/name_index.hpp"

#include "lsp/cursor_place.hpp"
#include "lsp/name_meaning.hpp"
#include "lsp/schema_place.hpp"

#include <algorithm>
#include <tuple>

namespace agrocap {

namespace {

/// Walks over a document with the schema and tells of every name. Twice: what there is must be known before it is known what is meant.
class NameWalk {
  public:
    enum class Round : std::uint8_t { definitions, all };

    NameWalk(std::size_t file, Round round, std::set<ObjectPath>& defined, std::vector<NamePlace>& places)
        : file_(file), round_(round), defined_(defined), places_(places) {}

    void walk(const LooseDocument& document) {
        for (const LooseTable& table : document.tables) {
            ObjectPath path = walk_key({}, table.path);
            for (const LooseEntry& entry : table.entries) walk_entry(path, entry);
        }
    }

  private:
    void define(ObjectPath object, TextStretch at, bool is_own) {
        defined_.insert(object);
        if (round_ == Round::all) places_.push_back({std::move(object), true, is_own, file_, at});
    }

    void refer(const std::string& kind, std::string_view text, TextStretch at, const ObjectPath& scope) {
        if (kind == "family" && round_ == Round::definitions) defined_.insert({"family", std::string(text)});
        if (round_ == Round::definitions) return;
        for (NamedPart& part : meaning_of(kind, text, scope, defined_))
            places_.push_back({std::move(part.object), kind == "family", true, file_, {at.begin + part.at.begin, at.begin + part.at.end}});
    }

    ObjectPath walk_key(ObjectPath path, const std::vector<LooseKey>& key, bool is_random = false) {
        for (const LooseKey& part : key) {
            const SchemaPlace place = schema_place(path);
            if (place.takes_ids && place.field->key_names.empty()) {
                ObjectPath object = path;
                object.push_back(part.text);
                if (!part.text.empty()) define(std::move(object), part.inside(), &part == &key.back());
            } else if ((place.takes_ids || place.takes_names()) && !is_random && part.text != "default" && part.text != "dist") {
                refer(place.field->key_names, part.text, part.inside(), path);
            }
            path.push_back(part.text);
        }
        return path;
    }

    void walk_entry(const ObjectPath& at, const LooseEntry& entry, bool is_random = false) {
        const ObjectPath path = walk_key(at, entry.key, is_random);
        const SchemaPlace place = schema_place(path);
        if (place.field == nullptr) return;
        // What a study varies are values of another key.
        const SchemaPlace varied =
            place.field->key_names == "key path" && place.inner.size() == 1 ? varied_place(place.inner[0]) : SchemaPlace{};
        if (varied.field != nullptr) return walk_value(varied_path_, varied, entry.value);
        walk_value(path, place, entry.value);
    }

    SchemaPlace varied_place(const std::string& text) {
        varied_path_ = path_with({}, dotted_words(text));
        return schema_place(varied_path_);
    }

    void walk_value(const ObjectPath& path, const SchemaPlace& place, const LooseValue& value) {
        if (value.kind == LooseValue::Kind::text && place.field != nullptr && !place.field->shape.names.empty())
            refer(place.field->shape.names, value.text, value.inside(), path);
        for (const LooseValue& element : value.elements) walk_value(path, place, element);
        const bool is_random = std::any_of(value.members.begin(), value.members.end(),
                                           [](const LooseEntry& member) { return member.key.front().text == "dist"; });
        for (const LooseEntry& member : value.members) walk_entry(path, member, is_random);
    }

    std::size_t file_;
    Round round_;
    std::set<ObjectPath>& defined_;
    std::vector<NamePlace>& places_;
    ObjectPath varied_path_;
};

auto order_of(const NamePlace& place) { return std::tie(place.file, place.at.begin, place.at.end); }

}  // namespace

NameIndex::NameIndex(const ScenarioFamily& family) {
    for (const NameWalk::Round round : {NameWalk::Round::definitions, NameWalk::Round::all})
        for (std::size_t file = 0; file < family.size(); ++file) NameWalk(file, round, defined_, places_).walk(family[file]->loose);
    std::stable_sort(places_.begin(), places_.end(), [](const NamePlace& a, const NamePlace& b) { return order_of(a) < order_of(b); });
}

std::vector<std::string> NameIndex::ids_in(const ObjectPath& table) const {
    std::vector<std::string> ids;
    for (auto object = defined_.lower_bound(table); object != defined_.end(); ++object) {
        if (object->size() < table.size() || !std::equal(table.begin(), table.end(), object->begin())) break;
        if (object->size() == table.size() + 1) ids.push_back(object->back());
    }
    return ids;
}

const NamePlace* NameIndex::at(std::size_t file, std::size_t offset) const {
    const auto found = std::find_if(places_.begin(), places_.end(),
                                    [&](const NamePlace& place) { return place.file == file && place.at.touches(offset); });
    return found == places_.end() ? nullptr : &*found;
}

std::vector<NamePlace> NameIndex::places_of(const ObjectPath& object) const {
    std::vector<NamePlace> places;
    for (const NamePlace& place : places_)
        if (place.object == object) places.push_back(place);
    return places;
}

}  // namespace agrocap
