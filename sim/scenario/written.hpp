#pragma once

#include "scenario/diagnostic.hpp"

#include <map>
#include <string>

namespace agrocap {

/// A value together with where it was written; `given` is false for a default.
template <class T>
struct Written {
    T value{};
    SourceSpan at{};
    bool given = false;

    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
};

/// Keyed tables have no order of their own: sorted by id, which is path order.
template <class T>
using Keyed = std::map<std::string, T>;

using Name = Written<std::string>;  // a reference to another table's id, or a text

}  // namespace agrocap
