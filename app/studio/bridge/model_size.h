// SPDX-License-Identifier: GPL-3.0-or-later
// How many multiply-accumulates an image costs: the model must be built to tell, so that is done once for each model
// and dataset, away from the window's thread.
#pragma once

#include <QObject>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/spec/experiment_spec.h"

namespace imprint::studio {

/// Forward, of the quantized layers and the classifier. May throw; called in another thread.
using MacsPerImage = std::function<std::int64_t(const ExperimentSpec&)>;

class ModelSize : public QObject {
  Q_OBJECT

 public:
  explicit ModelSize(MacsPerImage measure, QObject* parent = nullptr);

  /// Nothing while it is not known yet; known() tells when to ask again.
  std::optional<std::int64_t> macs_per_image(const ExperimentSpec& spec);

 Q_SIGNALS:
  void known();

 private:
  MacsPerImage measure_;
  std::map<std::string, std::optional<std::int64_t>> sizes_;  // nothing: under way, or not to be had
};

}  // namespace imprint::studio
