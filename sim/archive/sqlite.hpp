#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace agrocap {

/// A study database that cannot be used: `what()` names the file and the reason.
struct ArchiveFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Refuses a file of which something is not as it was written. Errors: `ArchiveFault`, with what to do about it.
[[noreturn]] void throw_damaged(const std::string& path, const std::string& reason);

enum class Access : std::uint8_t { read, write };

/// A connection to a SQLite file. One thread at a time. Errors of all its functions: `ArchiveFault`.
class Database {
  public:
    /// Opens the file; `write` makes it if it is not there.
    Database(const std::string& path, Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs statements that give no rows.
    void run(const std::string& statements);
    /// The first column of the first row as a number, 0 without rows.
    std::int64_t number(const std::string& query);
    [[nodiscard]] std::int64_t last_row() const;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    friend class Statement;
    [[noreturn]] void fail() const;

    std::string path_;
    sqlite3* handle_ = nullptr;
};

/// A prepared statement: bind all parameters in their order, then step through the rows. Requires: the database outlives it.
class Statement {
  public:
    Statement(Database& database, std::string_view text);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(std::string_view text);
    /// The doubles as bytes, lowest first, whatever the machine.
    Statement& bind(std::span<const double> values);
    Statement& bind_null();

    /// Goes to the next row. Gives false after the last, and is then ready to be bound anew.
    bool step();
    /// Runs a statement without rows.
    void run();
    /// Forgets the rows that are left.
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] int columns() const;
    /// What stands in the row, to the bit: its type and its bytes.
    [[nodiscard]] std::string cell(int column) const;
    /// Of a blob bound as doubles. Gives: false, and no values, if its size is no multiple of eight.
    bool doubles(int column, std::vector<double>& values) const;

  private:
    void check(int code) const;

    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
    int bound_ = 0;
};

}  // namespace agrocap
