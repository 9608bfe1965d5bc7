#include "archive/sqlite.hpp"

#include "base/visible_text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <bit>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <vector>

namespace agrocap {

namespace {

constexpr int wait_for_others_ms = 10'000;  // a reader's checkpoint, say; a second writer is kept out elsewhere

std::uint64_t little_endian(std::uint64_t bits) {
    if constexpr (std::endian::native == std::endian::little) return bits;
    std::uint64_t swapped = 0;
    for (int i = 0; i < 8; ++i) swapped |= (bits >> (8 * i) & 0xFF) << (56 - 8 * i);
    return swapped;
}

}  // namespace

Database::Database(const std::string& path, Access access) : path_(path) {
    // A reader, too, opens for writing where it may: only such a connection can clear away the files of the log when it is the last.
    const bool writes = access == Access::write || ::access(path.c_str(), W_OK) == 0;
    const int flags = (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | (access == Access::write ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
        const std::string reason = handle_ != nullptr && sqlite3_system_errno(handle_) != 0 ? std::strerror(sqlite3_system_errno(handle_))
                                                                                            : sqlite3_errmsg(handle_);
        sqlite3_close(handle_);
        throw ArchiveFault(fmt::format("{}: cannot open: {}", visible(path), reason));
    }
    sqlite3_busy_timeout(handle_, wait_for_others_ms);
    if (access == Access::read) run("PRAGMA query_only = 1");
}

void throw_damaged(const std::string& path, const std::string& reason) {
    throw ArchiveFault(
        fmt::format("{}: this study database is damaged: {}\n"
                    "  hint: with --discard-damaged the command that made it computes anew what is damaged, where the rest can be read",
                    visible(path), reason));
}

Database::~Database() { sqlite3_close(handle_); }

void Database::fail() const {
    std::string reason = sqlite3_errmsg(handle_);
    const int code = sqlite3_errcode(handle_);
    // A statement of ours that does not fit the tables says that they are not as we made them.
    if (code == SQLITE_CORRUPT || code == SQLITE_ERROR || code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_FORMAT)
        throw ArchiveFault(
            fmt::format("{}: this study database is damaged: its tables cannot be read ({})\n"
                        "  hint: move it away: the command that made it simulates all of it again",
                        visible(path_), reason));
    if (code == SQLITE_NOTADB) throw ArchiveFault(fmt::format("{}: this is not a study database", visible(path_)));
    if (const int system = sqlite3_system_errno(handle_); system != 0) reason += fmt::format(" ({})", std::strerror(system));
    throw ArchiveFault(fmt::format("{}: {}", visible(path_), reason));
}

void Database::run(const std::string& statements) {
    if (sqlite3_exec(handle_, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::int64_t Database::number(const std::string& query) {
    Statement statement(*this, query);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_); }

Statement::Statement(Database& database, std::string_view text) : database_(database) {
    check(sqlite3_prepare_v2(database.handle_, text.data(), static_cast<int>(text.size()), &handle_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::check(int code) const {
    if (code != SQLITE_OK) database_.fail();
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(handle_, ++bound_, value));
    return *this;
}

Statement& Statement::bind(double value) {
    check(sqlite3_bind_double(handle_, ++bound_, value));
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    check(sqlite3_bind_text64(handle_, ++bound_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(std::span<const double> values) {
    std::vector<std::uint64_t> bytes(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) bytes[i] = little_endian(std::bit_cast<std::uint64_t>(values[i]));
    check(sqlite3_bind_blob64(handle_, ++bound_, bytes.data(), bytes.size() * 8, SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_null() {
    check(sqlite3_bind_null(handle_, ++bound_));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_.fail();
    reset();
    return false;
}

void Statement::run() {
    const bool has_row = step();
    assert(!has_row);
    if (has_row) reset();
}

void Statement::reset() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    bound_ = 0;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(handle_, column);
    return bytes == nullptr
               ? std::string()
               : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

int Statement::columns() const { return sqlite3_column_count(handle_); }

std::string Statement::cell(int column) const {
    switch (sqlite3_column_type(handle_, column)) {
        case SQLITE_NULL: return "null";
        case SQLITE_INTEGER: return fmt::format("integer {}", integer(column));
        case SQLITE_FLOAT: return fmt::format("real {:016x}", std::bit_cast<std::uint64_t>(real(column)));
        default: return "text " + text(column);
    }
}

bool Statement::doubles(int column, std::vector<double>& values) const {
    values.clear();
    // First the bytes, then their number: the one may make the other another.
    const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(handle_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    if (bytes == nullptr || size % 8 != 0) return false;
    values.resize(size / 8);
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, bytes + 8 * i, 8);
        values[i] = std::bit_cast<double>(little_endian(bits));
    }
    return true;
}

}  // namespace agrocap
