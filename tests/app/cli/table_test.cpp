// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint::cli {
namespace {

TEST(Table, AlignsItsColumns) {
  Table table({{"NAME"}, {"STEPS", Align::right}, {"NOTE"}});
  table.add_row({"a", "1", ""});
  table.add_row({"größer", "1000000", "x"});
  EXPECT_EQ(table.text(),
            "NAME      STEPS  NOTE\n"
            "a             1\n"
            "größer  1000000  x\n");
}

TEST(Table, TakesShortRows) {
  Table table({{"A"}, {"B"}});
  table.add_row({"x"});
  EXPECT_EQ(table.text(), "A  B\nx\n");
}

TEST(Significant, KeepsFourDigits) {
  EXPECT_EQ(significant(0.0395859), "0.03959");
  EXPECT_EQ(significant(0.0625), "0.06250");
  EXPECT_EQ(significant(5.5), "5.500");
  EXPECT_EQ(significant(12345.6), "12346");
  EXPECT_EQ(significant(-0.5), "-0.5000");
  EXPECT_EQ(significant(2.646e17), "2.646e+17");
  EXPECT_EQ(significant(0), "0");
  EXPECT_EQ(significant(std::nan("")), "nan");
}

TEST(Percent, HasOneDecimal) { EXPECT_EQ(percent(0.36662), "36.7 %"); }

}  // namespace
}  // namespace imprint::cli
