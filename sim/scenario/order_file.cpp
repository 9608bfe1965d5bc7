#include "scenario/order_file.hpp"

#include "base/sha256.hpp"
#include "scenario/number_text.hpp"
#include "scenario/piped_file.hpp"
#include "scenario/reading.hpp"
#include "scenario/syntax_hint.hpp"
#include "scenario/text_check.hpp"
#include "scenario/toml_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace agrocap {
namespace {

const std::vector<std::string> columns{"date", "units", "due"};

struct Cell {
    std::string text;
    SourceSpan at;
};

std::string cell_text(std::string_view text) {
    const auto is_blank = [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    return std::string(text);
}

/// The cells of a line. A comma in quotes separates nothing.
std::vector<Cell> cells_of(std::string_view line, SourceSpan at) {
    std::vector<Cell> cells;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"') quoted = !quoted;
        if (i < line.size() && (line[i] != ',' || quoted)) continue;
        const std::size_t blanks = std::min(line.substr(begin, i - begin).find_first_not_of(" \t"), i - begin);
        cells.push_back({cell_text(line.substr(begin, i - begin)), {at.file, at.line, static_cast<std::uint32_t>(begin + blanks + 1)}});
        begin = i + 1;
    }
    return cells;
}

/// Reads one file of orders into an array of tables.
class OrderFile {
  public:
    OrderFile(std::uint32_t file, std::string path, Diagnostics& problems) : file_(file), path_(std::move(path)), problems_(problems) {}

    TomlValue read(std::string_view bytes) {
        TomlValue orders;
        orders.kind = TomlKind::array;
        orders.at = {file_, 1, 1};
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // a spreadsheet's mark of UTF-8
        std::uint32_t number = 0;
        while (!bytes.empty()) {
            const std::size_t end = std::min(bytes.find('\n'), bytes.size());
            const std::string_view line = bytes.substr(0, end);
            bytes.remove_prefix(std::min(end + 1, bytes.size()));
            ++number;
            if (cell_text(line).empty()) continue;
            const std::vector<Cell> cells = cells_of(line, {file_, number, 1});
            if (headings_.empty()) {
                if (!read_headings(cells, line)) return orders;
            } else {
                const bool is_open = std::count(line.begin(), line.end(), '"') % 2 != 0;
                orders.elements.push_back(order_of(cells, orders.elements.size() + 1, is_open));
            }
        }
        if (headings_.empty())
            problems_.error(Code::order_table, orders.at, path_, "the file has no line of headings, expected date,units,due");
        return orders;
    }

  private:
    bool read_headings(const std::vector<Cell>& cells, std::string_view line) {
        bool fine = true;
        for (const Cell& cell : cells) {
            const bool is_column = std::find(columns.begin(), columns.end(), cell.text) != columns.end();
            if (is_column && std::find(headings_.begin(), headings_.end(), cell.text) != headings_.end()) {
                problems_.error(Code::order_table, cell.at, path_, fmt::format("the column {} is there twice", toml_quoted(cell.text)));
                fine = false;
                continue;
            }
            if (is_column) {
                headings_.push_back(cell.text);
                continue;
            }
            const std::string nearest = nearest_name(cell.text, columns);
            const bool is_one = cells.size() == 1;
            const char* separator = is_one && line.find(';') != std::string_view::npos    ? "semicolons"
                                    : is_one && line.find('\t') != std::string_view::npos ? "tabs"
                                                                                          : nullptr;
            problems_.error(Code::order_table, cell.at, path_,
                            fmt::format("no column of orders is called {}, expected date, units and due", shown_text(cell.text)),
                            separator != nullptr ? fmt::format("columns are separated by commas, not by {}", separator)
                            : nearest.empty()    ? ""
                                                 : fmt::format("did you mean {}?", toml_quoted(nearest)));
            fine = false;
        }
        for (const char* needed : {"date", "units"}) {
            if (!fine || std::find(headings_.begin(), headings_.end(), needed) != headings_.end()) continue;
            problems_.error(Code::order_table, cells.front().at, path_,
                            fmt::format("the column {} is missing, expected date, units and due", toml_quoted(needed)));
            fine = false;
        }
        return fine;
    }

    /// What cannot be read has been told, and is an order all the same: so the others keep their numbers, and the rest of its cells is
    /// judged.
    TomlValue order_of(const std::vector<Cell>& cells, std::size_t position, bool is_open) {
        TomlValue order;
        order.at = cells.front().at;
        const std::string path = fmt::format("{}[{}]", path_, position);
        if (cells.size() != headings_.size()) {
            problems_.error(Code::order_table, cells.front().at, path,
                            fmt::format("found {} {}, expected {} as in the headings", cells.size(), cells.size() == 1 ? "cell" : "cells",
                                        headings_.size()),
                            is_open ? "a quote in this line is not closed" : "");
            for (const char* needed : {"date", "units"}) order.members.emplace(needed, stand_in(needed, cells.front()));
            return order;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            TomlValue value = value_of(headings_[i], cells[i], path);
            if (!(value.kind == TomlKind::text && value.text.empty())) order.members.emplace(headings_[i], std::move(value));
        }
        return order;
    }

    /// A value of which nothing further is to be told.
    static TomlValue stand_in(const std::string& column, const Cell& cell) {
        TomlValue value = *parse_toml_value(column == "date" ? "2199-12-31" : "1");
        value.at = value.key_at = cell.at;
        return value;
    }

    /// An empty text stands for an empty cell, which only a due time may be.
    TomlValue value_of(const std::string& column, const Cell& cell, const std::string& path) {
        TomlValue text;
        text.kind = TomlKind::text;
        text.text = cell.text;
        text.at = text.key_at = cell.at;
        if (column == "due") return text;  // a duration is read where all others are
        std::optional<TomlValue> value = parse_toml_value(cell.text);
        const TomlKind wanted = column == "date" ? TomlKind::date : TomlKind::integer;
        if (value && value->kind == wanted) {
            value->at = value->key_at = cell.at;
            return std::move(*value);
        }
        problems_.error(Code::value_type, cell.at, joined_path(path, column),
                        fmt::format("found {} in the column {}, expected {}", shown_text(cell.text), toml_quoted(column),
                                    column == "date" ? "a date such as 2023-03-01" : "a whole number"),
                        column == "date" ? date_hint(cell.text) : separator_hint(cell.text));
        return stand_in(column, cell);
    }

    std::uint32_t file_;
    std::string path_;  // of the key: market.uzbekistan.demand.tractor-82.orders
    Diagnostics& problems_;
    std::vector<std::string> headings_;
};

void lay_order_file(ResolvedText& text, TomlValue& orders, const std::string& path) {
    const std::string name = path_beside(text.names[orders.at.file], orders.text);
    const TomlValue named = std::exchange(orders, TomlValue{});
    orders.kind = TomlKind::array;
    orders.at = named.at;
    orders.key_at = named.key_at;
    const auto file = static_cast<std::uint32_t>(text.names.size());
    const std::optional<std::string> bytes = text.read({name, named.at, path}, text.diagnostics);
    if (!bytes) return;
    text.names.push_back(name);
    text.texts.push_back(*bytes);
    text.files.push_back({name, sha256_hex(*bytes)});
    if (!check_text(*bytes, file, text.diagnostics)) return;
    orders = OrderFile(file, path, text.diagnostics).read(*bytes);
    orders.key_at = named.key_at;
}

}  // namespace

void lay_order_files(ResolvedText& text) {
    const auto markets = text.root.members.find("market");
    if (markets == text.root.members.end()) return;
    for (auto& [market_id, market] : markets->second.members) {
        const auto demands = market.members.find("demand");
        if (demands == market.members.end()) continue;
        for (auto& [demand_id, demand] : demands->second.members) {
            const auto orders = demand.members.find("orders");
            if (orders == demand.members.end() || orders->second.kind != TomlKind::text) continue;
            const std::string path = joined_path(joined_path(joined_path("market", market_id), "demand"), demand_id);
            lay_order_file(text, orders->second, joined_path(path, "orders"));
        }
    }
}

}  // namespace agrocap
