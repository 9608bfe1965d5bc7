#pragma once

#include "base/time.hpp"
#include "random/distribution.hpp"
#include "scenario/reading.hpp"
#include "scenario/scenario.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
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

/// A kind of value: its looks, how it is read, and how it is written. `read` reports what is wrong and then gives nothing.
template <class T>
struct ValueType {
    Shape shape;
    std::function<std::optional<T>(const Reading&)> read;
    std::function<std::string(const T&)> written{};  // TOML; empty: a default of this type is told in words
};

/// Checks a value against the range of its field (E032).
bool in_range(double value, const FieldDoc& field, const Reading& reading);
bool in_range(Duration value, const FieldDoc& field, const Reading& reading);
/// A random value is checked when it is fixed; its parameters have ranges of their own.
bool in_range(const DistributionSpec& value, const FieldDoc& field, const Reading& reading);
/// Whether a value at an end that is open, a 0 where more is asked, is fine: one of those that change on dates that does not hold for ever.
enum class OpenEnd : std::uint8_t { refused, passing };
bool in_range(double value, OpenEnd open_end, const FieldDoc& field, const Reading& reading);
bool is_inside(double value, const FieldDoc& field);

/// Looks at each of the values, with the place where it stands.
template <class T, class Look>
void visit_values(const Dated<T>& dated, const Reading& reading, Look&& look) {
    if (dated.steps.empty()) return look(static_cast<double>(dated.first), reading);
    for (std::size_t i = 0; i < dated.steps.size(); ++i) look(static_cast<double>(dated.steps[i].value), reading.element(i).element(1));
}

template <class T>
bool in_range(const Dated<T>& dated, const FieldDoc& field, const Reading& reading) {
    OpenEnd open_end = OpenEnd::refused;
    for (const auto& step : dated.steps)
        if (is_inside(static_cast<double>(step.value), field)) open_end = OpenEnd::passing;
    bool fine = true;
    visit_values(dated, reading, [&](double value, const Reading& at) { fine &= in_range(value, open_end, field, at); });
    return fine;
}

/// Warns of a plain number above what the field takes without doubt (W072).
void doubt(double value, const FieldDoc& field, const Reading& reading);
template <class T>
void doubt(const Dated<T>& dated, const FieldDoc& field, const Reading& reading) {
    visit_values(dated, reading, [&](double value, const Reading& at) { doubt(value, field, at); });
}

/// Of the table's ways that exclude each other no two may be there, and one must if it is needed (E031, E033). `meant`: keys that unknown
/// ones were most likely meant to be.
void check_ways(const TableDoc& table, const Reading& reading, const std::vector<std::string>& meant);

/// For a plain value where a table is asked: `{ per_year = 1500 }`. Empty if nothing is known.
std::string table_hint(const TableDoc& table, const Reading& reading);

/// For ids where tables by id are asked, `item = "kit"`: the header of such a table.
std::string header_hint(const Reading& reading);

/// For `crew = "fitter"` or `uses = ["cab"]` where numbers by name are asked: one of each is meant.
std::string one_each_hint(const FieldDoc& field, const Reading& reading);

/// The id that a key which is none was meant to be, unless `table` has it already; else the key itself. References to it are told nothing.
std::string meant_id(const TomlValue& table, const std::string& key);

/// Whether the key can name a table (E015 if not).
bool check_id(const Reading& reading, const std::string& key, SourceSpan at);

/// One line a key: `schema.field("servers", &StationSpec::servers, integer(), "units it can work on at once").at_least(1).otherwise("1")`.
///
/// The declaration drives the reader, the range checks, the hints, the JSON schema and the reference page.
template <class Spec>
class Schema {
  public:
    using Form = std::function<void(Spec&, const Reading&)>;

    Schema(std::string name, std::string header, std::string sentence) {
        doc_.name = std::move(name);
        doc_.header = std::move(header);
        doc_.sentence = std::move(sentence);
    }
    Schema(Schema&&) noexcept = default;  // no copies: the forms point into `doc_`

    /// A key with one value; the member may be `T`, `Written<T>`, or either in an `std::optional`.
    template <class Member, class T>
    FieldDoc& field(std::string key, Member Spec::*member, ValueType<T> type, std::string sentence) {
        FieldDoc& doc = add(std::move(key), type.shape, std::move(sentence));
        if (type.written) doc.default_text = default_of(Spec{}.*member, type);
        forms_.push_back([member, read = std::move(type.read), &doc](Spec& spec, const Reading& reading) {
            if (const std::optional<T> value = read_checked<T>(read, doc, reading)) store(spec.*member, *value, reading.value.at);
        });
        return doc;
    }

    /// A table from names to values of one type: `uses = { cab = 1 }`.
    template <class Value, class T>
    FieldDoc& values(std::string key, Keyed<Value> Spec::*member, ValueType<T> type, std::string sentence) {
        const Shape shape{"a table of " + type.shape.words, R"({"type":"object","additionalProperties":)" + type.shape.json + "}",
                          type.shape.names};
        FieldDoc& doc = add(std::move(key), shape, std::move(sentence));
        forms_.push_back([member, read = std::move(type.read), &doc](Spec& spec, const Reading& reading) {
            if (!reading.value.is_table()) return reading.unexpected("a table" + example_words(doc), one_each_hint(doc, reading));
            for (const auto& [name, inner] : reading.value.members)
                if (const std::optional<T> value = read_checked<T>(read, doc, reading.member(name, inner)))
                    store((spec.*member)[name], *value, inner.at);
        });
        return doc;
    }

    /// A table of its own for each id: `[plant.semey.line.main]`.
    template <class Inner>
    FieldDoc& tables(std::string key, Keyed<Inner> Spec::*member, const Schema<Inner>& inner, std::string sentence) {
        FieldDoc& doc = add(std::move(key), {"tables by id", ""}, std::move(sentence));
        doc.nesting = Nesting::keyed;
        doc.table = &inner.doc();
        forms_.push_back([member, &inner](Spec& spec, const Reading& reading) {
            if (!reading.value.is_table()) return reading.unexpected("tables by id", header_hint(reading));
            for (const auto& [id, value] : reading.value.members) {
                const bool is_fine = check_id(reading, id, value.key_at);
                inner.read((spec.*member)[is_fine ? id : meant_id(reading.value, id)], reading.member(id, value));
            }
        });
        return doc;
    }

    /// One table: `[experiment]`.
    template <class Inner>
    FieldDoc& table(std::string key, Inner Spec::*member, const Schema<Inner>& inner, std::string sentence) {
        return part(std::move(key), inner, std::move(sentence),
                    [member, &inner](Spec& spec, const Reading& reading) { inner.read(spec.*member, reading); });
    }

    /// One table whose keys are members of this very struct: `[scenario]`.
    FieldDoc& table(std::string key, const Schema<Spec>& inner, std::string sentence) {
        return part(std::move(key), inner, std::move(sentence),
                    [&inner](Spec& spec, const Reading& reading) { inner.read(spec, reading); });
    }

    /// A key that can be written in several ways, read by a function of its own; `inner` documents its table form, if it has one.
    FieldDoc& form(std::string key, Shape shape, Form read, std::string sentence, const TableDoc* inner = nullptr) {
        FieldDoc& doc = add(std::move(key), std::move(shape), std::move(sentence));
        doc.table = inner;
        forms_.push_back(std::move(read));
        return doc;
    }

    /// Ways to write one thing of which a table has one: `{{"every", "batch"}, {"wip"}}`. What a file lays over another takes the place of
    /// the other ways there.
    void exactly_one_of(std::vector<std::vector<std::string>> ways) { set_ways(std::move(ways), true, true); }
    void at_most_one_of(std::vector<std::vector<std::string>> ways) { set_ways(std::move(ways), false, true); }
    /// The key that `demand = 1500` in the place of a table is meant for.
    void usual_key(std::string key) { doc_.usual = std::move(key); }
    /// One of these keys or several; the first is the usual one.
    void at_least_one_of(std::vector<std::string> keys) { doc_.needed = std::move(keys); }
    /// The same as `at_most_one_of` where a rule of its own checks them.
    void ways(std::vector<std::vector<std::string>> ways) { set_ways(std::move(ways), false, false); }

    /// A rule that needs several keys of the table, applied after all of them are read.
    void finally(Form rule) { rules_.push_back(std::move(rule)); }

    /// Reads a table into `spec`. Errors: all there are, into `reading.problems`.
    void read(Spec& spec, const Reading& reading) const {
        if constexpr (requires { spec.at.line; }) spec.at = reading.value.at;
        if (!reading.value.is_table()) return reading.unexpected("a table", table_hint(doc_, reading));
        std::vector<std::string> meant;  // what unknown keys were most likely meant to be: not missing as well
        for (const auto& [key, value] : reading.value.members) {
            const std::size_t position = position_of(key);
            if (position == doc_.fields.size()) {
                meant.push_back(reading.unknown_key(key, keys(), doc_.name));
            } else if (forms_[position]) {
                forms_[position](spec, reading.member(key, value));
            }
        }
        for (const FieldDoc& field : doc_.fields)
            if (field.is_required && reading.value.find(field.key) == nullptr &&
                std::find(meant.begin(), meant.end(), field.key) == meant.end())
                reading.missing_key(field.key, field.example_text.empty() ? "" : "for example " + field.key + " = " + field.example_text);
        check_ways(doc_, reading, meant);
        for (const Form& rule : rules_) rule(spec, reading);
    }

    [[nodiscard]] const TableDoc& doc() const { return doc_; }

  private:
    void set_ways(std::vector<std::vector<std::string>> ways, bool needed, bool checked) {
        doc_.ways = std::move(ways);
        doc_.one_way_needed = needed;
        doc_.ways_are_checked = checked;
    }

    template <class T>
    static std::string default_of(const T& member, const ValueType<T>& type) {
        return type.written(member);
    }
    template <class T>
    static std::string default_of(const Written<T>& member, const ValueType<T>& type) {
        return type.written(member.value);
    }
    template <class Member, class T>
    static std::string default_of(const std::optional<Member>&, const ValueType<T>&) {
        return {};  // told in words
    }

    FieldDoc& add(std::string key, Shape shape, std::string sentence) {
        FieldDoc& doc = doc_.fields.emplace_back();
        doc.key = std::move(key);
        doc.shape = std::move(shape);
        doc.sentence = std::move(sentence);
        return doc;
    }

    template <class Inner>
    FieldDoc& part(std::string key, const Schema<Inner>& inner, std::string sentence, Form read) {
        FieldDoc& doc = add(std::move(key), {"a table", ""}, std::move(sentence));
        doc.nesting = Nesting::one;
        doc.table = &inner.doc();
        forms_.push_back(std::move(read));
        return doc;
    }

    template <class T>
    static bool is_in_range(const T& value, const FieldDoc& doc, const Reading& reading) {
        if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
            return in_range(static_cast<double>(value), doc, reading);
        } else if constexpr (requires { in_range(value, doc, reading); }) {
            return in_range(value, doc, reading);
        } else {
            return true;
        }
    }

    template <class T, class Read>
    static std::optional<T> read_checked(const Read& read, const FieldDoc& doc, const Reading& reading) {
        std::optional<T> value = read(reading);
        if (value && !is_in_range(*value, doc, reading)) return std::nullopt;
        if constexpr (std::is_arithmetic_v<T>) {
            if (value && doc.doubtful) doubt(static_cast<double>(*value), doc, reading);
        } else if constexpr (requires { doubt(*value, doc, reading); }) {
            if (value && doc.doubtful) doubt(*value, doc, reading);
        }
        return value;
    }

    template <class T>
    static void store(T& member, const T& value, SourceSpan) {
        member = value;
    }
    template <class T>
    static void store(Written<T>& member, const T& value, SourceSpan at) {
        member = {value, at, true};
    }
    template <class Member, class T>
    static void store(std::optional<Member>& member, const T& value, SourceSpan at) {
        store(member.emplace(), value, at);
    }

    static std::string example_words(const FieldDoc& doc) { return doc.example_text.empty() ? "" : " such as " + doc.example_text; }

    [[nodiscard]] std::size_t position_of(const std::string& key) const {
        std::size_t position = 0;
        while (position < doc_.fields.size() && doc_.fields[position].key != key) ++position;
        return position;
    }

    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> keys;
        for (const FieldDoc& field : doc_.fields) keys.push_back(field.key);
        return keys;
    }

    TableDoc doc_;
    std::vector<Form> forms_;  // beside doc_.fields; empty: the key is dealt with elsewhere
    std::vector<Form> rules_;
};

}  // namespace agrocap
