// SPDX-License-Identifier: GPL-3.0-or-later
// Which score the first chart shows: of those that the runs' tasks have.
#include <algorithm>

#include "app/studio/pages/charts_page.h"
#include "core/results/metric_info.h"
#include "core/spec/spec_task.h"

namespace imprint::studio {

const std::vector<std::string>& ChartsPage::score_choices() {
  static const std::vector<std::string> choices = [] {
    std::vector<std::string> names;
    for (const std::string& metric : score_names())
      if (const std::string name = metric.substr(metric.find('/') + 1); std::ranges::find(names, name) == names.end())
        names.push_back(name);
    return names;
  }();
  return choices;
}

std::string ChartsPage::shown_score() const {
  return score_choices()[static_cast<std::size_t>(score_switch_->chosen())];
}

void ChartsPage::show_score() {
  const bool by_ratio = is_told_by_ratio("test/" + shown_score());
  cards_.front()->chart().set_y_scale(by_ratio ? ScaleKind::logarithmic : ScaleKind::linear);
  rebuild();
}

void ChartsPage::offer_scores() {
  for (std::size_t i = 0; i < score_choices().size(); ++i) {
    const bool offered = std::ranges::any_of(
        runs_, [&](const auto& run) { return std::ranges::count(task_of(run->spec).scores, score_choices()[i]) > 0; });
    score_switch_->offer(static_cast<int>(i), offered || (runs_.empty() && i < 2));  // as of images
  }
}

QStringList ChartsPage::titles_of_scores() {
  QStringList titles;
  for (const std::string& name : score_choices()) {
    QString title = QString::fromStdString(name);
    title[0] = title[0].toUpper();
    titles << title;
  }
  return titles;
}

}  // namespace imprint::studio
