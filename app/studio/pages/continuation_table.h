// SPDX-License-Identifier: GPL-3.0-or-later
// A continuation in 16 bits beside the one in 32: what both have reached, and what their steps take.
#pragma once

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <array>
#include <string>
#include <vector>

#include "app/studio/bridge/run_record.h"

namespace imprint::studio {

/// One column: what it is of, the value of each arm, and how they compare. An en dash stands for what is not known yet.
struct ContinuationColumn {
  std::string title;       // "Test accuracy"
  std::string full, half;  // "97.9 %", "13.6 ms"
  std::string comparison;  // "-0.1 points", "x 1.17"
};

/// The scores and curvature traces of the last evaluation that both arms have, then time and memory of a step.
std::vector<ContinuationColumn> continuation_columns(const RunRecord& run);

class ContinuationTable : public QFrame {
 public:
  explicit ContinuationTable(QWidget* parent = nullptr);
  /// Hides where the run does not go on in 16 bits beside 32.
  void show_run(const RunRecord* run);

 private:
  void set_rows(const std::string& format, const std::vector<ContinuationColumn>& columns);
  QLabel* cell(int row, int column);

  QGridLayout* grid_;
  std::vector<std::array<QLabel*, 4>> cells_;  // by column: title, fp32, 16 bits, comparison
};

}  // namespace imprint::studio
