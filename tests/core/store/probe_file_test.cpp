// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/probe_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

ProbeRow fisher_at(std::int64_t step) { return {step, "fisher/trace", "fisher-sampled", 512, 2}; }

ProbeRow hessian_at(std::int64_t step) {
  return {step, "hessian/trace", "hutchinson", 128, 0, 30, ToleranceState::missed};
}

ProbeRow top_at(std::int64_t step) {
  return {step, "hessian/top_eigenvalue", "lanczos", 64, 0, 17, ToleranceState::reached, 0.015625};
}

std::string lines_of(const std::vector<ProbeRow>& rows) {
  std::string text(probes_header);
  for (const ProbeRow& row : rows) text += probe_line(row);
  return text;
}

class ProbeFile : public ::testing::Test {
 protected:
  std::string stored() const { return read_whole_file(path_); }
  test::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "probes.csv";
};

TEST_F(ProbeFile, HoldsARowForEachNumber) {
  ProbeWriter writer(path_, -1);
  writer.append(std::vector{fisher_at(0), hessian_at(0)});
  writer.append(std::vector{top_at(7)});
  EXPECT_EQ(stored(),
            "step,measure,estimator,images,draws,products,tolerance,residual\n"
            "0,fisher/trace,fisher-sampled,512,2,,,\n"
            "0,hessian/trace,hutchinson,128,,30,missed,\n"
            "7,hessian/top_eigenvalue,lanczos,64,,17,reached,0.015625\n");
  const auto rows = read_probes(path_);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_TRUE(std::isnan(rows[0].residual));
  EXPECT_EQ(rows[1].tolerance, ToleranceState::missed);
  EXPECT_EQ(rows[2], top_at(7));
  EXPECT_EQ(lines_of(rows), stored());
}

TEST_F(ProbeFile, OpeningDropsTheRowsOfLaterSteps) {
  for (const std::int64_t last : {-1, 0, 3, 4, 100}) {
    write_file_atomically(path_, lines_of({fisher_at(0), hessian_at(0), fisher_at(4), hessian_at(4), fisher_at(8)}));
    ProbeWriter writer(path_, last);
    writer.append(std::vector{top_at(200)});
    std::vector<ProbeRow> expected;
    for (const ProbeRow& row : {fisher_at(0), hessian_at(0), fisher_at(4), hessian_at(4), fisher_at(8)})
      if (row.step <= last) expected.push_back(row);
    expected.push_back(top_at(200));
    EXPECT_EQ(stored(), lines_of(expected)) << last;
  }
}

TEST_F(ProbeFile, EveryCutLosesItsLastLineAlone) {
  const std::string whole = lines_of({fisher_at(0), hessian_at(0), top_at(4)});
  const auto rows_in = [](const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  };
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    write_file_atomically(path_, whole.substr(0, length));
    const std::size_t lines = rows_in(whole.substr(0, length));
    ASSERT_EQ(read_probes(path_).size(), lines == 0 ? 0 : lines - 1) << length;
    ProbeWriter(path_, 100).append(std::vector{fisher_at(9)});
    ASSERT_EQ(read_probes(path_).size(), lines == 0 ? 1 : lines) << length;
  }
}

TEST_F(ProbeFile, DamagedLinesAreSkipped) {
  const std::string sound = probe_line(fisher_at(3));
  for (const std::string bad :
       {"x,fisher/trace,exact,1,,,,\n", "1,fisher/trace,exact,1,,,perhaps,\n", "\n", "1,,exact,1,,,,\n",
        "1,fisher/trace,exact,,,,,\n", "1,a,b,1,,,,,\n", "1,a,b,1,,,,z\n"}) {
    write_file_atomically(path_, std::string(probes_header) + bad + sound);
    EXPECT_EQ(read_probes(path_).size(), 1U) << bad;
  }
  EXPECT_TRUE(read_probes(folder_ / "none.csv").empty());
}

TEST_F(ProbeFile, NamesThatWouldBreakALineAreRefused) {
  ProbeRow row = fisher_at(0);
  row.estimator = "a,b";
  EXPECT_THROW(probe_line(row), JobError);
}

TEST_F(ProbeFile, LastProbesAreOneAMeasure) {
  const std::vector rows = {fisher_at(0), hessian_at(0), fisher_at(4), top_at(4), hessian_at(4)};
  const auto last = last_probes(rows);
  ASSERT_EQ(last.size(), 3U);
  for (const ProbeRow& row : last) EXPECT_EQ(row.step, 4);
  EXPECT_EQ(last[1].measure, "hessian/trace");
}

}  // namespace
}  // namespace imprint
