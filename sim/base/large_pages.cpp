#include "base/large_pages.hpp"

#include <sys/mman.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <mutex>

namespace agrocap {

namespace {

constexpr std::size_t page_bytes = std::size_t{2} << 20;

std::size_t in_pages(std::size_t bytes) { return (bytes + page_bytes - 1) / page_bytes * page_bytes; }

#if defined(__SANITIZE_ADDRESS__)
constexpr bool pages_are_shared = false;  // every block on its own, so that a write beyond its end is seen

void* map_pages(std::size_t whole) { return std::aligned_alloc(page_bytes, whole); }
void free_pages(void* memory, std::size_t) { std::free(memory); }
#else
constexpr bool pages_are_shared = true;

/// Of the system itself: what the heap gets back from a table that has grown it keeps, if other blocks lie behind.
void* map_pages(std::size_t whole) {
    void* const mapped = ::mmap(nullptr, whole + page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return nullptr;
    char* const first = static_cast<char*>(mapped);
    const std::size_t before = (page_bytes - reinterpret_cast<std::uintptr_t>(mapped) % page_bytes) % page_bytes;
    if (before > 0) ::munmap(first, before);
    ::munmap(first + before + whole, page_bytes - before);
    return first + before;
}
void free_pages(void* memory, std::size_t bytes) { ::munmap(memory, in_pages(bytes)); }
#endif

void* allocate_pages(std::size_t bytes) {
    const std::size_t whole = in_pages(bytes);
    void* memory = map_pages(whole);
    if (memory == nullptr) throw std::bad_alloc();
    ::madvise(memory, whole, MADV_HUGEPAGE);  // if it cannot, nothing is lost
    return memory;
}

/// Blocks of less than a page, each a power of two of bytes: free ones in lists by size, new ones cut from the present page.
class SharedPages {
  public:
    void* allocate(std::size_t bytes) {
        const std::size_t size = std::bit_ceil(bytes);
        const std::lock_guard lock(mutex_);
        use_.blocks += size;
        FreeBlock*& free = free_of(size);
        if (free != nullptr) {
            FreeBlock* const block = free;
            free = block->next;
            return block;
        }
        if (size > left_) begin_page();
        left_ -= size;
        return page_ + left_;
    }

    void free(void* memory, std::size_t bytes) {
        const std::size_t size = std::bit_ceil(bytes);
        const std::lock_guard lock(mutex_);
        use_.blocks -= size;
        FreeBlock*& free = free_of(size);
        free = new (memory) FreeBlock{free};
    }

    SharedPageUse use() {
        const std::lock_guard lock(mutex_);
        return use_;
    }

  private:
    struct FreeBlock {
        FreeBlock* next = nullptr;
    };

    FreeBlock*& free_of(std::size_t size) { return free_[static_cast<std::size_t>(std::countr_zero(size))]; }

    /// What is left of the present page goes to the lists: its size is a sum of different powers of two.
    void begin_page() {
        while (left_ > 0) {
            const std::size_t size = std::bit_floor(left_);
            left_ -= size;
            FreeBlock*& free = free_of(size);
            free = new (page_ + left_) FreeBlock{free};
        }
        page_ = static_cast<char*>(allocate_pages(page_bytes));
        left_ = page_bytes;
        use_.pages += page_bytes;
    }

    std::mutex mutex_;
    std::array<FreeBlock*, 64> free_{};
    char* page_ = nullptr;
    std::size_t left_ = 0;  // bytes of the present page, from its start on
    SharedPageUse use_;
};

SharedPages& shared_pages() {
    static auto& pages = *new SharedPages;  // never destroyed: tables may be freed at the very end
    return pages;
}

bool shares_page(std::size_t bytes) { return pages_are_shared && bytes <= page_bytes / 2; }

}  // namespace

void* allocate_in_large_pages(std::size_t bytes) { return shares_page(bytes) ? shared_pages().allocate(bytes) : allocate_pages(bytes); }

void free_in_large_pages(void* memory, std::size_t bytes) {
    if (shares_page(bytes))
        shared_pages().free(memory, bytes);
    else
        free_pages(memory, bytes);
}

SharedPageUse shared_page_use() { return shared_pages().use(); }

}  // namespace agrocap
