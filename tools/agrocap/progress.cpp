#include "progress.hpp"

#include "console.hpp"
#include "interrupt.hpp"
#include "report/text_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

constexpr std::size_t bar_width_max = 30, bar_width_min = 5;
constexpr std::chrono::milliseconds redraw_every{100};

std::string clock_text(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(seconds));
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

/// What the line is made of. The time left is what one looks for: the bar gives way first, then the note, then the count.
struct ProgressLine {
    std::string count;
    double share = 0;
    std::string left;  // "0:12 left"; empty if nobody knows
    std::string note;
};

std::string shown_line(const ProgressLine& line, std::size_t columns) {
    const std::string share = fmt::format("{:3.0f} %", std::floor(100 * line.share));
    const std::string tail = line.left.empty() ? share : share + "  " + line.left;
    const auto text_with = [&](std::size_t bar, bool noted) {
        const auto filled = static_cast<std::size_t>(line.share * static_cast<double>(bar));
        std::string text = line.count;
        if (bar > 0) text += fmt::format("  [{:#>{}}{:->{}}]", "", filled, "", bar - filled);
        return text + "  " + tail + (noted && !line.note.empty() ? "  " + line.note : "");
    };
    const std::size_t frame = text_width("  []");
    for (const bool noted : {true, false}) {
        const std::size_t needed = text_width(text_with(0, noted));
        if (needed + frame + bar_width_min <= columns) return text_with(std::min(bar_width_max, columns - needed - frame), noted);
        if (needed <= columns) return text_with(0, noted);
    }
    return cut_to_width(tail, columns);
}

ProgressLine progress_line(std::size_t done, std::size_t planned, std::chrono::duration<double> elapsed, const std::string& note) {
    planned = std::max(planned, std::size_t{1});
    done = std::min(done, planned);
    ProgressLine line;
    line.share = static_cast<double>(done) / static_cast<double>(planned);
    line.count = fmt::format("replications  {:>{}}/{}", done, fmt::formatted_size("{}", planned), planned);
    if (done > 0) line.left = clock_text(elapsed.count() * (1 - line.share) / line.share) + " left";
    line.note = note;
    return line;
}

}  // namespace

std::string progress_text(std::size_t done, std::size_t planned, std::chrono::duration<double> elapsed, std::size_t columns,
                          const std::string& note) {
    return shown_line(progress_line(done, planned, elapsed, note), columns);
}

std::string progress_text(const StudyProgress& study, std::chrono::duration<double> elapsed, std::size_t columns) {
    const auto planned = static_cast<double>(std::max<std::int64_t>(study.replications, 1));
    ProgressLine line;
    line.share = std::min(1.0, static_cast<double>(study.replications_done) / planned);
    line.count =
        fmt::format("points {}/{}  replications {}/{}", study.points_done, study.points, study.replications_done, study.replications);
    const std::int64_t simulated = study.replications_done - study.found;
    const std::int64_t left = study.replications - study.replications_done;
    if (simulated > 0) line.left = clock_text(elapsed.count() * static_cast<double>(left) / static_cast<double>(simulated)) + " left";
    return shown_line(line, columns);
}

Progress::Progress(bool quiet) : is_hidden_(quiet || !is_screen(Channel::err)), started_(Clock::now()) {}

bool Progress::is_due() {
    const Clock::time_point now = Clock::now();
    if (is_hidden_ || (drawn_ && now - drawn_at_ < redraw_every)) return false;
    drawn_ = true;
    drawn_at_ = now;
    return true;
}

void Progress::update(std::size_t done, std::size_t planned, const std::string& note) {
    if (!is_due()) return;
    print_error("\r" + progress_text(done, planned, drawn_at_ - started_, columns_of(Channel::err) - 1, note) + "\x1b[K");
}

void Progress::update(const StudyProgress& study) {
    if (!is_due()) return;
    print_error("\r" + progress_text(study, drawn_at_ - started_, columns_of(Channel::err) - 1) + "\x1b[K");
}

void Progress::update(const std::string& text) {
    if (is_due()) print_error("\r" + cut_to_width(text, columns_of(Channel::err) - 1) + "\x1b[K");
}

void Progress::clear() {
    if (!drawn_) return;
    drawn_ = false;
    print_error("\r\x1b[K");
}

ExperimentOptions watched(ExperimentOptions options, Progress& progress, const std::string& note) {
    options.progress = [&progress, note](std::size_t done, std::size_t planned) { progress.update(done, planned, note); };
    options.stop = &stop_on_interrupt();
    return options;
}

}  // namespace agrocap
