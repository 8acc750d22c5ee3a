// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/meaning_strip.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "app/workflow/curves/ticks.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr double bit_products_of_fp32 = 3.0 * 32 * 32;
constexpr int value_width = 158;

QString text(const std::string& words) { return QString::fromStdString(words); }

/// "13.34 P": of BitOPs, in steps of a thousand from giga on.
QString operations_text(double operations) {
  constexpr const char* prefixes[] = {"G", "T", "P", "E", "Z"};
  double value = operations / 1e9;
  std::size_t i = 0;
  for (; value >= 1e4 && i + 1 < std::size(prefixes); ++i) value /= 1e3;
  return text(value_text(value, 4)) + " " + prefixes[i] + "BitOPs";
}

QString percent(double share) { return QString::number(100 * share, 'f', std::abs(share) < 0.1 ? 2 : 1) + " %"; }

MeaningValue cost_value(const PlanCost& cost, int max_bits) {
  const QString than = QString(" than static %1").arg(max_bits);
  QString detail = "as much as static " + QString::number(max_bits);
  if (std::abs(cost.saving) >= 5e-4) detail = percent(std::abs(cost.saving)) + (cost.saving > 0 ? " less" : " more") + than;
  return {"Cost of 32-bit training", percent(cost.relative_cost), detail};
}

MeaningValue operations_value(const EvaluatedPlan& plan, const ExperimentSpec& spec, std::optional<std::int64_t> macs) {
  if (!macs) return {"Bit operations", "–", "once the model is measured"};
  const double steps = static_cast<double>(plan.total_steps) * spec.training.batch_size * static_cast<double>(*macs);
  const auto words = [&](double relative) { return operations_text(relative * bit_products_of_fp32 * steps); };
  return {"Bit operations", words(plan.cost.relative_cost), "static: " + words(plan.cost.static_relative_cost)};
}

MeaningValue group_value(const PlanCost& cost) {
  const std::string group = cost_group(cost);
  if (group.empty()) return {"Cost group, by saving", "none", "nothing could be saved"};
  const double possible = cost.static_relative_cost - cost.lowest_relative_cost;
  return {"Cost group, by saving", text(group),
          percent((cost.static_relative_cost - cost.relative_cost) / possible) + " of what is possible"};
}

}  // namespace

std::vector<MeaningValue> meaning_values(const EvaluatedPlan& plan, const ExperimentSpec& spec,
                                         std::optional<std::int64_t> macs) {
  const QString run = text(count_text(plan.total_steps)) + " iterations";
  return {{"Mean forward bits", text(value_text(plan.cost.mean_forward_bits, 3)), run},
          cost_value(plan.cost, spec.precision.max_bits),
          operations_value(plan, spec, macs),
          group_value(plan.cost)};
}

MeaningStrip::MeaningStrip(CurveEditorModel& model, MacsPerImage macs_per_image, QWidget* parent)
    : QFrame(parent), model_(model), size_(std::move(macs_per_image)) {
  setObjectName("card");
  setFixedHeight(92);
  setAccessibleName("What the schedule means");
  connect(&model_, &CurveEditorModel::changed, this, &MeaningStrip::refresh);
  connect(&size_, &ModelSize::known, this, &MeaningStrip::refresh);
  refresh();
}

void MeaningStrip::refresh() {
  values_ = meaning_values(model_.plan(), model_.spec(), size_.macs_per_image(model_.spec()));
  update();
  if (model_.is_dragging()) return;
  QStringList words;
  for (const MeaningValue& value : values_) words << value.caption + " " + value.value + ", " + value.detail;
  for (const auto& [bits, count] : model_.plan().cost.steps_at_bits)
    words << QString("%1 iterations at %2 bits").arg(count).arg(bits);
  setAccessibleDescription(words.join("; "));
}

void MeaningStrip::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::TextAntialiasing);
  const QRectF inner = QRectF(rect()).adjusted(18, 11, -14, -8);
  if (!model_.problem().isEmpty()) {
    painter.setPen(theme().problem);
    painter.drawText(inner, Qt::AlignVCenter | Qt::TextWordWrap, "⚠ " + model_.problem());
    return;
  }
  const double used = static_cast<double>(values_.size()) * value_width;
  paint_values(painter, inner);
  paint_widths(painter, inner.adjusted(used, 0, 0, 0));
}

void MeaningStrip::paint_values(QPainter& painter, const QRectF& area) const {
  QRectF column(area.topLeft(), QSizeF(value_width - 10, area.height()));
  for (const MeaningValue& value : values_) {
    painter.setFont(sized_font(-1));
    painter.setPen(theme().muted);
    painter.drawText(column, Qt::AlignTop | Qt::AlignLeft, value.caption);
    painter.drawText(column.adjusted(0, 48, 0, 0), Qt::AlignTop | Qt::AlignLeft, value.detail);
    painter.setFont(sized_font(4, QFont::DemiBold));
    painter.setPen(theme().text);
    painter.drawText(column.adjusted(0, 19, 0, 0), Qt::AlignTop | Qt::AlignLeft, value.value);
    column.translate(value_width, 0);
  }
}

void MeaningStrip::paint_widths(QPainter& painter, const QRectF& area) const {
  const auto& at_bits = model_.plan().cost.steps_at_bits;
  if (at_bits.empty() || area.width() < 80) return;
  painter.setFont(sized_font(-1));
  painter.setPen(theme().muted);
  painter.drawText(area, Qt::AlignTop | Qt::AlignLeft, "Iterations at each bit width");
  std::int64_t most = 1;
  for (const auto& [bits, count] : at_bits) most = std::max(most, count);
  const double step = std::min(64.0, area.width() / static_cast<double>(at_bits.size()));
  painter.setFont(sized_font(-2));
  const double base = area.bottom() - 15, room = base - area.top() - 32;
  double x = area.left();
  for (const auto& [bits, count] : at_bits) {
    const double height = std::max(1.0, room * static_cast<double>(count) / static_cast<double>(most));
    painter.fillRect(QRectF(x + 2, base - height, step - 6, height), faded(theme().baseline, 0.65));
    painter.setPen(theme().muted);
    painter.drawText(QRectF(x, base + 1, step, 15), Qt::AlignHCenter | Qt::AlignTop, QString::number(bits));
    const QString number = text(count_text(count));
    const bool fits = painter.fontMetrics().horizontalAdvance(number) <= step - 2;
    painter.setPen(theme().text);
    if (fits) painter.drawText(QRectF(x, base - height - 14, step - 2, 14), Qt::AlignHCenter | Qt::AlignBottom, number);
    x += step;
  }
}

}  // namespace imprint::studio
