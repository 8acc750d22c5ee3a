// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/plan/plan_tab.h"

#include <QFrame>
#include <QPainter>
#include <QVBoxLayout>
#include <cmath>
#include <set>
#include <utility>

#include "app/curves/ticks.h"
#include "app/studio/theme/theme.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

QString count(std::int64_t number) { return QString::fromStdString(count_text(number)); }

/// Steps a second: "0.35", "4.2", "130".
QString pace_text(double steps) { return steps < 10 ? QString::number(steps, 'g', 2) : count(std::llround(steps)); }

std::vector<NumberTiles::Tile> tiles_of(const SweepPlan& plan, const StepSpeed& speed) {
  const int all = static_cast<int>(plan.leaves.size());
  const int different = different_runs(plan);
  const QString time = QString::fromStdString(duration_text(plan_seconds(plan, speed)));
  return {
      {"Runs", QString::number(all), different == all ? "all different" : QString::number(different) + " different"},
      {"Steps alone", count(plan.independent_steps), "run by run"},
      {"Steps planned", count(plan.planned_steps), "shared once"},
      {"Saved", factor_text(plan.saving_factor()), "fewer steps"},
      {"Time", (speed.is_measured ? "" : "≈ ") + time,
       pace_text(speed.steps_per_second) + (speed.is_measured ? "/s measured" : "/s assumed")},
      {"Processes", QString("%1 × %2").arg(plan.processes).arg(plan.threads),
       plan.threads == 1 ? "thread" : "threads"}};
}

/// The sign-flip test of N seeds has no p below 2^(1-N): better known before the runs than after.
QString seeds_note(const SweepPlan& plan) {
  std::set<std::uint64_t> seeds;
  for (const SweepLeaf& leaf : plan.leaves) seeds.insert(leaf.spec.seed);
  constexpr std::size_t enough = 6;
  if (seeds.size() >= enough) return {};
  return QString("With %1 no p can fall below %2; 6 seeds reach .031, before the correction for many conditions")
      .arg(seeds.size() == 1 ? QString("1 seed") : QString::number(seeds.size()) + " seeds",
           QString::number(std::pow(2.0, 1 - static_cast<double>(seeds.size())), 'g', 3));
}

}  // namespace

NumberTiles::NumberTiles(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void NumberTiles::set_tiles(std::vector<Tile> tiles) {
  tiles_ = std::move(tiles);
  QStringList words;
  for (const Tile& tile : tiles_) words << tile.caption + " " + tile.value + " (" + tile.detail + ")";
  setAccessibleName(words.join("; "));
  setToolTip(words.join('\n'));
  update();
}

QSize NumberTiles::sizeHint() const {
  const double lines = QFontMetricsF(sized_font(-1.5)).height() * 2 + QFontMetricsF(sized_font(2)).height();
  return {560, static_cast<int>(lines) + 6};
}

void NumberTiles::paintEvent(QPaintEvent*) {
  if (tiles_.empty()) return;
  QPainter painter(this);
  const QFont small = sized_font(-1.5);
  const double line = QFontMetricsF(small).height();
  const double wide = width() / static_cast<double>(tiles_.size());
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    const QRectF area(static_cast<double>(i) * wide + 8, 2, wide - 12, height() - 4);
    const auto text = [&](const QRectF& place, const QString& words, const QFont& font, const QColor& colour) {
      painter.setFont(font);
      painter.setPen(colour);
      painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetricsF(font).elidedText(words, Qt::ElideRight, place.width()));
    };
    QFont large = sized_font(2, QFont::DemiBold);
    if (QFontMetricsF(large).horizontalAdvance(tiles_[i].value) > area.width()) large = sized_font(0, QFont::DemiBold);
    text(QRectF(area.left(), area.top(), area.width(), line), tiles_[i].caption, small, theme().muted);
    text(QRectF(area.left(), area.top() + line, area.width(), area.height() - 2 * line), tiles_[i].value, large,
         theme().text);
    text(QRectF(area.left(), area.bottom() - line, area.width(), line), tiles_[i].detail, small, theme().muted);
    if (i == 0) continue;
    painter.setPen(theme().line);
    painter.drawLine(QPointF(area.left() - 8, 6), QPointF(area.left() - 8, height() - 6));
  }
}

QWidget* tree_card(TreeView* tree, QLabel* told, QWidget* parent) {
  auto* card = new QFrame(parent);
  card->setObjectName("card");
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(1, 4, 1, 4);
  column->setSpacing(2);
  column->addWidget(tree, 1);
  told->setObjectName("muted");
  told->setFont(sized_font(-1));
  told->setWordWrap(true);
  told->setContentsMargins(10, 0, 10, 0);
  told->setMinimumHeight(static_cast<int>(QFontMetricsF(told->font()).height() * 2) +
                         2);  // nothing jumps while one hovers
  told->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  column->addWidget(told);
  const auto show = [told](const QString& words) {
    told->setText(words.isEmpty()
                      ? "Point at a run, or choose one with Up and Down. Ctrl+wheel, + and - zoom; Home fits."
                      : words);
  };
  QObject::connect(tree, &TreeView::told, told, show);
  show({});
  return card;
}

PlanTab::PlanTab(QWidget* parent)
    : QWidget(parent),
      strip_(new SummaryStrip(this)),
      tiles_(new NumberTiles(this)),
      notes_(new QLabel(this)),
      tree_(new TreeView(this)),
      told_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 8, 12, 12);
  column->setSpacing(grid_unit);
  column->addWidget(strip_);
  column->addWidget(tiles_);
  notes_->setObjectName("muted");
  notes_->setWordWrap(true);
  notes_->setFont(sized_font(-0.5));
  notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  notes_->hide();
  column->addWidget(notes_);
  column->addWidget(tree_card(tree_, told_, this), 1);
  tree_->set_empty_text("The tree of the sweep: every run a lane, branching where runs stop being the same");
  tiles_->hide();
  strip_->set_words(
      {"A grid of deficits, with seeds", "Choose axes on the left: the runs, their tree and their cost appear here."},
      SummaryStrip::Tone::calm);
}

void PlanTab::show_plan(const SweepPlan& plan, const StepSpeed& speed) {
  const QString time = QString::fromStdString(duration_text(plan_seconds(plan, speed)));
  const std::string headline = std::to_string(different_runs(plan)) + (different_runs(plan) == 1 ? " run" : " runs") +
                               (speed.is_measured ? " in about " : " in roughly ") + time.toStdString();
  const QString detail =
      plan.saving_factor() > 1.005
          ? "Shared prefixes are trained once: " + factor_text(plan.saving_factor()) + " fewer steps. "
          : QString("No run shares steps with another. ");
  const QString source = (speed.is_measured ? "Speed measured: " : "Speed assumed: ") + speed.source + ".";
  strip_->set_words({headline, (detail + source).toStdString()}, SummaryStrip::Tone::calm);
  tiles_->set_tiles(tiles_of(plan, speed));
  tiles_->show();
  QStringList notes;
  if (const QString note = seeds_note(plan); !note.isEmpty()) notes << "• " + note + ".";
  for (const std::string& note : plan.notes) notes << "• " + QString::fromStdString(note) + ".";
  notes_->setText(notes.join('\n'));
  notes_->setVisible(!notes.isEmpty());
  tree_->set_plan(plan);
}

void PlanTab::show_problem(const QString& problem) {
  strip_->set_words({"The grid is not right yet", problem.toStdString()}, SummaryStrip::Tone::problem);
}

void PlanTab::show_busy() {
  strip_->set_words({"Planning", "The tree of a large grid takes a moment."}, SummaryStrip::Tone::calm);
}

}  // namespace imprint::studio
