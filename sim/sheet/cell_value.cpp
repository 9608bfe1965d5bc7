#include "sheet/cell_value.hpp"

#include "scenario/duration_text.hpp"
#include "scenario/number_text.hpp"
#include "scenario/toml_parser.hpp"
#include "workbook/sheet_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace agrocap {

namespace {

constexpr double whole_max = 9'007'199'254'740'992;  // beyond, doubles skip whole numbers
constexpr std::int64_t epoch_serial = 25'569;        // 1970-01-01, counted from 1899-12-30
constexpr std::int64_t serial_min = 61;              // before 1900-03-01 spreadsheets have a leap day that never was
constexpr std::int64_t serial_max = 2'958'465;       // 9999-12-31
constexpr std::int64_t days_from_1904 = 1'462;

/// The unit of a duration that is one number and a unit.
std::optional<DurationText::Part> one_part(const TomlValue& value) {
    if (value.kind != TomlKind::text) return std::nullopt;
    const std::optional<DurationText> duration = duration_of(value.text);
    if (!duration || duration->is_negative || duration->parts.size() != 1) return std::nullopt;
    return duration->parts.front();
}

std::optional<std::int64_t> serial_of(const TomlValue& value) {
    if (value.kind != TomlKind::date) return std::nullopt;
    const std::int64_t serial = value.integer + epoch_serial;
    return serial >= serial_min && serial <= serial_max ? std::optional(serial) : std::nullopt;
}

ShownValue shown_number(double number, std::string format = {}) { return {ShownValue::Kind::number, number, {}, std::move(format)}; }

ShownValue shown_text_cell(std::string text, std::string format = {}) {
    if (cell_text(text) != text) text = "→ too long for a cell, or of characters that it cannot hold";
    const auto kind = text.empty() ? ShownValue::Kind::empty : ShownValue::Kind::text;
    return {kind, 0, std::move(text), std::move(format)};
}

ShownValue shown_word(const TomlValue& value, const CellWish& wish) {
    if (wish.text_only || wish.clock) return shown_text_cell(value.text, "@");
    if (const auto part = one_part(value)) return shown_number(part->number, fmt::format("General\" {}\"", part->unit));
    if (wish.share)
        if (const auto share = per_cent_of(value.text)) return shown_number(*share, "0.0##%");
    return shown_text_cell(value.text);
}

/// A number as a spreadsheet's file has it: 16 digits, where 17 may be needed.
double as_filed(double number) { return std::strtod(fmt::format("{:.16G}", number).c_str(), nullptr); }

bool is_as_shown(const ShownValue& shown, const ReadCell& now) {
    switch (shown.kind) {
        case ShownValue::Kind::empty: return now.kind == ReadCell::Kind::empty;
        case ShownValue::Kind::number:
            return now.kind == ReadCell::Kind::number && (now.number == shown.number || now.number == as_filed(shown.number));
        case ShownValue::Kind::boolean: return now.kind == ReadCell::Kind::boolean && now.number == shown.number;
        case ShownValue::Kind::text: return now.kind == ReadCell::Kind::text && now.text == shown.text;
    }
    return false;
}

TomlValue text_value(std::string text) {
    TomlValue value;
    value.kind = TomlKind::text;
    value.text = std::move(text);
    return value;
}

/// As a file would have it: at the 15 digits that spreadsheets show, so that 0.1 + 0.2 is 0.3.
TomlValue number_value(double number) {
    const double rounded = std::strtod(fmt::format("{:.15g}", number).c_str(), nullptr);
    TomlValue value;
    value.kind = rounded == std::floor(rounded) && std::abs(rounded) < whole_max ? TomlKind::integer : TomlKind::real;
    value.integer = value.kind == TomlKind::integer ? static_cast<std::int64_t>(rounded) : 0;
    value.real = rounded;
    return value;
}

TomlValue date_value(std::int64_t serial) {
    TomlValue value;
    value.kind = TomlKind::date;
    value.integer = serial - epoch_serial;
    return value;
}

CellChange fault(std::string text, std::string hint = {}) { return {true, std::nullopt, std::move(text), std::move(hint)}; }
CellChange to(TomlValue value) { return {true, std::move(value)}; }

/// "date" or "number": what the key takes, for messages.
std::string wanted(const EditCell& cell) {
    if (!cell.wish->words.empty()) return cell.wish->words;
    return cell.value != nullptr && one_part(*cell.value) ? "duration" : "value as it was";
}

/// A number that looks like a date: a day, or a time of the day.
CellChange dated_number(const EditCell& cell, double number) {
    const double day = std::floor(number), of_day = number - day;
    if (cell.wish->date) {
        if (day < serial_min || day > serial_max)
            return fault(fmt::format("the day {:.15g} is none that a scenario can have", number), "write a date such as 2023-07-01");
        if (of_day != 0)
            return fault(fmt::format("found a date with a time of the day, {:.15g}, expected a date", number), "days begin at midnight");
        return to(date_value(static_cast<std::int64_t>(day)));
    }
    const auto seconds = static_cast<std::int64_t>(std::llround(number * 86'400));
    if (cell.wish->clock && number >= 0 && number <= 1) {
        const std::string seconds_text = seconds % 60 != 0 ? fmt::format(":{:02}", seconds % 60) : "";
        return to(text_value(fmt::format("{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds_text)));
    }
    const bool is_day = day >= serial_min && day <= serial_max;
    return fault(fmt::format("found the {} {}, expected: {}", is_day ? "date" : "time",
                             is_day ? date_text(static_cast<std::int64_t>(day) - epoch_serial)
                                    : fmt::format("{}:{:02}", seconds / 3600, std::abs(seconds / 60 % 60)),
                             wanted(cell)),
                 is_day ? "spreadsheets make dates of what looks like one, such as 1/2: format the cell as it was, then write again"
                        : fmt::format("a duration has a unit: {} min", seconds / 60));
}

CellChange changed_number(const EditCell& cell, const ReadCell& now, DayCount days) {
    const double number = now.number;
    if (!std::isfinite(number)) return fault("found a number without end");
    if (now.look == ReadCell::Look::date)
        return dated_number(cell, days == DayCount::from_1904 && cell.wish->date ? number + days_from_1904 : number);
    if (cell.wish->date)
        return fault(fmt::format("found the number {:.15g}, expected a date", number), "format the cell as a date and write 2023-07-01");
    if (now.look == ReadCell::Look::percent && !cell.wish->share &&
        !(cell.field == nullptr && cell.value != nullptr && cell.value->kind == TomlKind::real))
        return fault(fmt::format("found {:.15g} %, expected: {}", number * 100, wanted(cell)),
                     fmt::format("format the cell as a number: {:.15g} % is {:.15g}", number * 100, number));
    if (cell.value != nullptr && !cell.wish->text_only)
        if (const auto part = one_part(*cell.value))
            return to(text_value(fmt::format("{} {}", toml_text(number_value(number)), part->unit)));
    return to(number_value(number));
}

CellChange changed_text(const EditCell& cell, const std::string& written) {
    const std::string text(trimmed(written));
    if (cell.wish->text_only || cell.wish->clock || text.empty()) return to(text_value(text));
    if (std::string_view("0123456789+-[{").find(text.front()) != std::string_view::npos) {
        if (std::optional<TomlValue> parsed = parse_toml_value(text)) return to(std::move(*parsed));
    }
    return to(text_value(text));
}

/// A cell that became a text may still say what it said: "800" is 800, as spreadsheets in which columns were made text have it.
CellChange unless_the_same(const EditCell& cell, CellChange change) {
    const bool is_same = change.value && cell.value != nullptr && toml_text(*change.value) == toml_text(*cell.value);
    return is_same ? CellChange{} : change;
}

}  // namespace

ShownValue shown_cell(const EditCell& cell) {
    if (cell.value == nullptr) {
        ShownValue empty;
        if (cell.wish->text_only || cell.wish->clock) empty.format = "@";
        if (cell.wish->date) empty.format = "yyyy-mm-dd";
        return empty;
    }
    const TomlValue& value = *cell.value;
    if (!cell.parts_on.empty()) return shown_text_cell(fmt::format("→ {}", cell.parts_on));
    if (value.kind == TomlKind::integer && std::abs(static_cast<double>(value.integer)) < whole_max)
        return shown_number(static_cast<double>(value.integer));
    if (value.kind == TomlKind::real) return shown_number(value.real);
    if (value.kind == TomlKind::boolean) return {ShownValue::Kind::boolean, static_cast<double>(value.integer)};
    if (value.kind == TomlKind::text) return shown_word(value, *cell.wish);
    if (const auto serial = serial_of(value)) return shown_number(static_cast<double>(*serial), "yyyy-mm-dd");
    return shown_text_cell(toml_text(value));
}

CellChange change_of(const EditCell& cell, const ReadCell& now, DayCount days) {
    if (now.kind == ReadCell::Kind::error)
        return fault(fmt::format("holds the error {}", now.text), "mend the formula, or write the value");
    if (now.is_formula && now.kind == ReadCell::Kind::empty)
        return fault("holds a formula that was never computed",
                     "open the file in a spreadsheet program and save it there, or write the value");
    ReadCell compared = now;
    const ShownValue shown = shown_cell(cell);
    if (days == DayCount::from_1904 && shown.format == "yyyy-mm-dd") compared.number += days_from_1904;
    if (is_as_shown(shown, compared)) return {};
    switch (now.kind) {
        case ReadCell::Kind::number: return changed_number(cell, now, days);
        case ReadCell::Kind::text:
            // Blanks look like nothing.
            if (trimmed(now.text).empty()) return {shown.kind != ShownValue::Kind::empty};
            return unless_the_same(cell, changed_text(cell, now.text));
        case ReadCell::Kind::boolean: {
            TomlValue value;
            value.kind = TomlKind::boolean;
            value.integer = now.number != 0 ? 1 : 0;
            return to(std::move(value));
        }
        default: return {true};
    }
}

}  // namespace agrocap
