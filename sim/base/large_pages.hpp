#pragma once

#include "base/cache.hpp"

#include <cstddef>
#include <new>
#include <vector>

namespace agrocap {

/// Memory in pages of 2 MB, of whose addresses a processor keeps enough at hand; where the system has none, in usual pages.
///
/// From a page's size on, a block has pages of its own; smaller ones share pages, and their memory is used again by blocks of about their
/// size, never given back. Any thread may ask. Errors: `std::bad_alloc`.
void* allocate_in_large_pages(std::size_t bytes);
void free_in_large_pages(void* memory, std::size_t bytes);
/// Bytes of the pages that blocks share, and what of them blocks have now: the system's own figures show the pages only.
struct SharedPageUse {
    std::size_t pages = 0, blocks = 0;
};
[[nodiscard]] SharedPageUse shared_page_use();

/// Memory of a table; that of a large table is in large pages. With 10,000 stations in one piece a replication is a tenth faster so.
template <class T>
struct LargePageAllocator {
    using value_type = T;

    LargePageAllocator() = default;
    template <class Other>
    explicit LargePageAllocator(const LargePageAllocator<Other>&) {}

    [[gnu::noinline]] T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes >= large_bytes) return static_cast<T*>(allocate_in_large_pages(bytes));
        return static_cast<T*>(::operator new(bytes, std::align_val_t(alignment)));
    }
    [[gnu::noinline]] void deallocate(T* memory, std::size_t count) {
        if (count * sizeof(T) >= large_bytes)
            free_in_large_pages(memory, count * sizeof(T));
        else
            ::operator delete(memory, std::align_val_t(alignment));
    }

    friend bool operator==(const LargePageAllocator&, const LargePageAllocator&) { return true; }

  private:
    static constexpr std::size_t large_bytes = std::size_t{32} << 10;
    static constexpr std::size_t alignment = alignof(T) > cache_line_bytes ? alignof(T) : cache_line_bytes;
};

/// A vector for rows that events read: aligned to cache lines, and in large pages when it is large.
template <class T>
using Rows = std::vector<T, LargePageAllocator<T>>;

}  // namespace agrocap
