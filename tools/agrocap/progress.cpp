#include "progress.hpp"

#include "console.hpp"
#include "report/text_width.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

constexpr std::size_t bar_width = 30;
constexpr std::chrono::milliseconds redraw_every{100};

std::size_t terminal_columns() {
    winsize size{};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

std::string clock_text(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(seconds));
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_text(std::size_t done, std::size_t planned, std::chrono::duration<double> elapsed, std::size_t columns) {
    planned = std::max(planned, std::size_t{1});
    done = std::min(done, planned);
    const double share = static_cast<double>(done) / static_cast<double>(planned);
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
    const std::string count = fmt::format("{:>{}}/{}", done, fmt::formatted_size("{}", planned), planned);
    std::string text =
        fmt::format("replications  {}  [{:#>{}}{:->{}}]  {:3.0f} %", count, "", filled, "", bar_width - filled, std::floor(100 * share));
    if (done > 0) text += fmt::format("  {} left", clock_text(elapsed.count() * (1 - share) / share));
    return cut_to_width(text, columns);
}

std::string progress_text(const StudyProgress& study, std::chrono::duration<double> elapsed, std::size_t columns) {
    const auto planned = static_cast<double>(std::max<std::int64_t>(study.replications, 1));
    const double share = std::min(1.0, static_cast<double>(study.replications_done) / planned);
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
    std::string text =
        fmt::format("points {}/{}  replications {}/{}  [{:#>{}}{:->{}}]  {:3.0f} %", study.points_done, study.points,
                    study.replications_done, study.replications, "", filled, "", bar_width - filled, std::floor(100 * share));
    const std::int64_t simulated = study.replications_done - study.found;
    const std::int64_t left = study.replications - study.replications_done;
    if (simulated > 0)
        text += fmt::format("  {} left", clock_text(elapsed.count() * static_cast<double>(left) / static_cast<double>(simulated)));
    return cut_to_width(text, columns);
}

bool Progress::is_due() {
    const Clock::time_point now = Clock::now();
    if (mode_ == Mode::hidden || (drawn_ && now - drawn_at_ < redraw_every)) return false;
    drawn_ = true;
    drawn_at_ = now;
    return true;
}

void Progress::update(std::size_t done, std::size_t planned, const std::string& note) {
    if (!is_due()) return;
    const std::size_t columns = terminal_columns() - 1;
    const std::string text = progress_text(done, planned, drawn_at_ - started_, columns);
    print_error("\r" + cut_to_width(note.empty() ? text : text + "  " + note, columns) + "\x1b[K");
}

void Progress::update(const StudyProgress& study) {
    if (!is_due()) return;
    print_error("\r" + progress_text(study, drawn_at_ - started_, terminal_columns() - 1) + "\x1b[K");
}

void Progress::update(const std::string& text) {
    if (is_due()) print_error("\r" + cut_to_width(text, terminal_columns() - 1) + "\x1b[K");
}

void Progress::clear() {
    if (!drawn_) return;
    drawn_ = false;
    print_error("\r\x1b[K");
}

}  // namespace agrocap
