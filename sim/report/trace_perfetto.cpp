#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/trace_files.hpp"
#include "report/trace_time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace agrocap {

namespace {

/// Colours by the names that Chrome's viewer knows; Perfetto chooses its own by the name of the state, the same everywhere.
const char* colour_of(std::string_view state) {
    if (state == "working") return "good";
    if (state == "setup") return "yellow";
    if (state == "blocked") return "bad";
    if (state == "down") return "terrible";
    if (state == "maintenance") return "olive";
    if (state == "waiting-material") return "rail_load";
    if (state == "waiting-crew") return "rail_animation";
    if (state == "off-shift") return "black";
    return "grey";  // starved
}

std::int64_t microseconds(Time at) { return (at - Time{}).count() / 1000; }

class PerfettoTrace final : public TraceWriter {
  public:
    PerfettoTrace(const TraceOutline& outline, const TraceTitle& title, TextSink sink)
        : outline_(outline), title_(title), sink_(std::move(sink)) {
        sink_("{\"displayTimeUnit\":\"ms\",\"otherData\":" + json_line(about()) + ",\n\"traceEvents\":[");
        name_tracks();
    }

    void slice(const TraceSlice& slice) override {
        const std::int64_t from = microseconds(slice.from);
        const std::int64_t to = microseconds(slice.to);
        if (to == from) return;
        const TraceTrack& track = outline_.tracks[slice.track];
        std::string arguments;
        if (slice.unit != 0) arguments = fmt::format("\"unit\":{},\"item\":{},", slice.unit, json_text(slice.item));
        add(fmt::format(
            R"({{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"cat":"state","name":"{}","cname":"{}","args":{{{}"from":"{}"}}}})",
            process(track.group), thread(slice.track), from, to - from, slice.state, colour_of(slice.state), arguments,
            moment_text(slice.from, outline_.start, ' ')));
    }

    void level(const TraceLevel& level) override {
        const TraceCounter& counter = outline_.counters[level.counter];
        add(fmt::format(R"({{"ph":"C","pid":{},"ts":{},"name":{},"args":{{"units":{}}}}})", process(counter.group), microseconds(level.at),
                        json_text(counter.name), level.level));
    }

    /// A pair of an asynchronous slice: those of one name share rows that make room for as many as overlap.
    void span(const TraceSpan& span) override {
        const std::int64_t from = microseconds(span.from);
        const std::int64_t to = microseconds(span.to);
        if (to == from) return;
        const std::string name = json_text(outline_.fixtures[span.where].id + ": " + span.what);
        const std::string frame =
            fmt::format(R"("cat":"{}","pid":{},"tid":0,"id":"{}","name":{})", span.what, process(span.group), ++spans_, name);
        std::string arguments;
        if (span.object.number != 0) arguments = fmt::format("\"shipment\":{},\"units\":{}", span.object.number, span.units);
        add(fmt::format(R"({{"ph":"b",{},"ts":{},"args":{{{}}}}})", frame, from, arguments));
        add(fmt::format(R"({{"ph":"e",{},"ts":{}}})", frame, to));
    }

    /// Red, in a process of their own with a track for each line.
    void piece(const TracePiece& piece) override {
        const std::int64_t from = microseconds(piece.from);
        const std::int64_t to = microseconds(piece.to);
        if (to == from) return;
        const std::size_t pid = outline_.groups.size() + 1;
        const std::size_t tid = outline_.groups.size() + outline_.tracks.size() + piece.line.index + 2;
        if (threads_ == 0) name_thread("process_name", pid, 0, "thread");
        if (threads_ != tid) name_thread("thread_name", pid, tid, outline_.fixtures[piece.line].path);
        threads_ = tid;
        const std::string where(piece.where.substr(piece.where.rfind('.') + 1));
        const std::string name = piece.where.empty() ? std::string(piece.cause) : fmt::format("{}: {}", where, piece.cause);
        std::string arguments = fmt::format(R"("where":{})", json_text(piece.where));
        if (!piece.of.empty()) arguments += fmt::format(R"(,"of":{})", json_text(piece.of));
        add(fmt::format(R"({{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"cat":"thread","name":{},"cname":"terrible","args":{{{}}}}})", pid,
                        tid, from, to - from, json_text(name), arguments));
    }

    void end() override { sink_("\n]}\n"); }

  private:
    [[nodiscard]] static std::uint32_t process(GroupId group) { return group.index + 1; }
    /// Never that of a process, or the viewer would call it the main thread.
    [[nodiscard]] std::size_t thread(TrackId track) const { return outline_.groups.size() + track.index + 1; }

    [[nodiscard]] Json about() const {
        return {{"scenario", title_.scenario},
                {"seed", title_.seed},
                {"replication", title_.replication},
                {"from", moment_text(title_.from, outline_.start)},
                {"to", moment_text(title_.to, outline_.start)},
                {"sample", title_.sample},
                {"time_0", moment_text(Time{}, outline_.start)},
                {"written_by", "agrocap " + std::string(version())}};
    }

    /// Names and order: lines and stations stand as in the scenario and on the route, not as the viewer would sort them.
    void name_tracks() {
        const auto tell = [this](const char* what, std::size_t pid, std::size_t tid, const Json& arguments) {
            add(Json{{"ph", "M"}, {"pid", pid}, {"tid", tid}, {"name", what}, {"args", arguments}}.dump());
        };
        for (std::uint32_t i = 0; i < outline_.groups.size(); ++i) {
            tell("process_name", process(GroupId(i)), 0, {{"name", outline_.groups[GroupId(i)].name}});
            tell("process_sort_index", process(GroupId(i)), 0, {{"sort_index", i}});
        }
        for (std::uint32_t i = 0; i < outline_.tracks.size(); ++i) {
            const TraceTrack& track = outline_.tracks[TrackId(i)];
            const std::string& station = outline_.fixtures[track.station].id;
            const std::string name = track.servers == 1 ? station : fmt::format("{} {}", station, track.server);
            tell("thread_name", process(track.group), thread(TrackId(i)), {{"name", name}});
            tell("thread_sort_index", process(track.group), thread(TrackId(i)), {{"sort_index", i}});
        }
    }

    void name_thread(const char* what, std::size_t pid, std::size_t tid, const std::string& name) {
        add(Json{{"ph", "M"}, {"pid", pid}, {"tid", tid}, {"name", what}, {"args", {{"name", name}}}}.dump());
    }

    void add(const std::string& record) {
        if (++records_ > title_.most_records) throw too_long(title_.most_records);
        sink_(records_ == 1 ? "\n" : ",\n");
        sink_(record);
    }

    const TraceOutline& outline_;
    TraceTitle title_;
    TextSink sink_;
    std::uint64_t records_ = 0, spans_ = 0;
    std::size_t threads_ = 0;  // the track of the latest piece
};

}  // namespace

std::unique_ptr<TraceWriter> trace_perfetto(const TraceOutline& outline, const TraceTitle& title, const TextSink& sink) {
    return std::make_unique<PerfettoTrace>(outline, title, sink);
}

}  // namespace agrocap
