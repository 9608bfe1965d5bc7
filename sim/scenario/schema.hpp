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
    bool is_required = false;
    Nesting nesting = Nesting::none;
    const TableDoc* table = nullptr;  // of what is nested here

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
        return *this;
    }
};

/// All keys of one kind of table.
struct TableDoc {
    std::string name;    // "station", unique: also the name of its definition in the JSON schema
    std::string header;  // "plant.PLANT.line.LINE.station.STATION"
    std::string sentence;
    std::deque<FieldDoc> fields;  // a deque: fields keep their addresses as others are added
};

/// A kind of value: its looks and how it is read. `read` reports what is wrong and then gives nothing.
template <class T>
struct ValueType {
    Shape shape;
    std::function<std::optional<T>(const Reading&)> read;
};

/// Checks a value against the range of its field (E032).
bool in_range(double value, const FieldDoc& field, const Reading& reading);
bool in_range(Duration value, const FieldDoc& field, const Reading& reading);
/// A random value is checked when it is fixed; its parameters have ranges of their own.
bool in_range(const DistributionSpec& value, const FieldDoc& field, const Reading& reading);

/// For `crew = "fitter"` or `uses = ["cab"]` where numbers by name are asked: one of each is meant.
std::string one_each_hint(const FieldDoc& field, const Reading& reading);

/// Whether the key can name a table (E015 if not).
bool check_id(const Reading& reading, const std::string& key, SourceSpan at);

/// One line a key: `schema.field("servers", &StationSpec::servers, integer(), "units it can work on at once").at_least(1).otherwise("1")`.
///
/// The declaration drives the reader, the range checks, the hints, the JSON schema and the reference page.
template <class Spec>
class Schema {
  public:
    using Form = std::function<void(Spec&, const Reading&)>;

    Schema(std::string name, std::string header, std::string sentence)
        : doc_{std::move(name), std::move(header), std::move(sentence), {}} {}
    Schema(Schema&&) noexcept = default;  // no copies: the forms point into `doc_`

    /// A key with one value; the member may be `T`, `Written<T>`, or either in an `std::optional`.
    template <class Member, class T>
    FieldDoc& field(std::string key, Member Spec::*member, ValueType<T> type, std::string sentence) {
        FieldDoc& doc = add(std::move(key), type.shape, std::move(sentence));
        forms_.push_back([member, read = std::move(type.read), &doc](Spec& spec, const Reading& reading) {
            if (const std::optional<T> value = read_checked<T>(read, doc, reading)) store(spec.*member, *value, reading.value.at);
        });
        return doc;
    }

    /// A table from names to values of one type: `uses = { cab = 1 }`.
    template <class Value, class T>
    FieldDoc& values(std::string key, Keyed<Value> Spec::*member, ValueType<T> type, std::string sentence) {
        const Shape shape{"a table of " + type.shape.words, R"({"type":"object","additionalProperties":)" + type.shape.json + "}"};
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
            if (!reading.value.is_table()) return reading.unexpected("tables by id");
            for (const auto& [id, value] : reading.value.members) {
                check_id(reading, id, value.key_at);
                inner.read((spec.*member)[id], reading.member(id, value));
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

    /// A rule that needs several keys of the table, applied after all of them are read.
    void finally(Form rule) { rules_.push_back(std::move(rule)); }

    /// Reads a table into `spec`. Errors: all there are, into `reading.problems`.
    void read(Spec& spec, const Reading& reading) const {
        if constexpr (requires { spec.at.line; }) spec.at = reading.value.at;
        if (!reading.value.is_table()) return reading.unexpected("a table");
        std::vector<std::string> misspelt;  // what unknown keys were most likely meant to be: not missing as well
        for (const auto& [key, value] : reading.value.members) {
            const std::size_t position = position_of(key);
            if (position == doc_.fields.size()) {
                reading.unknown_key(key, keys());
                misspelt.push_back(nearest_name(key, keys()));
            } else if (forms_[position]) {
                forms_[position](spec, reading.member(key, value));
            }
        }
        for (const FieldDoc& field : doc_.fields)
            if (field.is_required && reading.value.find(field.key) == nullptr &&
                std::find(misspelt.begin(), misspelt.end(), field.key) == misspelt.end())
                reading.missing_key(field.key, field.example_text.empty() ? "" : "for example " + field.key + " = " + field.example_text);
        for (const Form& rule : rules_) rule(spec, reading);
    }

    [[nodiscard]] const TableDoc& doc() const { return doc_; }

  private:
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

    template <class T, class Read>
    static std::optional<T> read_checked(const Read& read, const FieldDoc& doc, const Reading& reading) {
        std::optional<T> value = read(reading);
        if constexpr (std::is_same_v<T, Duration> || std::is_same_v<T, DistributionSpec>) {
            if (value && !in_range(*value, doc, reading)) return std::nullopt;
        } else if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
            if (value && !in_range(static_cast<double>(*value), doc, reading)) return std::nullopt;
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
