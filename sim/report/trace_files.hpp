#pragma once

#include "observe/trace.hpp"
#include "report/streamed_file.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace agrocap {

/// A trace grew beyond what its format can be used with; `what()` says what to do.
struct TraceTooLong : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// With the advice to choose less.
TraceTooLong too_long(std::uint64_t most_records);

/// What a file of a trace says about itself.
struct TraceTitle {
    std::string scenario;  // its name
    std::uint64_t seed = 0;
    std::uint64_t replication = 1;  // from 1
    Time from{}, to{};              // the window
    std::uint64_t sample = 1;
    std::uint64_t most_records = UINT64_MAX;  // of a JSON file
};

/// A trace being written; `end` completes the text.
class TraceWriter : public TraceSink {
  public:
    virtual void end() = 0;
};

/// Where the three CSV files of a trace go.
struct TraceCsvSinks {
    TextSink events, states, levels;
};

/// events.csv, states.csv and levels.csv. Times: exact seconds since the start, and local dates. Lines end in CR LF. Source: RFC 4180.
std::unique_ptr<TraceWriter> trace_csv(const TraceOutline& outline, const TraceCsvSinks& sinks);
/// Names of the files, in the order of `TraceCsvSinks`.
std::vector<std::string> trace_csv_names();

/// Chrome's trace format, for Perfetto: a process for each line with a thread for each server, its states as slices, counters; shipments
/// and disruptions as asynchronous slices. Times in whole microseconds, so that slices that meet still meet.
///
/// Errors: `TraceTooLong`. Source: "Trace Event Format", the Chromium project.
std::unique_ptr<TraceWriter> trace_perfetto(const TraceOutline& outline, const TraceTitle& title, const TextSink& sink);

/// An object-centric event log: units, orders and shipments, and the plants, lines, stations, … where things happen to them.
///
/// Errors: `TraceTooLong`, `OutputFault`: the objects are kept in a temporary file until the events are written.
/// Source: OCEL 2.0 specification (Berti et al., 2023), JSON format.
std::unique_ptr<TraceWriter> trace_ocel(const TraceOutline& outline, const TraceTitle& title, const TextSink& sink);

/// The first events as lines for people; counts all.
class TraceLog : public TraceWriter {
  public:
    virtual std::uint64_t events() const = 0;
};
std::unique_ptr<TraceLog> trace_log(const TraceOutline& outline, std::size_t most_lines, const TextSink& sink);

/// "unit", "customer order", …; empty for none.
const char* kind_name(TraceKind kind);

/// "unit 17", "order 3", "shipment 2"; empty for none.
std::string object_name(const TraceObject& object);

}  // namespace agrocap
