#include "trace_outputs.hpp"

#include "console.hpp"
#include "report/atomic_file.hpp"

#include <filesystem>

namespace agrocap {

TraceOutputs::TraceOutputs(const TraceTargets& targets, const TraceOutline& outline, const TraceTitle& title) {
    if (!targets.csv.empty()) {
        make_directory(targets.csv);
        std::vector<TextSink> sinks;
        for (const std::string& name : trace_csv_names()) sinks.push_back(file((std::filesystem::path(targets.csv) / name).string()));
        writers_.push_back(trace_csv(outline, {sinks[0], sinks[1], sinks[2]}));
    }
    if (!targets.perfetto.empty()) writers_.push_back(trace_perfetto(outline, title, file_or_stdout(targets.perfetto)));
    if (!targets.ocel.empty()) writers_.push_back(trace_ocel(outline, title, file_or_stdout(targets.ocel)));
    if (targets.lines > 0) writers_.push_back(trace_log(outline, targets.lines, file_or_stdout("-")));
}

TraceOutputs::~TraceOutputs() = default;

TextSink TraceOutputs::file(const std::string& path) {
    files_.push_back(std::make_unique<StreamedFile>(path));
    return [&streamed = *files_.back()](std::string_view text) { streamed.write(text); };
}

TextSink TraceOutputs::file_or_stdout(const std::string& path) {
    if (path != "-") return file(path);
    out_ = std::make_unique<Spool>();
    return [&spool = *out_](std::string_view text) { spool.write(text); };
}

void TraceOutputs::birth(const TraceBirth& birth) {
    for (const auto& writer : writers_) writer->birth(birth);
}

void TraceOutputs::event(const TraceEvent& event) {
    ++events_;
    for (const auto& writer : writers_) writer->event(event);
}

void TraceOutputs::slice(const TraceSlice& slice) {
    ++slices_;
    for (const auto& writer : writers_) writer->slice(slice);
}

void TraceOutputs::span(const TraceSpan& span) {
    for (const auto& writer : writers_) writer->span(span);
}

void TraceOutputs::level(const TraceLevel& level) {
    for (const auto& writer : writers_) writer->level(level);
}

void TraceOutputs::piece(const TracePiece& piece) {
    for (const auto& writer : writers_) writer->piece(piece);
}

void TraceOutputs::commit() {
    for (const auto& writer : writers_) writer->end();
    // First to the screen, then to files: a full disk must not take the answer with it.
    if (out_) out_->replay([](std::string_view text) { print(text); });
    for (const auto& file : files_) file->commit();
}

}  // namespace agrocap
