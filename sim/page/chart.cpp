#include "page/chart.hpp"

#include "page/html_text.hpp"
#include "report/number_format.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <string_view>

namespace agrocap {

namespace {

constexpr std::array kind_words{"bars", "points", "gauges", "lines", "curves", "scatter", "map", "flows", "ranges", "steps", "spans"};

/// Writes the members of an object one after the other; what is empty has none.
class ObjectText {
  public:
    void text(std::string_view key, const std::string& value) {
        if (!value.empty()) add(key, script_text(value));
    }
    void number(std::string_view key, std::optional<double> value) {
        if (value && std::isfinite(*value)) add(key, exact_number(*value));
    }
    void add(std::string_view key, const std::string& json) {
        if (text_.size() > 1) text_ += ',';
        text_ += '"';
        text_ += key;
        text_ += "\":" + json;
    }
    [[nodiscard]] std::string finish() const { return text_ + "}"; }

  private:
    std::string text_ = "{";
};

template <class List, class Write>
std::string array_text(const List& list, Write write) {
    std::string text = "[";
    for (const auto& one : list) text += (text.size() > 1 ? "," : "") + write(one);
    return text + "]";
}

/// Parts are numbers in the marks: their names stand once.
std::string mark_text(const ChartMark& mark, const std::map<std::string, std::size_t>& parts) {
    ObjectText object;
    object.text("row", mark.row);
    if (const auto part = parts.find(mark.part); part != parts.end()) object.add("part", std::to_string(part->second));
    object.text("to", mark.to);
    object.number("x", mark.x);
    object.number("value", mark.value);
    object.number("pm", mark.half_width);
    object.number("low", mark.low);
    object.number("high", mark.high);
    object.number("ref", mark.reference);
    object.number("lat", mark.latitude);
    object.number("lon", mark.longitude);
    object.text("unit", mark.unit);
    object.text("say", mark.say);
    return object.finish();
}

}  // namespace

bool says_something(const Chart& chart) {
    return std::any_of(chart.marks.begin(), chart.marks.end(),
                       [](const ChartMark& mark) { return mark.value.value_or(0.0) != 0 || mark.half_width.value_or(0.0) != 0; });
}

std::string chart_json(const Chart& chart) {
    std::map<std::string, std::size_t> parts;
    for (const std::string& part : chart.parts) parts.emplace(part, parts.size());
    ObjectText object;
    object.text("kind", kind_words[static_cast<std::size_t>(chart.kind)]);
    object.text("title", chart.title);
    object.text("unit", chart.unit);
    object.text("x", chart.x_title);
    object.text("of", chart.of);
    object.text("toOf", chart.to_of);
    object.add("parts", array_text(chart.parts, [](const std::string& part) { return script_text(part); }));
    object.add("marks", array_text(chart.marks, [&parts](const ChartMark& mark) { return mark_text(mark, parts); }));
    object.add("lines", array_text(chart.lines, [](const ChartLine& line) {
                   ObjectText one;
                   one.text("name", line.name);
                   one.number("value", line.value);
                   return one.finish();
               }));
    if (chart.ends.empty()) return object.finish();
    object.add("ends", array_text(chart.ends, [](const ChartEnd& end) {
                   ObjectText one;
                   one.text("row", end.row);
                   one.text("to", end.to);
                   one.number("value", end.value);
                   return one.finish();
               }));
    return object.finish();
}

}  // namespace agrocap
