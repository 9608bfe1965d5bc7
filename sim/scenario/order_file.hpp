#pragma once

#include "scenario/resolve.hpp"

namespace agrocap {

/// Puts what stands in files of orders in the place of their names: `orders = "orders.csv"` becomes an array of tables whose places are
/// those in the file. A path is relative to the file that names it, one of the command line to the working directory.
///
/// A file is CSV with a line of headings: date, units and, if wanted, due. Errors: E001 to E005, E009 (no table of orders), and E011, E030
/// for its cells and headings.
void lay_order_files(ResolvedText& text);

}  // namespace agrocap
