#include "report/text_width.hpp"
#include "report/trace_files.hpp"
#include "report/trace_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, text_width(text)), ' ');
}

class LogTrace final : public TraceLog {
  public:
    LogTrace(const TraceOutline& outline, std::size_t most_lines, TextSink sink)
        : outline_(outline), most_lines_(most_lines), sink_(std::move(sink)) {
        for (std::uint32_t i = 0; i < outline.fixtures.size(); ++i) {
            names_.push_back(short_name(FixtureId(i)));
            where_width_ = std::max(where_width_, text_width(names_.back()));
        }
    }

    void event(const TraceEvent& event) override {
        if (events_++ >= most_lines_) return;
        std::string line = moment_text(event.at, outline_.start, ' ') + "  " + padded(event.what, 9) + "  " +
                           padded(names_[event.where.index], where_width_) + "  " + padded(object_name(event.object), 13);
        if (!event.item.empty()) line += fmt::format("  {}", event.item);
        if (event.units != 1) line += fmt::format("  {} units", event.units);
        if (!event.with.empty()) line += "  for";
        for (const TraceObject& order : event.with) line += (&order == event.with.data() ? " " : ", ") + object_name(order);
        line.erase(line.find_last_not_of(' ') + 1);
        sink_(line + "\n");
    }

    void end() override {}
    [[nodiscard]] std::uint64_t events() const override { return events_; }

  private:
    /// Lines and stations as the tables of results call them, "works.main.paint"; the others by their paths.
    [[nodiscard]] std::string short_name(FixtureId id) const {
        const TraceFixture& fixture = outline_.fixtures[id];
        if (fixture.kind != "station" && fixture.kind != "line") return fixture.path;
        std::string name = fixture.id;
        for (FixtureId of = fixture.part_of; of.valid(); of = outline_.fixtures[of].part_of) name = outline_.fixtures[of].id + "." + name;
        return name;
    }

    const TraceOutline& outline_;
    std::vector<std::string> names_;  // by fixture
    std::size_t most_lines_;
    TextSink sink_;
    std::size_t where_width_ = 0;
    std::uint64_t events_ = 0;
};

}  // namespace

std::unique_ptr<TraceLog> trace_log(const TraceOutline& outline, std::size_t most_lines, const TextSink& sink) {
    return std::make_unique<LogTrace>(outline, most_lines, sink);
}

}  // namespace agrocap
