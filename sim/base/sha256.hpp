#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace agrocap {

/// SHA-256 of bytes that arrive in pieces. Source: FIPS 180-4.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view bytes);
    /// Requires: `bytes` points to `size` readable bytes.
    void add(const void* bytes, std::size_t size);

    /// 64 hexadecimal digits, lower case. Requires: called once, at the end.
    std::string hex();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// SHA-256 of `bytes` as 64 hexadecimal digits, lower case.
std::string sha256_hex(std::string_view bytes);

}  // namespace agrocap
