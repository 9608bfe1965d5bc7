#pragma once

#include "base/time.hpp"
#include "random/distribution.hpp"
#include "scenario/reading.hpp"
#include "scenario/scenario.hpp"
#include "scenario/table_doc.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace agrocap {

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

/// The range of a field for people: "more than 0 and less than 1". Requires: it has one.
std::string range_words(const FieldDoc& field, const std::string& unit);

/// What was most likely meant by a value out of range: per cent where a share is asked, -1 where no limit is. Empty if nobody knows.
std::string range_hint(double value, const FieldDoc& field);

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

/// What all schemas do alike, whatever they read into: compiled once, not once for each struct.
class AnySchema {
  public:
    AnySchema(std::string name, std::string header, std::string sentence);
    AnySchema(AnySchema&&) noexcept = default;  // no copies: the forms point into `doc_`

    /// Ways to write one thing of which a table has one: `{{"every", "batch"}, {"wip"}}`. What a file lays over another takes the place of
    /// the other ways there.
    void exactly_one_of(std::vector<std::vector<std::string>> ways) { set_ways(std::move(ways), true, true); }
    void at_most_one_of(std::vector<std::vector<std::string>> ways) { set_ways(std::move(ways), false, true); }
    /// The same as `at_most_one_of` where a rule of its own checks them.
    void ways(std::vector<std::vector<std::string>> ways) { set_ways(std::move(ways), false, false); }
    /// The key that `demand = 1500` in the place of a table is meant for.
    void usual_key(std::string key) { doc_.usual = std::move(key); }
    /// One of these keys or several; the first is the usual one.
    void at_least_one_of(std::vector<std::string> keys) { doc_.needed = std::move(keys); }

    [[nodiscard]] const TableDoc& doc() const { return doc_; }

  protected:
    /// Reads what is written under a key into a struct, whose address it is told.
    using Form = std::function<void(void*, const Reading&)>;

    ~AnySchema() = default;

    FieldDoc& add(std::string key, Shape shape, std::string sentence, Form read);
    void add_rule(Form rule) { rules_.push_back(std::move(rule)); }

    /// All keys of a table, then the rules. Errors: all there are, into `reading.problems`.
    void read_keys(void* spec, const Reading& reading) const;

    /// The member that lies that many bytes behind the beginning of its struct.
    template <class Member>
    static Member& member_at(void* spec, std::size_t place) {
        return *reinterpret_cast<Member*>(static_cast<std::byte*>(spec) + place);
    }

    template <class Member, class T>
    static Form value_form(std::size_t place, std::function<std::optional<T>(const Reading&)> read, const FieldDoc& doc) {
        return [place, read = std::move(read), &doc](void* spec, const Reading& reading) {
            if (const std::optional<T> value = read_checked<T>(read, doc, reading))
                store(member_at<Member>(spec, place), *value, reading.value.at);
        };
    }

    template <class Value, class T>
    static Form values_form(std::size_t place, std::function<std::optional<T>(const Reading&)> read, const FieldDoc& doc) {
        return [place, read = std::move(read), &doc](void* spec, const Reading& reading) {
            if (!is_table_of_values(doc, reading)) return;
            for (const auto& [name, inner] : reading.value.members)
                if (const std::optional<T> value = read_checked<T>(read, doc, reading.member(name, inner)))
                    store(member_at<Keyed<Value>>(spec, place)[name], *value, inner.at);
        };
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

    std::vector<Form> forms_;  // beside the fields of `doc_`; empty: the key is dealt with elsewhere
    TableDoc doc_;

  private:
    void set_ways(std::vector<std::vector<std::string>> ways, bool needed, bool checked);
    static bool is_table_of_values(const FieldDoc& doc, const Reading& reading);
    [[nodiscard]] std::vector<std::string> keys() const;

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

    template <class T>
    static std::optional<T> read_checked(const std::function<std::optional<T>(const Reading&)>& read, const FieldDoc& doc,
                                         const Reading& reading) {
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

    std::vector<Form> rules_;
};

/// One line a key: `schema.field("servers", &StationSpec::servers, integer(), "units it can work on at once").at_least(1).otherwise("1")`.
///
/// The declaration drives the reader, the range checks, the hints, the JSON schema and the reference page.
template <class Spec>
class Schema : public AnySchema {
  public:
    using AnySchema::AnySchema;

    /// A key with one value; the member may be `T`, `Written<T>`, or either in an `std::optional`.
    template <class Member, class T>
    FieldDoc& field(std::string key, Member Spec::*member, ValueType<T> type, std::string sentence) {
        FieldDoc& doc = add(std::move(key), type.shape, std::move(sentence), nullptr);
        if (type.written) doc.default_text = default_of(fresh().*member, type);
        forms_.back() = value_form<Member, T>(place_of(member), std::move(type.read), doc);
        return doc;
    }

    /// A table from names to values of one type: `uses = { cab = 1 }`.
    template <class Value, class T>
    FieldDoc& values(std::string key, Keyed<Value> Spec::*member, ValueType<T> type, std::string sentence) {
        const Shape shape{"a table of " + type.shape.words, R"({"type":"object","additionalProperties":)" + type.shape.json + "}",
                          type.shape.names};
        FieldDoc& doc = add(std::move(key), shape, std::move(sentence), nullptr);
        forms_.back() = values_form<Value, T>(place_of(member), std::move(type.read), doc);
        return doc;
    }

    /// A table of its own for each id: `[plant.semey.line.main]`.
    template <class Inner>
    FieldDoc& tables(std::string key, Keyed<Inner> Spec::*member, const Schema<Inner>& inner, std::string sentence) {
        FieldDoc& doc = add(std::move(key), {"tables by id", ""}, std::move(sentence),
                            [place = place_of(member), &inner](void* spec, const Reading& reading) {
                                if (!reading.value.is_table()) return reading.unexpected("tables by id", header_hint(reading));
                                for (const auto& [id, value] : reading.value.members) {
                                    const bool is_fine = check_id(reading, id, value.key_at);
                                    inner.read(member_at<Keyed<Inner>>(spec, place)[is_fine ? id : meant_id(reading.value, id)],
                                               reading.member(id, value));
                                }
                            });
        doc.nesting = Nesting::keyed;
        doc.table = &inner.doc();
        return doc;
    }

    /// One table: `[experiment]`.
    template <class Inner>
    FieldDoc& table(std::string key, Inner Spec::*member, const Schema<Inner>& inner, std::string sentence) {
        return part(
            std::move(key), inner.doc(), std::move(sentence),
            [place = place_of(member), &inner](void* spec, const Reading& reading) { inner.read(member_at<Inner>(spec, place), reading); });
    }

    /// One table whose keys are members of this very struct: `[scenario]`.
    FieldDoc& table(std::string key, const Schema<Spec>& inner, std::string sentence) {
        return part(std::move(key), inner.doc(), std::move(sentence),
                    [&inner](void* spec, const Reading& reading) { inner.read(*static_cast<Spec*>(spec), reading); });
    }

    /// A key that can be written in several ways, read by a function of its own, `void(Spec&, const Reading&)`; null: it is dealt with
    /// elsewhere. `inner` documents its table form, if it has one.
    template <class Reader>
    FieldDoc& form(std::string key, Shape shape, Reader reader, std::string sentence, const TableDoc* inner = nullptr) {
        FieldDoc& doc = add(std::move(key), std::move(shape), std::move(sentence), of_any(std::move(reader)));
        doc.table = inner;
        return doc;
    }

    /// A rule that needs several keys of the table, applied after all of them are read.
    template <class Rule>
    void finally(Rule rule) {
        add_rule(of_any(std::move(rule)));
    }

    /// Reads a table into `spec`. Errors: all there are, into `reading.problems`.
    void read(Spec& spec, const Reading& reading) const {
        if constexpr (requires { spec.at.line; }) spec.at = reading.value.at;
        read_keys(&spec, reading);
    }

  private:
    /// The struct with all its defaults.
    static const Spec& fresh() {
        static const Spec spec{};
        return spec;
    }

    /// Bytes from the beginning of the struct to a member: what is done with it is compiled once for its type, not once for each member.
    template <class Member>
    static std::size_t place_of(Member Spec::*member) {
        return static_cast<std::size_t>(reinterpret_cast<const std::byte*>(&(fresh().*member)) -
                                        reinterpret_cast<const std::byte*>(&fresh()));
    }

    template <class Reader>
    static Form of_any(Reader reader) {
        if constexpr (std::is_null_pointer_v<Reader>) {
            return nullptr;
        } else {
            return [reader = std::move(reader)](void* spec, const Reading& reading) { reader(*static_cast<Spec*>(spec), reading); };
        }
    }

    FieldDoc& part(std::string key, const TableDoc& inner, std::string sentence, Form reader) {
        FieldDoc& doc = add(std::move(key), {"a table", ""}, std::move(sentence), std::move(reader));
        doc.nesting = Nesting::one;
        doc.table = &inner;
        return doc;
    }
};

}  // namespace agrocap
