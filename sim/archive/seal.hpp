#pragma once

#include "archive/sqlite.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace agrocap {

/// SHA-256 in hexadecimal over texts of any content, each with its length before it.
std::string key_of(std::initializer_list<std::string_view> texts);

// A seal is what a stored row says and where it belongs, hashed to 16 hexadecimal digits. It is written with the row and compared
// wherever the row is read, so that no bit of it changes unnoticed: a disk, a copy that broke off, a hand in the file.

inline constexpr std::size_t seal_digits = 16;

/// Of texts of any content.
std::string seal_of(std::initializer_list<std::string_view> texts);

/// Of a study: its row, its files and options, and how many points it has.
std::string study_seal(Database& database, std::int64_t study);

/// Of a replication. `digest`: of its values, see `ResultDigest`.
std::string replication_seal(std::string_view point_key, std::string_view list_key, std::int64_t number, std::int64_t events,
                             std::string_view digest);

/// Of the points of studies: what each simulates, its settings, why it was refused.
class PointSeals {
  public:
    explicit PointSeals(Database& database);
    std::string of(std::int64_t study, std::int64_t number);

  private:
    Statement point_, settings_;
};

/// Seals a row anew that has just been written.
void seal_study(Database& database, std::int64_t study);
void seal_point(Database& database, PointSeals& seals, std::int64_t study, std::int64_t number);

}  // namespace agrocap
