#pragma once

#include "base/id.hpp"
#include "model/state/table_room.hpp"

namespace agrocap {

/// Records that their owner has finished with and will use again: a list through their own `next`, the last first.
///
/// Records that events name have a pool for each owner (lane, demand, channel, supply). The order of ties, which their numbers decide, then
/// does not hang on what happens elsewhere in the network.
template <class Kind>
struct Pool {
    Id<Kind> free;
};

/// A record with this content: one used before, else a new one.
///
/// Errors: `ScenarioFault` E092, naming `what`, when the table is as long as it may be.
template <class Kind, class Row>
Id<Kind> take_record(Table<Kind, Row>& rows, Pool<Kind>& pool, const Row& content, Time now, const char* what) {
    const Id<Kind> id = pool.free;
    if (!id.valid()) {
        require_room(rows.size(), now, what);
        return rows.add(content);
    }
    pool.free = rows[id].next;
    rows[id] = content;
    return id;
}

/// The record may be used again.
template <class Kind, class Row>
void give_back(Table<Kind, Row>& rows, Pool<Kind>& pool, Id<Kind> id) {
    rows[id].next = pool.free;
    pool.free = id;
}

}  // namespace agrocap
