#include "page/mark_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("an amount has about three digits, and no zeros behind the point that say nothing", "[page][mark_text]") {
    CHECK(amount_text(1340.4) == "1 340");
    CHECK(amount_text(31.25) == "31.2");
    CHECK(amount_text(5.0) == "5");
    CHECK(amount_text(4.9999) == "5");
    CHECK(amount_text(700.0) == "700");
    CHECK(amount_text(0.0) == "0");
    CHECK(amount_text(0.82) == "0.82");
    CHECK(per_cent_text(1.0) == "100 %");
    CHECK(per_cent_text(0.923) == "92.3 %");
}

TEST_CASE("of one there is a unit, of all else there are units", "[page][mark_text]") {
    CHECK(value_text(1, "units/y") == "1 unit/y");
    CHECK(value_text(2, "units/y") == "2 units/y");
    CHECK(value_text(1, "h") == "1 h");
    Estimate made;
    CHECK(yearly_text(made, "made") == "nothing was observed");
    made.mean = 1;
    CHECK(yearly_text(made, "made") == "1 unit a year is made");
    made.mean = 15606;
    made.half_width = 47;
    CHECK(yearly_text(made, "made") == "15 606 ± 47 units a year are made");
}

TEST_CASE("a sentence begins with a capital letter and ends", "[page][mark_text]") {
    CHECK(as_sentence("no point meets all targets") == "No point meets all targets.");
    CHECK(as_sentence("Қостанай") == "Қостанай.");
}
