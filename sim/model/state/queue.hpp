#pragma once

#include "base/id.hpp"

namespace agrocap {

/// A first-come-first-served queue of records that carry their own `next`.
template <class Kind>
struct Queue {
    Id<Kind> head, tail;
    [[nodiscard]] bool empty() const { return !head.valid(); }
};

/// The record joins the end of the queue.
template <class Kind, class Row>
void append(Table<Kind, Row>& rows, Queue<Kind>& queue, Id<Kind> id) {
    rows[id].next = Id<Kind>();
    if (queue.tail.valid()) {
        rows[queue.tail].next = id;
    } else {
        queue.head = id;
    }
    queue.tail = id;
}

/// Takes out who has waited longest. Requires: the queue is not empty.
template <class Kind, class Row>
Id<Kind> take_first(Table<Kind, Row>& rows, Queue<Kind>& queue) {
    const Id<Kind> first = queue.head;
    queue.head = rows[first].next;
    if (!queue.head.valid()) queue.tail = Id<Kind>();
    return first;
}

/// The record joins a queue that others may leave from its midst, behind another or, with none, at its head: records carry `previous`, too.
template <class Kind, class Row>
void insert_linked(Table<Kind, Row>& rows, Queue<Kind>& queue, Id<Kind> behind, Id<Kind> id) {
    rows[id].previous = behind;
    Id<Kind>& link = behind.valid() ? rows[behind].next : queue.head;
    rows[id].next = link;
    (link.valid() ? rows[link].previous : queue.tail) = id;
    link = id;
}

/// Takes a record out of such a queue, wherever it stands.
template <class Kind, class Row>
void remove_linked(Table<Kind, Row>& rows, Queue<Kind>& queue, Id<Kind> id) {
    const Row& row = rows[id];
    (row.previous.valid() ? rows[row.previous].next : queue.head) = row.next;
    (row.next.valid() ? rows[row.next].previous : queue.tail) = row.previous;
}

}  // namespace agrocap
