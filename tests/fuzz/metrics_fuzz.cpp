// SPDX-License-Identifier: GPL-3.0-or-later
// metrics.csv through all of its readers.
#include <algorithm>
#include <cmath>

#include "core/store/metric_columns.h"
#include "core/store/metric_lines.h"
#include "core/store/metrics_file.h"
#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same(const MetricRow& a, const MetricRow& b) {
  return a.step == b.step && same(a.epoch, b.epoch) && a.metric == b.metric && same(a.value, b.value) &&
         same(a.standard_error, b.standard_error);
}

void check_line(const MetricRow& row) {
  std::string line;
  try {
    line = metric_line(row);
  } catch (const JobError&) {
    return;  // a name that no writer would have written
  }
  const auto back = parse_metric_line(std::string_view(line).substr(0, line.size() - 1));
  require(back && same(*back, row), "what is read is written and read equal");
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(metrics) {
  using namespace imprint;
  const std::string file = fuzz::file_with(bytes);
  std::vector<MetricRow> rows, followed;
  const bool taken = fuzz::accepts([&] { rows = read_metrics(file); });
  fuzz::require(fuzz::accepts([&] { followed = MetricsFollower(file).poll(); }) == taken,
                "a follower takes the same files");
  const std::vector<std::string> wanted = {"test/"};
  fuzz::accepts([&] { read_metric_columns(file, wanted); });
  last_metric_row(file, "test/accuracy");
  if (!taken) return;
  fuzz::require(std::ranges::equal(rows, followed, [](auto& a, auto& b) { return fuzz::same(a, b); }),
                "and reads the same rows");
  for (const MetricRow& row : rows) fuzz::check_line(row);
}
