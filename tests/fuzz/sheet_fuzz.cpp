// Any bytes are a workbook, or are refused with a reason.
#include "fuzz/fuzz_target.hpp"
#include "sheet/spreadsheet.hpp"

#include <string_view>

using namespace agrocap;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    try {
        const Spreadsheet book = read_spreadsheet(std::string_view(reinterpret_cast<const char*>(bytes), size));
        std::size_t cells = 0;
        for (const ReadSheet& sheet : book.sheets) cells += sheet.cells.size();
        require(cells <= spreadsheet_cells_max, "no more cells than there may be");
    } catch (const SpreadsheetFault& fault) {
        require(!fault.text.empty(), "a refusal says why");
    }
    return 0;
}
