#pragma once

#include "report/trace_files.hpp"

#include <memory>
#include <string>
#include <vector>

namespace agrocap {

/// Where a trace goes: empty for nowhere, "-" for stdout.
struct TraceTargets {
    std::string csv;  // a directory
    std::string perfetto, ocel;
    std::size_t lines = 0;  // of the log for people
};

/// Hands each record to all formats asked for. Files appear with `commit`, whole; stdout gets its text then, too.
class TraceOutputs final : public TraceSink {
  public:
    /// Errors: `OutputFault`.
    TraceOutputs(const TraceTargets& targets, const TraceOutline& outline, const TraceTitle& title);
    ~TraceOutputs() override;

    void birth(const TraceBirth& birth) override;
    void event(const TraceEvent& event) override;
    void slice(const TraceSlice& slice) override;
    void span(const TraceSpan& span) override;
    void level(const TraceLevel& level) override;
    void piece(const TracePiece& piece) override;

    /// Errors: `OutputFault`.
    void commit();

    [[nodiscard]] std::uint64_t events() const { return events_; }
    [[nodiscard]] std::uint64_t slices() const { return slices_; }

  private:
    TextSink file(const std::string& path);
    TextSink file_or_stdout(const std::string& path);

    std::vector<std::unique_ptr<StreamedFile>> files_;
    std::unique_ptr<Spool> out_;
    std::vector<std::unique_ptr<TraceWriter>> writers_;
    std::uint64_t events_ = 0, slices_ = 0;
};

}  // namespace agrocap
