#include "page/explain_charts.hpp"

#include "page/mark_text.hpp"
#include "report/number_format.hpp"
#include "report/thread_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t threads_drawn = 24;     // lines
constexpr std::size_t stations_drawn = 30;    // that were tried
constexpr double thread_share_drawn = 0.005;  // less is no bar that one could see

/// What a piece of a thread looks like: causes that a planner would take together.
struct ThreadPart {
    const char* name;
    std::array<std::string_view, 3> causes;
};

constexpr std::array thread_parts{ThreadPart{"work", {"working"}},
                                  ThreadPart{"set-ups", {"setup"}},
                                  ThreadPart{"repairs and maintenance", {"down", "maintenance"}},
                                  ThreadPart{"nights and weekends", {"off-shift"}},
                                  ThreadPart{"people", {"waiting-crew"}},
                                  ThreadPart{"goods that are bought", {"making", "lead"}},
                                  ThreadPart{"on the way", {"on-the-way", "waiting", "handled"}},
                                  ThreadPart{"orders and arrivals", {"no-order", "no-arrival", "review"}},
                                  ThreadPart{"all else", {}}};

std::string part_of_cause(const std::string& cause) {
    for (const ThreadPart& part : thread_parts)
        if (std::find(part.causes.begin(), part.causes.end(), cause) != part.causes.end()) return part.name;
    return thread_parts.back().name;
}

/// "semey.main: 61.2 ± 0.5 % working at plant.semey.line.main.station.paint"
std::string share_said(const std::string& line, const ThreadShare& share) {
    std::string text = fmt::format("{}: {} {}", line, estimate_text(share.share, "share"), share.cause);
    if (!share.where.empty()) text += " at " + share.where;
    if (!share.of.empty()) text += " of " + share.of;
    return text;
}

/// The parts of a line in one order, so that like stands by like.
std::vector<ChartMark> marks_of_thread(const LineThreads& threads) {
    const std::string line = line_of_thread(threads.line);
    std::vector<ChartMark> marks;
    for (const ThreadPart& part : thread_parts)
        for (const ThreadShare& share : threads.shares)
            if (share.share.mean.value_or(0) >= thread_share_drawn && part_of_cause(share.cause) == part.name)
                marks.push_back({.row = line,
                                 .part = part.name,
                                 .value = share.share.mean,
                                 .half_width = share.share.half_width,
                                 .say = share_said(line, share)});
    return marks;
}

const char* standing_of(const LineBottleneck& line, const std::string& station) {
    if (std::find(line.named.begin(), line.named.end(), station) == line.named.end()) return "other";
    return line.verdict == BottleneckVerdict::tie ? "ties for it" : "the bottleneck";
}

/// "One line has a bottleneck for sure: works.main, press; of 2 nothing is gained by any station."
std::string verdicts_said(const std::vector<LineBottleneck>& lines) {
    std::string named;
    std::size_t sure = 0, tied = 0, outside = 0;
    for (const LineBottleneck& line : lines) {
        sure += line.verdict == BottleneckVerdict::bottleneck ? 1 : 0;
        tied += line.verdict == BottleneckVerdict::tie ? 1 : 0;
        outside += line.outside ? 1 : 0;
        if (line.verdict == BottleneckVerdict::bottleneck && sure == 1) named = line_of_thread(line.what) + ", " + line.named.front();
    }
    if (lines.size() == 1 && sure == 0)
        return tied > 0      ? "No station of the line is the bottleneck for sure: several tie."
               : outside > 0 ? "Nothing is gained by any station of the line: what binds is not in it."
                             : "No station of the line is the bottleneck for sure.";
    std::string text = lines.size() == 1
                           ? std::string("The line has a bottleneck for sure")
                           : fmt::format("Of {} {} a bottleneck for sure", counted(lines.size(), "line"),
                                         sure == 1 ? "one has" : fmt::format("{} have", sure == 0 ? "none" : fmt::format("{}", sure)));
    if (!named.empty()) text += fmt::format("{}{}", sure == 1 ? ": " : ", first ", named);
    const auto of_lines = [](std::size_t count) { return count == 1 ? std::string("one") : fmt::format("{}", count); };
    if (tied > 0) text += fmt::format("; in {} several stations tie", of_lines(tied));
    if (outside > 0) text += fmt::format("; in {} nothing is gained by any station: what binds is not in the line", of_lines(outside));
    return text + ".";
}

}  // namespace

std::optional<SaidChart> thread_chart(const std::vector<LineThreads>& lines) {
    if (lines.empty()) return std::nullopt;
    SaidChart said{{.kind = ChartKind::bars,
                    .title = "Where the time to each line's last unit went",
                    .unit = "share",
                    .x_title = "share of the time",
                    .of = "plant"},
                   {}};
    for (const ThreadPart& part : thread_parts) said.chart.parts.emplace_back(part.name);
    for (std::size_t i = 0; i < std::min(lines.size(), threads_drawn); ++i)
        for (ChartMark& mark : marks_of_thread(lines[i])) said.chart.marks.push_back(std::move(mark));
    said.sentence = as_sentence(thread_sentence(lines.front())) + " What takes less than half a per cent is not drawn.";
    if (lines.size() > threads_drawn) said.sentence += fmt::format(" The first {} of {} lines are drawn.", threads_drawn, lines.size());
    return said;
}

std::optional<SaidChart> bottleneck_chart(const Explanation& explanation) {
    SaidChart said{{.kind = ChartKind::points,
                    .title = "What output gains where a station's work takes 2 % less time",
                    .unit = explanation.account.unit,
                    .parts = {"the bottleneck", "ties for it", "other"},
                    .lines = {{"nothing", 0}},
                    .of = "plant"},
                   {}};
    for (const LineBottleneck& line : explanation.bottlenecks) {
        if (line.outside) continue;
        for (const StationEvidence& station : line.stations) {
            if (said.chart.marks.size() == stations_drawn) break;
            const std::string row = line_of_thread(line.what) + "." + station.station;
            ChartMark mark{
                .row = row, .part = standing_of(line, station.station), .value = station.gain.mean, .half_width = station.gain.half_width};
            mark.say = fmt::format("{}: {}, first in {} of the replications", row, estimate_text(station.gain, explanation.account.unit),
                                   per_cent_text(station.first_in));
            if (station.share_of_thread) mark.say += fmt::format(", {} of the thread", per_cent_text(*station.share_of_thread));
            said.chart.marks.push_back(std::move(mark));
        }
    }
    if (!says_something(said.chart)) return std::nullopt;
    said.sentence = verdicts_said(explanation.bottlenecks);
    if (said.chart.marks.size() == stations_drawn) said.sentence += fmt::format(" The first {} stations are drawn.", stations_drawn);
    return said;
}

}  // namespace agrocap
