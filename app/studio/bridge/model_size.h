// SPDX-License-Identifier: GPL-3.0-or-later
// How much a model multiplies: it must be built to tell, so that is done once for each model
// and dataset, away from the window's thread.
#pragma once

#include <QObject>
#include <map>
#include <optional>
#include <string>

#include "core/schedule/run_cost.h"
#include "core/spec/experiment_spec.h"

namespace imprint::studio {

class ModelSize : public QObject {
  Q_OBJECT

 public:
  /// `measure` is called in another thread.
  explicit ModelSize(MacsOfModel measure, QObject* parent = nullptr);

  /// Null while it is not known yet; known() tells when to ask again.
  const ModelMacs* macs(const ExperimentSpec& spec);

 Q_SIGNALS:
  void known();

 private:
  MacsOfModel measure_;
  std::map<std::string, std::optional<ModelMacs>> sizes_;  // nothing: under way, or not to be had
};

}  // namespace imprint::studio
