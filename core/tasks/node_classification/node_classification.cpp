// SPDX-License-Identifier: GPL-3.0-or-later
// Every node is of one class. Which ones were right is not kept: nodes answer with their neighbours, and so give no
// independent answers to test two arms by.
#include <memory>

#include "core/tasks/classification.h"

namespace imprint {
namespace {

class NodeScorer : public ClassificationScorer {
 public:
  std::vector<bool> correct() const override { return {}; }
};

class NodeClassification : public Classification {
 public:
  std::unique_ptr<Scorer> scorer() const override { return std::make_unique<NodeScorer>(); }
};

}  // namespace

std::shared_ptr<const Task> make_node_classification() { return std::make_shared<const NodeClassification>(); }

}  // namespace imprint
