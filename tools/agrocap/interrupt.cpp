#include "interrupt.hpp"

#include "exit_code.hpp"

#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace agrocap {

namespace {

// A signal handler can reach nothing but a global; lock-free, so that it is safe there.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int) {
    if (interrupted.exchange(true)) ::_exit(static_cast<int>(ExitCode::interrupted));
    constexpr char news[] = "\r\x1b[Kending with the replications under way; Ctrl-C again ends at once\n";
    const int errno_of_the_interrupted = errno;  // isatty sets it, and the call that the signal came into may be about to look
    if (::isatty(STDERR_FILENO) != 0) {
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, news, sizeof news - 1);
    }
    // An orderly end takes much less. What still waits then, for a reader of a pipe or for a disk that is gone, waits for ever.
    constexpr itimerval patience{.it_interval = {}, .it_value = {.tv_sec = 1, .tv_usec = 700'000}};
    ::setitimer(ITIMER_REAL, &patience, nullptr);
    errno = errno_of_the_interrupted;
}

extern "C" void on_end_of_patience(int) { ::_exit(static_cast<int>(ExitCode::interrupted)); }

extern "C" void end_at_once(int) {
    constexpr char erased[] = "\r\x1b[K", news[] = "interrupted\n";
    [[maybe_unused]] ssize_t written = 0;
    if (::isatty(STDERR_FILENO) != 0) written = ::write(STDERR_FILENO, erased, sizeof erased - 1);  // a line of progress
    written = ::write(STDERR_FILENO, news, sizeof news - 1);
    ::_exit(static_cast<int>(ExitCode::interrupted));
}

/// What was started to live through a signal goes on doing so.
void end_at_once_on(int signal) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) return;
    action = {};
    action.sa_handler = end_at_once;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

}  // namespace

void end_on_interrupt() {
    end_at_once_on(SIGINT);
    end_at_once_on(SIGTERM);
}

const std::atomic<bool>& stop_on_interrupt() {
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    action.sa_flags = SA_RESTART;  // a write that is under way goes on
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = on_end_of_patience;
    ::sigaction(SIGALRM, &action, nullptr);
    return interrupted;
}

}  // namespace agrocap
