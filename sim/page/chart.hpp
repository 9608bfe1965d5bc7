#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// How a chart is drawn; the script has one function for each.
enum class ChartKind : std::uint8_t {
    bars,     // one bar a row, of one part or of several on end; the reference of a row is a tick
    points,   // a point with its interval in each row, all on one scale
    gauges,   // the same, each row on a scale of its own, with its reference
    lines,    // values by period, a line a part, with bands
    curves,   // values by a number, a line a part, with bands
    scatter,  // values by a number, a colour and a shape a part
    map,      // places where they are, with what flows between them
    flows,    // what goes from the left to the right, as bands
    ranges,   // from a low to a high value in each row
    steps,    // a first value, what is taken from it one after the other, and what is left
    spans,    // what a row does from when to when
};

/// One thing to look at: a bar, a part of one, a point, a place, a flow. What the kind of chart has no use for is empty.
struct ChartMark {
    std::string row, part = {}, to = {};
    std::optional<double> x = {}, value = {}, half_width = {}, low = {}, high = {}, reference = {};
    std::optional<double> latitude = {}, longitude = {};
    std::string unit = {};  // of a row that has a scale of its own
    std::string say = {};   // what is read out when it is reached: all of it in words
};

/// A value that the eye compares with, such as a target.
struct ChartLine {
    std::string name;
    double value = 0;
};

/// Where flows begin or end: what they come to, all together. One of the two ids is empty.
struct ChartEnd {
    std::string row, to;
    double value = 0;
};

/// What the script draws. Every figure in it is one of the results.
struct Chart {
    ChartKind kind = ChartKind::bars;
    std::string title;  // what a reader of the screen is told that this is
    std::string unit = {}, x_title = {};
    std::vector<std::string> parts = {};  // in the order in which they are drawn
    std::vector<ChartMark> marks = {};
    std::vector<ChartLine> lines = {};
    std::vector<ChartEnd> ends = {};  // of flows: of each row, then of each place that they go to
    /// What the ids in `row` and `to` are ids of, such as "plant": a market may be called like one. Empty where a row says so itself
    /// ("plant.semey") or names no object.
    std::string of = {}, to_of = {};
};

/// Whether anything but nothing is drawn: some value, or an interval around none.
bool says_something(const Chart& chart);

/// The chart as JSON for a script element.
std::string chart_json(const Chart& chart);

}  // namespace agrocap
