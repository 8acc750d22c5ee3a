// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/meaning_strip.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/bridge/plain_words.h"
#include "app/studio/bridge/plan_preview.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr double bit_products_of_fp32 = 3.0 * 32 * 32;
constexpr double value_gap = 18;
constexpr int above = 11, below = 8, line_gap = 3;

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
  const std::string reference = "static " + std::to_string(max_bits) + (cost.deficit_steps > 0 ? " + deficit" : "");
  return {"Cost of 32-bit training", percent(cost.relative_cost), text(saving_words(cost, reference))};
}

MeaningValue operations_value(const EvaluatedPlan& plan, const ModelMacs* macs) {
  if (macs == nullptr) return {"Bit operations", "–", "once the model is measured"};
  const double all = static_cast<double>(plan.total_steps) * plan.samples_a_step * static_cast<double>(macs->total);
  const auto words = [&](double relative) { return operations_text(relative * bit_products_of_fp32 * all); };
  return {"Bit operations", words(plan.cost.relative_cost), "static: " + words(plan.cost.static_relative_cost)};
}

MeaningValue group_value(const PlanCost& cost) {
  const double share = saved_share(cost);
  if (costs_more(cost)) return {"Cost group, by saving", "none", "nothing is saved"};
  if (std::isnan(share)) return {"Cost group, by saving", "none", "nothing could be saved"};
  if (!saves(cost)) return {"Cost group, by saving", "none", "nothing is saved"};
  return {"Cost group, by saving", text(cost_group(cost)), percent(share) + " of what is possible"};
}

}  // namespace

std::vector<MeaningValue> meaning_values(const EvaluatedPlan& plan, const ExperimentSpec& spec, const ModelMacs* macs) {
  const QString run = text(count_text(plan.total_steps)) + " iterations";
  return {{"Mean forward bits", text(value_text(plan.cost.mean_forward_bits, 3)), run},
          cost_value(plan.cost, spec.precision.max_bits),
          operations_value(plan, macs),
          group_value(plan.cost)};
}

MeaningStrip::MeaningStrip(CurveEditorModel& model, MacsOfModel macs_of_model, QWidget* parent)
    : QFrame(parent), model_(model), size_(std::move(macs_of_model)) {
  setObjectName("card");
  setFixedHeight(sizeHint().height());
  setAccessibleName("What the schedule means");
  connect(&model_, &CurveEditorModel::changed, this, &MeaningStrip::refresh);
  connect(&size_, &ModelSize::known, this, &MeaningStrip::refresh);
  refresh();
}

void MeaningStrip::refresh() {
  const ExperimentSpec& spec = model_.spec();
  const ModelMacs* macs = size_.macs(spec);
  // A deficit of single layers costs by their shares, which are known once the model is.
  const auto by_layers = macs != nullptr && names_layers(spec) ? evaluate_plan(spec, macs) : std::nullopt;
  values_ = meaning_values(by_layers ? *by_layers : model_.plan(), spec, macs);
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
  const QRectF inner = QRectF(rect()).adjusted(18, above, -14, -below);
  if (!model_.problem().isEmpty()) {
    painter.setPen(theme().problem);
    painter.drawText(inner, Qt::AlignVCenter | Qt::TextWordWrap, "⚠ " + model_.problem());
    return;
  }
  paint_widths(painter, inner.adjusted(paint_values(painter, inner), 0, 0, 0));
}

QSize MeaningStrip::sizeHint() const {
  const double lines =
      2 * QFontMetricsF(sized_font(-1)).height() + QFontMetricsF(sized_font(4, QFont::DemiBold)).height();
  return {600, static_cast<int>(lines) + 2 * line_gap + above + below};
}

/// Each column as wide as its longest text was: nothing jumps while one drags. Returns what they use of the area.
double MeaningStrip::paint_values(QPainter& painter, const QRectF& area) {
  const QFont small = sized_font(-1), large = sized_font(4, QFont::DemiBold);
  const QFontMetricsF small_metrics(small), large_metrics(large);
  widths_.resize(values_.size());
  double left = area.left();
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const MeaningValue& value = values_[i];
    widths_[i] =
        std::max({widths_[i], small_metrics.horizontalAdvance(value.caption),
                  small_metrics.horizontalAdvance(value.detail), large_metrics.horizontalAdvance(value.value)});
    const auto line = [&](const QString& words, const QFont& font, const QColor& colour, Qt::Alignment place) {
      painter.setFont(font);
      painter.setPen(colour);
      painter.drawText(QRectF(left, area.top(), widths_[i] + 1, area.height()), place | Qt::AlignLeft, words);
    };
    line(value.caption, small, theme().muted, Qt::AlignTop);
    line(value.value, large, theme().text, Qt::AlignVCenter);
    line(value.detail, small, theme().muted, Qt::AlignBottom);
    left += widths_[i] + value_gap;
  }
  return left - area.left();
}

void MeaningStrip::paint_widths(QPainter& painter, const QRectF& area) const {
  const auto& at_bits = model_.plan().cost.steps_at_bits;
  painter.setFont(sized_font(-1));
  const QString caption = "Iterations at each bit width";
  if (at_bits.empty() || area.width() < painter.fontMetrics().horizontalAdvance(caption)) return;
  painter.setPen(theme().muted);
  painter.drawText(area, Qt::AlignTop | Qt::AlignLeft, caption);
  std::int64_t most = 1;
  for (const auto& [bits, count] : at_bits) most = std::max(most, count);
  const double step = std::min(64.0, area.width() / static_cast<double>(at_bits.size()));
  const double title = painter.fontMetrics().height();
  painter.setFont(sized_font(-2));
  const double line = QFontMetricsF(painter.font()).height();
  const double base = area.bottom() - line, room = base - area.top() - title - line;
  double x = area.left();
  for (const auto& [bits, count] : at_bits) {
    const double height = std::max(1.0, room * static_cast<double>(count) / static_cast<double>(most));
    painter.fillRect(QRectF(x + 2, base - height, step - 6, height), faded(theme().baseline, 0.65));
    painter.setPen(theme().muted);
    painter.drawText(QRectF(x, base, step, line), Qt::AlignHCenter | Qt::AlignTop, QString::number(bits));
    const QString number = text(count_text(count));
    const bool fits = painter.fontMetrics().horizontalAdvance(number) <= step - 2;
    painter.setPen(theme().text);
    if (fits)
      painter.drawText(QRectF(x, base - height - line, step - 2, line), Qt::AlignHCenter | Qt::AlignBottom, number);
    x += step;
  }
}

}  // namespace imprint::studio
