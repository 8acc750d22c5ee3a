// SPDX-License-Identifier: GPL-3.0-or-later
// What the run says, in a sentence, above its charts.
#pragma once

#include <QFrame>
#include <QLabel>

#include "app/studio/bridge/plain_words.h"

namespace imprint::studio {

class SummaryStrip : public QFrame {
 public:
  /// How a job stands, or what a comparison says: no tone means both.
  enum class Tone { calm, active, done, problem, unclear, harm, safe };

  explicit SummaryStrip(QWidget* parent = nullptr);
  void set_words(const PlainWords& words, Tone tone);
  /// Tells the details in a tool tip alone.
  void set_compact(bool compact);
  QString headline() const { return headline_->text(); }
  QString detail() const { return detail_->text(); }
  Tone tone() const { return tone_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QLabel* headline_;
  QLabel* detail_;
  Tone tone_ = Tone::calm;
  bool compact_ = false;
};

/// Harm's colour, safety's, or neither.
SummaryStrip::Tone tone_of(Verdict verdict);
/// The tone that fits how the run stands.
SummaryStrip::Tone tone_of(const RunRecord& run);

}  // namespace imprint::studio
