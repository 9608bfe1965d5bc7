#include "report/number_format.hpp"
#include "report/table_csv.hpp"
#include "report/trace_files.hpp"
#include "report/trace_time.hpp"

#include <fmt/format.h>

#include <utility>

namespace agrocap {

namespace {

class CsvTrace final : public TraceWriter {
  public:
    CsvTrace(const TraceOutline& outline, TraceCsvSinks sinks) : outline_(outline), sinks_(std::move(sinks)) {
        sinks_.events("time (s),date,event,kind,number,where,item,units,orders\r\n");
        sinks_.states("from (s),to (s),from date,to date,plant,line,station,server,state,unit,item\r\n");
        sinks_.levels("time (s),date,what,of,level\r\n");
    }

    void event(const TraceEvent& event) override {
        std::string orders;
        for (const TraceObject& order : event.with) orders += (orders.empty() ? "" : " ") + std::to_string(order.number);
        const std::string number = event.object.number == 0 ? "" : std::to_string(event.object.number);
        line_ = fmt::format("{},{},{},{},{},{},{},{},{}\r\n", exact_seconds(event.at), date(event.at), event.what,
                            kind_name(event.object.kind), number, path(event.where), csv_field(event.item), event.units, orders);
        sinks_.events(line_);
    }

    void slice(const TraceSlice& slice) override {
        const TraceTrack& track = outline_.tracks[slice.track];
        const std::string unit = slice.unit == 0 ? "" : std::to_string(slice.unit);
        line_ = fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", exact_seconds(slice.from), exact_seconds(slice.to), date(slice.from),
                            date(slice.to), id(track.plant), track.line.valid() ? id(track.line) : std::string(), id(track.station),
                            track.server, slice.state, unit, csv_field(slice.item));
        sinks_.states(line_);
    }

    void level(const TraceLevel& level) override {
        const TraceCounter& counter = outline_.counters[level.counter];
        line_ =
            fmt::format("{},{},{},{},{}\r\n", exact_seconds(level.at), date(level.at), counter.what, csv_field(counter.of), level.level);
        sinks_.levels(line_);
    }

    void end() override {}

  private:
    [[nodiscard]] std::string date(Time at) const { return moment_text(at, outline_.start); }
    [[nodiscard]] std::string path(FixtureId fixture) const { return csv_field(outline_.fixtures[fixture].path); }
    [[nodiscard]] std::string id(FixtureId fixture) const { return csv_field(outline_.fixtures[fixture].id); }

    const TraceOutline& outline_;
    TraceCsvSinks sinks_;
    std::string line_;
};

}  // namespace

std::unique_ptr<TraceWriter> trace_csv(const TraceOutline& outline, const TraceCsvSinks& sinks) {
    return std::make_unique<CsvTrace>(outline, sinks);
}

std::vector<std::string> trace_csv_names() { return {"events.csv", "states.csv", "levels.csv"}; }

TraceTooLong too_long(std::uint64_t most_records) {
    return TraceTooLong(fmt::format("more than {} records, more than viewers bear", grouped(static_cast<double>(most_records), 0)));
}

const char* kind_name(TraceKind kind) {
    switch (kind) {
        case TraceKind::none: return "";
        case TraceKind::unit: return "unit";
        case TraceKind::customer_order: return "customer order";
        case TraceKind::replenishment_order: return "replenishment order";
        case TraceKind::shipment: return "shipment";
    }
    return "";
}

std::string object_name(const TraceObject& object) {
    switch (object.kind) {
        case TraceKind::none: return {};
        case TraceKind::unit: return fmt::format("unit {}", object.number);
        case TraceKind::customer_order:
        case TraceKind::replenishment_order: return fmt::format("order {}", object.number);
        case TraceKind::shipment: return fmt::format("shipment {}", object.number);
    }
    return {};
}

}  // namespace agrocap
