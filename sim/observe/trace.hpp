#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

struct TraceGroup;
struct TraceTrack;
struct TraceCounter;
struct TraceFixture;
using GroupId = Id<TraceGroup>;
using TrackId = Id<TraceTrack>;
using CounterId = Id<TraceCounter>;
using FixtureId = Id<TraceFixture>;

/// What stands together in a picture: a line, the stores of a plant, transport, open orders, disruptions.
struct TraceGroup {
    std::string name;
};

/// One server of a station.
struct TraceTrack {
    GroupId group;
    FixtureId station, line, plant;  // no line: of the plant
    std::uint32_t server = 1;        // of its station, from 1
    std::uint32_t servers = 1;       // of its station
};

/// A number that goes up and down: units that wait, in a line, in a store, ordered and not yet delivered.
struct TraceCounter {
    GroupId group;
    std::string of;    // "plant.works.line.main.station.paint"; of open orders, with what is ordered: "market.uzbekistan.tractor"
    std::string name;  // within the group: "waiting at paint"
    std::string what;  // "waiting", "in line", "in store", "open orders"
};

/// An object that is there from start to end.
struct TraceFixture {
    std::string path;   // "plant.works.line.main.station.paint"
    std::string kind;   // "plant", "line", "station", "store", "supplier", "lane", "place", "market", "disruption"
    std::string id;     // "paint"
    FixtureId part_of;  // a station's line, a line's and a store's plant, a dealers' stock's market; none for others
};

/// What a trace can speak of: made from the model before the run.
struct TraceOutline {
    std::int32_t start = 0;  // of the simulated time: days since 1970-01-01
    Table<TraceGroup, TraceGroup> groups;
    Table<TraceTrack, TraceTrack> tracks;
    Table<TraceCounter, TraceCounter> counters;
    Table<TraceFixture, TraceFixture> fixtures;
};

/// What a record is about; the number says which. Numbers count from 1 in the order of appearance in the whole replication.
enum class TraceKind : std::uint8_t { none, unit, customer_order, replenishment_order, shipment };

struct TraceObject {
    TraceKind kind = TraceKind::none;
    std::uint64_t number = 0;
    bool operator==(const TraceObject&) const = default;
};

/// An object that comes and goes, told before the first record that names it.
struct TraceBirth {
    TraceObject object;
    Time at{};  // when it came into being, which may be before the window
    std::string_view item;
    std::int64_t units = 1;
    FixtureId of;  // the line, the market, the store that orders, the lane
};

/// Something that happened.
struct TraceEvent {
    Time at{};
    const char* what = "";  // one of `trace_event_names`
    TraceObject object;     // none: what it is about has no number, such as an arrival that is lost
    FixtureId where;
    std::string_view item = {};
    std::int64_t units = 1;
    std::span<const TraceObject> with = {};  // the orders of a shipment
};

/// A server is in one state, with one unit, over [from, to).
struct TraceSlice {
    TrackId track;
    Time from{}, to{};
    const char* state = "";
    std::uint64_t unit = 0;  // 0: none, or one that the sample leaves out
    std::string_view item = {};
};

/// A shipment is on its lane, waits at a place or is handled there, or a disruption lasts, over [from, to).
struct TraceSpan {
    GroupId group;
    const char* what = "";  // "on the way", "waiting", "handled", "disrupted"
    FixtureId where;
    TraceObject object;
    Time from{}, to{};
    std::int64_t units = 0;
};

/// A stretch of the thread of a line's last unit: what the time on the way to its leaving went by on.
struct TracePiece {
    FixtureId line;
    Time from{}, to{};
    std::string_view cause;    // "working", "off-shift", "no-order", …
    std::string_view where;    // path of an object; empty: nowhere
    std::string_view of = {};  // of goods, the supplier's item
};

/// A counter has a new value from now on; at the beginning of the window all are told.
struct TraceLevel {
    CounterId counter;
    Time at{};
    std::int64_t level = 0;
};

/// Takes the records of a trace: events and levels in the order of time, slices and spans in the order of their ends, the pieces of threads
/// after all else.
class TraceSink {
  public:
    virtual ~TraceSink() = default;
    virtual void birth(const TraceBirth&) {}
    virtual void event(const TraceEvent&) {}
    virtual void slice(const TraceSlice&) {}
    virtual void span(const TraceSpan&) {}
    virtual void level(const TraceLevel&) {}
    virtual void piece(const TracePiece&) {}
};

/// The names of the events: what `TraceEvent::what` can be.
std::span<const char* const> trace_event_names();

}  // namespace agrocap
