// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Cells = std::vector<std::string>;

std::vector<Cells> cells_of(std::string_view text) {
  std::vector<Cells> rows;
  for (const CsvRow& row : parse_csv(text, "t.csv").rows) rows.push_back(row.cells);
  return rows;
}

std::string error_of(std::string_view text) {
  return input_error_of([&] { parse_csv(text, "t.csv"); });
}

TEST(Csv, SplitsRowsAndCells) {
  EXPECT_THAT(cells_of("a,b\n1,,3\n"), ElementsAre(Cells{"a", "b"}, Cells{"1", "", "3"}));
  EXPECT_THAT(cells_of("a,\n,b"), ElementsAre(Cells{"a", ""}, Cells{"", "b"}));
  EXPECT_TRUE(cells_of("").empty());
}

TEST(Csv, TakesAllLineEndsAndLeavesEmptyLinesOut) {
  EXPECT_THAT(cells_of("a,1\r\nb,2\rc,3\n\n  \nd,4"),
              ElementsAre(Cells{"a", "1"}, Cells{"b", "2"}, Cells{"c", "3"}, Cells{"d", "4"}));
}

TEST(Csv, FindsItsSeparator) {
  EXPECT_THAT(cells_of("a;b\n1,5;2"), ElementsAre(Cells{"a", "b"}, Cells{"1,5", "2"}));
  EXPECT_THAT(cells_of("a b\tc\n1;2\t3"), ElementsAre(Cells{"a b", "c"}, Cells{"1;2", "3"}));
  EXPECT_THAT(cells_of("\"a;b\",c\n"), ElementsAre(Cells{"a;b", "c"}));
  EXPECT_THAT(cells_of("title\na;b\n"), ElementsAre(Cells{"title"}, Cells{"a", "b"}));
}

TEST(Csv, ReadsQuotedCells) {
  EXPECT_THAT(cells_of("\"a\",\"b, c\"\n\"he said \"\"no\"\"\",\"\"\n"),
              ElementsAre(Cells{"a", "b, c"}, Cells{"he said \"no\"", ""}));
  EXPECT_THAT(cells_of(" \"a\" , b \n"), ElementsAre(Cells{"a", "b"}));
}

TEST(Csv, SkipsAByteOrderMark) {
  EXPECT_THAT(cells_of("\xef\xbb\xbf\"at\",\"bits\"\r\n"), ElementsAre(Cells{"at", "bits"}));
}

TEST(Csv, CountsLinesAcrossQuotedLineEnds) {
  const CsvTable table = parse_csv("\"a\nb\",1\n\n2,3", "t.csv");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].line, 1);
  EXPECT_EQ(table.rows[0].cells[0], "a\nb");
  EXPECT_EQ(table.rows[1].line, 4);
}

TEST(Csv, NamesTheLineOfAQuoteThatIsWrong) {
  EXPECT_THAT(error_of("a,b\n\"c,d\ne\n"), HasSubstr("t.csv:2: the quote that begins here is never closed"));
  EXPECT_THAT(error_of("a\n\"c\"d,e\n"), HasSubstr("t.csv:2: text stands behind a closing quote"));
}

TEST(CsvNumber, TakesTheDecimalCommaWhereItSeparatesNothing) {
  EXPECT_EQ(csv_number("0,25", ';'), 0.25);
  EXPECT_EQ(csv_number("0.25", ';'), 0.25);
  EXPECT_EQ(csv_number("-1,5e3", '\t'), -1500);
  for (const char* wrong : {"1.234,5", "1,2,3", ",", ""}) EXPECT_THROW(csv_number(wrong, ';'), InputError) << wrong;
  EXPECT_THROW(csv_number("0,25", ','), InputError);
}

}  // namespace
}  // namespace imprint::test
