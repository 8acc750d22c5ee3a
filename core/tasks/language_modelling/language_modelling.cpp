// SPDX-License-Identifier: GPL-3.0-or-later
// The next token is the class, and perplexity = exp(loss) is told, too. Which tokens were right is not: those of a text
// depend on each other, and so are no answers to test two arms by.
#include <cmath>
#include <memory>

#include "core/tasks/classification.h"

namespace imprint {
namespace {

class LanguageScorer : public ClassificationScorer {
 public:
  Scores scores() const override {
    Scores scores = ClassificationScorer::scores();
    scores.push_back({"perplexity", std::exp(score_of(scores, "loss"))});
    return scores;
  }

  std::vector<bool> correct() const override { return {}; }
};

class LanguageModelling : public Classification {
 public:
  std::unique_ptr<Scorer> scorer() const override { return std::make_unique<LanguageScorer>(); }
};

}  // namespace

std::shared_ptr<const Task> make_language_modelling() { return std::make_shared<const LanguageModelling>(); }

}  // namespace imprint
