// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of points as people and programs write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/spec/preset_io.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

PrecisionCurve wavy_curve() {
  PrecisionCurve curve;
  curve.at = {0, 0.125, 0.125, 1.0 / 3, 1};
  curve.bits = {3, 4.1, 8, 5, 7};
  curve.segment = {"linear", "hold", "bezier", "bezier", "hold"};
  curve.handles = {0.2, 1.5, 0.9, -0.25, 0.1, 0, 0.7, 2};
  return curve;
}

/// Three points of which all the tables below tell.
PrecisionCurve plain_curve() {
  PrecisionCurve curve;
  curve.at = {0, 0.5, 1};
  curve.bits = {3, 8, 4};
  curve.segment = {"linear", "hold", "hold"};
  return curve;
}

std::string csv_error(const std::string& csv) {
  return test::input_error_of([&] { curve_from_csv(csv, "x.csv"); });
}

TEST(CurveCsv, ReadsBackEqual) { EXPECT_EQ(curve_from_csv(curve_to_csv(wavy_curve()), "x.csv"), wavy_curve()); }

TEST(CurveCsv, TakesWhatSpreadsheetsCopy) {
  EXPECT_EQ(curve_from_csv("0\t3\tlinear\r\n0.5\t8\r\n1\t4\thold\r\n", "clipboard"), plain_curve());
  EXPECT_EQ(curve_from_csv("at;bits\n0;3\n1;4", "x").bits, (std::vector<double>{3, 4}));
}

TEST(CurveCsv, TakesWhatLibreOfficeWrites) {
  EXPECT_EQ(curve_from_csv("at,bits,segment\n0,3,linear\n0.5,8,\n1,4,hold\n", "x"), plain_curve());
  EXPECT_EQ(curve_from_csv("\"at\";\"bits\";\"segment\"\r\n0;3;\"linear\"\r\n0,5;8;\r\n1;4;\"hold\"\r\n", "x"),
            plain_curve());
}

TEST(CurveCsv, TakesWhatExcelWrites) {
  EXPECT_EQ(curve_from_csv("\xef\xbb\xbf"
                           "at;bits;segment\r\n0;3;linear\r\n0,5;8;\r\n1;4;hold\r\n",
                           "x"),
            plain_curve());
}

TEST(CurveCsv, TakesWhatRWrites) {
  const char* with_row_names =
      "\"\",\"at\",\"bits\",\"segment\"\n\"1\",0,3,\"linear\"\n\"2\",0.5,8,NA\n\"3\",1,4,\"hold\"\n";
  EXPECT_EQ(curve_from_csv(with_row_names, "x"), plain_curve());
  const char* csv2 = "\"\";\"at\";\"bits\";\"segment\"\n\"1\";0;3;\"linear\"\n\"2\";0,5;8;NA\n\"3\";1;4;\"hold\"\n";
  EXPECT_EQ(curve_from_csv(csv2, "x"), plain_curve());
  const char* table = "\"at\",\"bits\",\"segment\"\n\"1\",0,3,\"linear\"\n\"2\",0.5,8,\"hold\"\n\"3\",1,4,\"hold\"\n";
  EXPECT_EQ(curve_from_csv(table, "x"), plain_curve());
}

TEST(CurveCsv, GoesByTheNamesOfAHeading) {
  EXPECT_EQ(curve_from_csv("segment,bits,at\nlinear,3,0\n,8,0.5\n,4,1\n", "x"), plain_curve());
  EXPECT_THAT(csv_error("at,bits,colour\n0,3,red\n"), HasSubstr("x.csv:1: unknown column \"colour\""));
  EXPECT_THAT(csv_error("at,bits,at\n0,3,1\n"), HasSubstr("x.csv:1: the column \"at\" is there twice"));
}

TEST(CurveCsv, MeasuresTimeAnewUnlessItIsNamed) {
  const auto halved = [](double time) { return time / 2; };
  EXPECT_EQ(curve_from_csv("0,3\n2,4\n", "x", halved).at, (std::vector<double>{0, 1}));
  EXPECT_EQ(curve_from_csv("epoch,bits\n0,3\n2,4\n", "x", halved).at, (std::vector<double>{0, 1}));
  EXPECT_EQ(curve_from_csv("at,bits\n0,3\n1,4\n", "x", halved).at, (std::vector<double>{0, 1}));
}

TEST(CurveCsv, NamesTheRowThatIsWrong) {
  EXPECT_THAT(csv_error("at,bits\n0,3\nhalf,4\n"), HasSubstr("x.csv:3: at must be a number"));
  EXPECT_THAT(csv_error("0,3\n0.5,nan\n"), HasSubstr("point 2 (bits nan)"));
  EXPECT_THAT(csv_error("0,3\n0.5,33\n"), HasSubstr("point 2 (bits 33)"));
  EXPECT_THAT(csv_error("0.5,3\n0.25,4\n"), HasSubstr("time does not go back"));
  EXPECT_THAT(csv_error(""), HasSubstr("the curve is empty"));
  EXPECT_THAT(csv_error("0,3,wavy\n"), HasSubstr("has \"wavy\""));
  EXPECT_THAT(csv_error("0,3,bezier,2,0,0.5,0\n"), HasSubstr("x1 and x2 within 0 and 1"));
  EXPECT_THAT(csv_error("0,3,hold,,,,,8\n"), HasSubstr("x.csv:1: at most 7 columns"));
  EXPECT_THAT(csv_error("0,3\n\"0.5,4\n"), HasSubstr("x.csv:2: the quote"));
}

TEST(CurveCsv, SaysWhatAFileIsThatIsNoTable) {
  EXPECT_THAT(csv_error("PK\x03\x04xlsx"), HasSubstr("x.csv is a ZIP archive, not a table of points"));
  EXPECT_THAT(csv_error("\xff\xfe"
                        "a"),
              HasSubstr("x.csv is UTF-16 text"));
  EXPECT_THAT(csv_error("{\"format\": \"imprint-preset\"}"), HasSubstr("x.csv is JSON"));
}

}  // namespace
}  // namespace imprint
