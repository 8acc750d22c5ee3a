// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/charts_page.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

#include "app/curves/estimate_words.h"
#include "app/curves/ticks.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "core/results/metric_info.h"
#include "core/results/metric_row.h"

namespace imprint::studio {
namespace {

enum ChartIndex { score, precision, fisher, hessian };
constexpr const char* meanings[] = {
    "Test values with dots; training batches, and validation where there is any, faint behind them.",
    "Thin: the designed curve. Thick: the bits that every step really takes.",
    "How much information the weights carry about the data.", "Curvature of the loss."};

QString title_of(const std::string& metric) { return QString::fromStdString(metric_title(metric)); }

/// What a chart shows when nothing else is chosen for it.
QString usual_title(int chart) {
  switch (chart) {
    case precision: return title_of(metric::forward_bits);
    case fisher: return title_of(metric::fisher_trace);
    case hessian: return title_of(metric::hessian_trace);
    default: return "Loss and accuracy";
  }
}

struct NamedWeight {
  const char* name;
  double weight;
};
constexpr NamedWeight smoothings[] = {{"No smoothing", 0}, {"Light", 0.6}, {"Medium", 0.9}, {"Strong", 0.98}};

constexpr double window_name_height = 24;      // pixels
constexpr int least_height_for_details = 400;  // below, the charts need the room

QString unit_words(StepUnit unit) {
  switch (unit) {
    case StepUnit::epoch: return "epoch";
    case StepUnit::since_deficit: return "epochs since the deficit";
    case StepUnit::step: break;
  }
  return "step";
}

/// How a measure was taken last; what the spec tells, before it was.
std::optional<ProbeRow> probe_of(const RunRecord& run, const std::string& measure) {
  for (const ProbeRow& row : run.probes)
    if (row.measure == measure) return row;
  return expected_probe(run.spec.probe, measure);
}

/// A swatch in a line's colour, as rich text.
QString swatch(const LineStyle& style) {
  return QString("<span style='color:%1'>%2</span>").arg(style.colour.name(), style.dashed ? "╌" : "━");
}

}  // namespace

ChartsPage::ChartsPage(QWidget* parent)
    : QWidget(parent),
      strip_(new SummaryStrip(this)),
      continuation_(new ContinuationTable(this)),
      legend_(new Legend(this)),
      unit_box_(make_unit_box()),
      smoothing_box_(make_smoothing_box()),
      stack_button_(new QToolButton(this)),
      grid_(new QGridLayout),
      score_switch_(new SegmentedSwitch(titles_of_scores(), this)) {
  make_cards();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 12, 12, 12);
  column->setSpacing(grid_unit);
  column->addWidget(strip_);
  column->addWidget(continuation_);
  column->addWidget(make_tools());
  grid_->setSpacing(grid_unit);
  column->addLayout(grid_, 1);
  arrange_cards();
  connect(score_switch_, &SegmentedSwitch::changed, this, &ChartsPage::show_score);
}

// The charts go first: the curves and the link that they look at are members, which end before the children do.
ChartsPage::~ChartsPage() { qDeleteAll(cards_); }

void ChartsPage::make_cards() {
  for (int i = 0; i < chart_count; ++i) cards_[i] = new ChartCard(usual_title(i), meanings[i], link_, this);
  cards_[score]->add_to_header(score_switch_);
  for (int i = 0; i < chart_count; ++i)
    cards_[i]->offer_menu("Show another recorded metric in this chart",
                          [this, i](QMenu& menu) { fill_metric_menu(menu, i); });
  cards_[precision]->offer_scales(false);
  connect(&cards_[precision]->chart(), &LiveChart::refreshed, this, &ChartsPage::fit_bits);
  cards_[score]->chart().set_empty_text("Appears at the first evaluation");
  cards_[precision]->chart().set_empty_text("Appears as soon as the form is right");
  cards_[fisher]->chart().set_empty_text("Appears at the first measurement");
  cards_[hessian]->chart().set_empty_text("Appears at the first measurement");
}

QComboBox* ChartsPage::make_unit_box() {
  auto* box = new QComboBox(this);
  box->addItem("Steps", static_cast<int>(StepUnit::step));
  box->addItem("Epochs", static_cast<int>(StepUnit::epoch));
  box->addItem("Since deficit", static_cast<int>(StepUnit::since_deficit));
  box->setCurrentIndex(1);
  box->setAccessibleName("Horizontal axis");
  box->setToolTip("What the horizontal axis counts");
  connect(box, &QComboBox::currentIndexChanged, this, [this] {
    rebuild();
    link_.fit();
  });
  return box;
}

QComboBox* ChartsPage::make_smoothing_box() {
  auto* box = new QComboBox(this);
  for (const NamedWeight& named : smoothings) box->addItem(named.name, named.weight);
  box->setAccessibleName("Smoothing");
  box->setToolTip("Exponential smoothing of measured curves; the raw curve stays faint behind");
  connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
    for (ChartCard* card : cards_) card->chart().set_smoothing(box->currentData().toDouble());
  });
  return box;
}

QWidget* ChartsPage::make_tools() {
  auto* tools = new QWidget(this);
  auto* row = new QHBoxLayout(tools);
  row->setContentsMargins(8, 0, 0, 0);
  row->setSpacing(grid_unit);
  row->addWidget(legend_, 1);
  row->addWidget(smoothing_box_);
  row->addWidget(unit_box_);
  auto* fit = new QToolButton(tools);
  fit->setIcon(themed_icon("fit"));
  fit->setToolTip("Show everything (Home, or double-click in a chart)");
  fit->setAccessibleName("Show everything");
  connect(fit, &QToolButton::clicked, &link_, &ChartLink::fit);
  stack_button_->setToolTip("Four charts in a square, or one below the other");
  stack_button_->setAccessibleName("Arrange the charts");
  connect(stack_button_, &QToolButton::clicked, this, [this] { set_stacked(!stacked_); });
  row->addWidget(fit);
  row->addWidget(stack_button_);
  return tools;
}

void ChartsPage::arrange_cards() {
  stack_button_->setIcon(themed_icon(stacked_ ? "grid" : "column"));
  for (int i = 0; i < chart_count; ++i) {
    grid_->removeWidget(cards_[i]);
    grid_->addWidget(cards_[i], stacked_ ? i : i / 2, stacked_ ? 0 : i % 2);
  }
  for (int i = 0; i < chart_count; ++i) {
    cards_[i]->chart().set_axis_numbers(!stacked_ || i + 1 == chart_count);
    grid_->setRowStretch(i, stacked_ || i < 2 ? 1 : 0);
    grid_->setColumnStretch(i, i == 0 || (!stacked_ && i == 1) ? 1 : 0);
  }
}

void ChartsPage::set_stacked(bool stacked) {
  stacked_ = stacked;
  arrange_cards();
  refresh();
}

void ChartsPage::set_unit(StepUnit unit) { unit_box_->setCurrentIndex(unit_box_->findData(static_cast<int>(unit))); }

void ChartsPage::set_smoothing(double weight) { smoothing_box_->setCurrentIndex(smoothing_box_->findData(weight)); }

void ChartsPage::set_runs(ShownRuns runs) {
  runs_ = std::move(runs);
  own_words_ = false;
  rebuild();
}

void ChartsPage::set_axis() {
  const StepUnit chosen = unit();
  link_.set_unit_text(unit_words(chosen));
  link_.set_full(axis_range(runs_, chosen), smallest_shown(runs_, chosen));
}

void ChartsPage::rebuild() {
  const StepUnit chosen = unit();
  arms_ = arm_looks(runs_, chosen);
  set_axis();
  auto windows = deficit_windows(runs_, chosen);
  cards_[precision]->chart().set_windows(windows);  // the one chart with room for their names
  for (ShadedWindow& window : windows) window.label.clear();
  for (const int index : {score, fisher, hessian}) cards_[index]->chart().set_windows(windows);
  set_built_in_lines();
  set_chosen_lines();
  fit_bits();
  legend_->set_entries(legend_entries(arms_));
  refresh();
}

void ChartsPage::set_built_in_lines() {
  offer_scores();
  cards_[score]->chart().set_lines(score_lines(arms_, shown_score()));
  cards_[precision]->chart().set_lines(precision_lines(arms_));
  cards_[fisher]->chart().set_lines(metric_lines(arms_, metric::fisher_trace));
  cards_[hessian]->chart().set_lines(metric_lines(arms_, metric::hessian_trace));
}

/// All bits, and above them room for the windows' names, however low the chart is.
void ChartsPage::fit_bits() {
  if (!metric_of(precision).empty()) return;
  LiveChart& chart = cards_[precision]->chart();
  const double height = std::max(chart.geometry_of_plot().plot.height(), 3.0 * window_name_height);
  chart.set_y_limits(ValueRange{0, (highest_bits(runs_) + 0.3) / (1 - window_name_height / height)});
  chart.refresh();  // the plot's height does not depend on it: a second time nothing changes
}

void ChartsPage::set_chosen_lines() {
  for (int i = 0; i < chart_count; ++i) {
    const std::string& chosen = metric_of(i);
    cards_[i]->set_title(chosen.empty() ? usual_title(i) : title_of(chosen));
    if (i == score) {
      score_switch_->setVisible(chosen.empty());
      cards_[i]->show_title(!chosen.empty());
    }
    if (i == precision) cards_[i]->offer_scales(!chosen.empty());
    if (chosen.empty()) continue;
    cards_[i]->chart().set_lines(metric_lines(arms_, chosen));
    cards_[i]->chart().set_y_limits(std::nullopt);
  }
}

std::vector<std::string> ChartsPage::recorded_metrics() const {
  std::set<std::string> names;
  for (const auto& run : runs_)
    for (const std::string& name : run->curves.metrics()) names.insert(name);
  return {names.begin(), names.end()};
}

void ChartsPage::fill_metric_menu(QMenu& menu, int chart) {
  const auto add = [this, chart](QMenu& to, const QString& text, const std::string& metric) {
    QAction* action = to.addAction(text);
    action->setCheckable(true);
    action->setChecked(metric_of(chart) == metric);
    connect(action, &QAction::triggered, this, [this, chart, metric] { set_metric(chart, metric); });
  };
  add(menu, usual_title(chart), {});
  menu.addSeparator();
  QMenu* layers = nullptr;
  for (const std::string& name : recorded_metrics()) {
    const bool of_layer = !layer_of_metric(name).empty();
    if (of_layer && layers == nullptr) layers = new QMenu("Layer by layer", &menu);
    add(of_layer ? *layers : menu, title_of(name), name);
  }
  if (layers != nullptr) menu.addMenu(layers);
}

void ChartsPage::set_metric(int chart, const std::string& metric) {
  metrics_[static_cast<std::size_t>(chart)] = metric;
  rebuild();
}

StepUnit ChartsPage::unit() const { return static_cast<StepUnit>(unit_box_->currentData().toInt()); }

void ChartsPage::refresh() {
  set_axis();
  const bool runs_now = runs_.size() == 1 && (runs_.front()->status.state == RunState::running ||
                                              runs_.front()->status.state == RunState::paused);
  std::optional<double> progress;
  if (runs_now && !arms_.empty())
    progress = arms_.back().mapping.shown(static_cast<double>(runs_.front()->progress.step));
  cards_[precision]->chart().set_progress(progress);
  for (ChartCard* card : cards_) card->chart().refresh();
  show_measures();
  show_readouts();
  continuation_->show_run(runs_.size() == 1 ? runs_.front().get() : nullptr);
  if (!own_words_) show_words();
}

void ChartsPage::set_words(const PlainWords& words, SummaryStrip::Tone tone) {
  own_words_ = true;
  strip_->set_words(words, tone);
}

std::string ChartsPage::overlay_words() const {
  const QStringList names = left_out(runs_, unit());
  if (names.isEmpty()) return "Each run has a colour; baselines are dashed.";
  return "Left out of this axis, having no deficit: " + names.join(", ").toStdString() + ".";
}

void ChartsPage::show_words() {
  if (runs_.empty()) return strip_->set_words({"No run chosen", ""}, SummaryStrip::Tone::calm);
  if (runs_.size() == 1) return strip_->set_words(run_words(*runs_.front()), tone_of(*runs_.front()));
  strip_->set_words({std::to_string(runs_.size()) + " runs overlaid", overlay_words()}, SummaryStrip::Tone::calm);
}

QString ChartsPage::readout_of(const std::string& metric) const {
  QStringList parts;
  for (auto look = arms_.rbegin(); look != arms_.rend(); ++look) {
    const double value = look->run->curves.latest(look->arm, metric);
    if (std::isfinite(value)) parts << swatch(look->style) + "&nbsp;" + QString::fromStdString(value_text(value));
  }
  return parts.join("&nbsp;&nbsp;&nbsp;");
}

/// How the curvature was measured and what its bands are, which differs from run to run.
void ChartsPage::show_measures() {
  for (const auto& [chart, measure] :
       {std::pair(fisher, metric::fisher_trace), std::pair(hessian, metric::hessian_trace)}) {
    QStringList words = {meanings[chart]};
    for (const auto& run : runs_)
      if (const auto row = probe_of(*run, measure))
        if (const auto one = QString::fromStdString(estimate_words(*row)); !words.contains(one)) words << one;
    cards_[chart]->set_help(words.join(" "));
  }
}

void ChartsPage::show_readouts() {
  if (runs_.size() != 1) {
    for (ChartCard* card : cards_) card->set_readout({});
    return;
  }
  const auto shown = [this](int chart, const std::string& built_in) {
    return readout_of(metric_of(chart).empty() ? built_in : metric_of(chart));
  };
  cards_[score]->set_readout(shown(score, "test/" + shown_score()));
  cards_[fisher]->set_readout(shown(fisher, metric::fisher_trace));
  cards_[hessian]->set_readout(shown(hessian, metric::hessian_trace));
  cards_[precision]->set_readout(shown(precision, metric::forward_bits));
}

void ChartsPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool is_low = height() < least_height_for_details;
  strip_->set_compact(is_low);
  const int edge = is_low ? 4 : 12;
  layout()->setContentsMargins(12, edge, 12, edge);
  layout()->setSpacing(is_low ? grid_unit / 2 : grid_unit);
}

void ChartsPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !runs_.empty()) rebuild();  // lines carry colours
}

void ChartsPage::restore(const QSettings& settings, const QString& group) {
  const int unit = settings.value(group + "/unit", 1).toInt();
  set_unit(static_cast<StepUnit>(unit));
  set_smoothing(settings.value(group + "/smoothing", 0.0).toDouble());
  set_stacked(settings.value(group + "/stacked", false).toBool());
  const QStringList metrics = settings.value(group + "/metrics").toStringList();
  for (int i = 0; i < chart_count && i < metrics.size(); ++i)
    metrics_[static_cast<std::size_t>(i)] = metrics[i].toStdString();
  rebuild();
}

void ChartsPage::save(QSettings& settings, const QString& group) const {
  settings.setValue(group + "/unit", unit_box_->currentData());
  settings.setValue(group + "/smoothing", smoothing_box_->currentData());
  settings.setValue(group + "/stacked", stacked_);
  QStringList metrics;
  for (const std::string& metric : metrics_) metrics << QString::fromStdString(metric);
  settings.setValue(group + "/metrics", metrics);
}

}  // namespace imprint::studio
