// A system that fails: loaded before the C library (LD_PRELOAD), it writes short, slowly, or not at all, jumps with its clock, and kills
// the program in the midst of a write. What it does comes from the environment:
//
//   FAULTY_SEED=N          chance below
//   FAULTY_FULL_AFTER=N    bytes that may be written to files; then there is no space left on the device
//   FAULTY_KILL_AT=N       the N-th write to a file is half done when the program is killed
//   FAULTY_SHORT=P         percent of writes that are cut short, or interrupted
//   FAULTY_SLOW_US=N       every write and every wait for the disk takes up to so much longer
//   FAULTY_CLOCK_S=N       the clock of the day jumps by up to so many seconds, back and forth
//
// Only files count: pipes and terminals are the test's.

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

long setting(const char* name, long otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::atol(text);
}

template <class Function>
Function* original(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::uint64_t dice() {
    static std::atomic<std::uint64_t> state{static_cast<std::uint64_t>(setting("FAULTY_SEED", 1)) * 0x9E3779B97F4A7C15u};
    std::uint64_t z = state += 0x9E3779B97F4A7C15u;  // SplitMix64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void dawdle() {
    static const long most = setting("FAULTY_SLOW_US", 0);
    if (most <= 0) return;
    const long us = static_cast<long>(dice() % static_cast<std::uint64_t>(most));
    const timespec pause{.tv_sec = us / 1'000'000, .tv_nsec = us % 1'000'000 * 1000};
    ::nanosleep(&pause, nullptr);
}

bool is_file(int descriptor) {
    struct stat what {};
    return ::fstat(descriptor, &what) == 0 && S_ISREG(what.st_mode);
}

/// How many of the bytes are to be written; 0: none, and `errno` says why. Sets `kill` where the program dies after them.
std::size_t granted(std::size_t bytes, bool& kill) {
    static const long full_after = setting("FAULTY_FULL_AFTER", -1), kill_at = setting("FAULTY_KILL_AT", -1),
                      cut = setting("FAULTY_SHORT", 0);
    static std::atomic<long> written{0}, writes{0};
    dawdle();
    if (++writes == kill_at) {
        kill = true;
        return bytes / 2;
    }
    if (full_after >= 0) {
        const long before = written.fetch_add(static_cast<long>(bytes));
        if (before >= full_after) {
            errno = ENOSPC;
            return 0;
        }
        if (before + static_cast<long>(bytes) > full_after) return static_cast<std::size_t>(full_after - before);
    }
    if (bytes > 1 && static_cast<long>(dice() % 100) < cut) {
        if (dice() % 3 == 0) {
            errno = EINTR;
            return 0;
        }
        return 1 + dice() % (bytes - 1);
    }
    return bytes;
}

template <class Write>
::ssize_t faulty(int descriptor, std::size_t bytes, const Write& write) {
    if (bytes == 0 || !is_file(descriptor)) return write(bytes);
    bool kill = false;
    const std::size_t some = granted(bytes, kill);
    if (some == 0 && !kill) return -1;
    const ::ssize_t done = some == 0 ? 0 : write(some);
    if (kill) ::kill(::getpid(), SIGKILL);
    return done;
}

std::int64_t jump_s() {
    static const long most = setting("FAULTY_CLOCK_S", 0);
    if (most <= 0) return 0;
    return static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(2 * most)) - most;
}

}  // namespace

extern "C" {

::ssize_t write(int descriptor, const void* data, std::size_t bytes) {
    static auto* const real = original<::ssize_t(int, const void*, std::size_t)>("write");
    return faulty(descriptor, bytes, [&](std::size_t some) { return real(descriptor, data, some); });
}

::ssize_t pwrite(int descriptor, const void* data, std::size_t bytes, off_t offset) {
    static auto* const real = original<::ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
    return faulty(descriptor, bytes, [&](std::size_t some) { return real(descriptor, data, some, offset); });
}

::ssize_t pwrite64(int descriptor, const void* data, std::size_t bytes, off64_t offset) {
    static auto* const real = original<::ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64");
    return faulty(descriptor, bytes, [&](std::size_t some) { return real(descriptor, data, some, offset); });
}

::ssize_t writev(int descriptor, const iovec* parts, int count) {
    static auto* const real = original<::ssize_t(int, const iovec*, int)>("writev");
    if (count < 1 || !is_file(descriptor)) return real(descriptor, parts, count);
    std::size_t bytes = 0;
    for (int i = 0; i < count; ++i) bytes += parts[i].iov_len;
    // All, or the first part alone: so much is allowed, and whoever asked has to go on with the rest.
    return faulty(descriptor, bytes, [&](std::size_t some) { return real(descriptor, parts, some == bytes ? count : 1); });
}

int fsync(int descriptor) {
    static auto* const real = original<int(int)>("fsync");
    dawdle();
    return real(descriptor);
}

int fdatasync(int descriptor) {
    static auto* const real = original<int(int)>("fdatasync");
    dawdle();
    return real(descriptor);
}

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    static auto* const real = original<int(clockid_t, timespec*)>("clock_gettime");
    const int result = real(clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec += jump_s();
    return result;
}

std::time_t time(std::time_t* place) noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    if (place != nullptr) *place = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(timeval* now, void*) noexcept {
    timespec exact{};
    const int result = ::clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return result;
}
}
