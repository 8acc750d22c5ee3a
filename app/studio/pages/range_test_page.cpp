// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/range_test_page.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "app/curves/ticks.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/typing.h"
#include "app/workflow/report/range_test_json.h"
#include "core/base/text.h"
#include "core/spec/spec_task.h"

namespace imprint::studio {
namespace {

constexpr double smoothing = 0.8;
constexpr int least_height_for_details = 560;

constexpr const char* parameter_keys[] = {"range_test.lowest_bits", "range_test.highest_bits", "range_test.iterations",
                                          "range_test.window",      "range_test.threshold",    "range_test.saturation",
                                          "range_test.start"};

PlainWords idle_words() {
  return {"How few bits can this network learn with?",
          "The test trains for some steps at each precision, from the lowest up. The first one at which training "
          "accuracy gains more than the threshold is a good lower bound for cyclic precision. Start it with the "
          "button on the left."};
}

PlainWords proposal_words(const BoundsProposal& proposal) {
  if (!proposal.min_bits) return {"No precision learnt", proposal.reason};
  return {
      "Cycle between " + std::to_string(*proposal.min_bits) + " and " + std::to_string(*proposal.max_bits) + " bits",
      proposal.reason};
}

PlainWords running_words(const RangeTestStep& step) {
  return {"Testing " + std::to_string(step.bits) + " bits",
          "Step " + count_text(step.step) + " of " + count_text(step.total_steps) + "."};
}

QString subject_words(const ExperimentSpec& spec) {
  const QString samples =
      spec.dataset.train_limit > 0
          ? QString::fromStdString(count_text(spec.dataset.train_limit) + " " + task_of(spec).samples + " of ")
          : QString();
  return QString(
             "Trains %1 on %2%3 at a constant learning rate of %4, with %5-bit gradients, as the experiment form "
             "says.")
      .arg(QString::fromStdString(spec.model.name), samples, QString::fromStdString(spec.dataset.name),
           QString::fromStdString(plain_text(spec.training.learning_rate)))
      .arg(spec.precision.backward_bits);
}

}  // namespace

RangeTestPage::RangeTestPage(ExperimentDraft& draft, RangeTestJob job, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      session_(std::move(job)),
      start_(new QAction(themed_icon("start"), "Start the test", this)),
      subject_(new QLabel(this)),
      strip_(new SummaryStrip(this)),
      use_(new QPushButton("Use these bounds", this)),
      accuracy_card_(new ChartCard("Training accuracy", "Of each batch, faint, and smoothed", link_, this)),
      bits_card_(new ChartCard("Precision", "Forward bits of the test", link_, this)),
      gains_(new GainChart(this)) {
  link_.set_unit_text("step");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(make_parameters());
  row->addWidget(make_results(), 1);
  connect(start_, &QAction::triggered, this, &RangeTestPage::toggle);
  connect(use_, &QPushButton::clicked, this, [this] {
    const auto& proposal = session_.proposal();
    if (proposal && proposal->min_bits) Q_EMIT bounds_chosen(*proposal->min_bits, *proposal->max_bits);
  });
  connect(&session_, &RangeTestSession::updated, this, [this] {
    if (shows_running_ != session_.is_running()) return refresh();
    refresh_curves();  // new steps alone change no field
    refresh_words();
  });
  connect(&session_, &RangeTestSession::failed, this, &RangeTestPage::failed);
  connect(&draft_, &ExperimentDraft::changed, this, &RangeTestPage::refresh);
  connect(&Typing::now(), &Typing::ended, this, &RangeTestPage::refresh);
  make_lines();
  refresh();
}

// The charts go first: the curves and the link that they look at are members, which end before the children do.
RangeTestPage::~RangeTestPage() {
  delete accuracy_card_;
  delete bits_card_;
}

QWidget* RangeTestPage::make_parameters() {
  auto* pane = new QWidget(this);
  pane->setObjectName("formPane");
  pane->setAttribute(Qt::WA_StyledBackground);
  pane->setFixedWidth(FieldRow::usual_label_width() + text_width(font(), QString(16, '0')) + field_room +
                      3 * grid_unit);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(grid_unit);
  auto* title = new QLabel("Precision range test", pane);
  title->setFont(sized_font(2, QFont::DemiBold));
  column->addWidget(title);
  subject_->setObjectName("muted");
  subject_->setWordWrap(true);
  column->addWidget(subject_);
  column->addSpacing(grid_unit);
  for (const char* key : parameter_keys) {
    rows_.push_back(new FieldRow(draft_, key, pane));
    column->addWidget(rows_.back());
  }
  column->addSpacing(grid_unit);
  auto* button = new QToolButton(pane);
  button->setDefaultAction(start_);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  button->setMinimumHeight(34);
  column->addWidget(button, 0, Qt::AlignLeft);
  column->addStretch(1);
  return pane;
}

QWidget* RangeTestPage::make_results() {
  auto* results = new QWidget(this);
  auto* column = new QVBoxLayout(results);
  column->setContentsMargins(16, 12, 16, 12);
  column->setSpacing(grid_unit);
  auto* words = new QHBoxLayout;
  words->setSpacing(12);
  words->addWidget(strip_, 1);
  use_->setToolTip("Put them into the schedule as its lowest and highest forward bits");
  words->addWidget(use_);
  column->addLayout(words);
  accuracy_card_->chart().set_empty_text("Accuracy appears here as the test trains");
  accuracy_card_->chart().set_axis_numbers(false);
  accuracy_card_->chart().set_y_limits(ValueRange{0, 1});
  accuracy_card_->chart().set_smoothing(smoothing);
  bits_card_->chart().set_empty_text("The precision of each step");
  for (ChartCard* card : {accuracy_card_, bits_card_}) card->offer_scales(false);
  column->addWidget(accuracy_card_, 4);
  column->addWidget(bits_card_, 2);
  auto* card = new QFrame(results);
  card->setObjectName("card");
  auto* inside = new QVBoxLayout(card);
  inside->setContentsMargins(12, 8, 8, 4);
  auto* title = new QLabel("Gain of training accuracy", card);
  title->setFont(sized_font(0, QFont::DemiBold));
  title->setToolTip(
      "Mean accuracy of the last steps at a precision, less that at the one before; bars of one standard error");
  gains_header_ = new QHBoxLayout;
  gains_header_->addWidget(title, 1);
  inside->addLayout(gains_header_);
  inside->addWidget(gains_, 1);
  column->addWidget(card, 4);
  return results;
}

void RangeTestPage::make_lines() {
  const LineStyle style{.colour = theme().accent, .markers = false};
  accuracy_card_->chart().set_lines({{"accuracy", style, [this] { return &accuracy_; }, {}}});
  bits_card_->chart().set_lines({{"bits", style, [this] { return &bits_; }, {}, true}});
}

void RangeTestPage::set_busy(bool busy) {
  busy_ = busy;
  refresh();
}

void RangeTestPage::toggle() {
  if (session_.is_running()) return session_.stop();
  accuracy_ = {};
  bits_ = {};
  drawn_steps_ = 0;
  link_.fit();
  session_.start(draft_.spec());
}

void RangeTestPage::refresh() {
  shows_running_ = session_.is_running();
  for (FieldRow* row : rows_) {
    row->refresh();
    if (!Typing::now().is_going_on()) row->setVisible(row->applies());
    row->setEnabled(!session_.is_running());
  }
  subject_->setText(subject_words(draft_.spec()));
  start_->setText(session_.is_running() ? "Stop the test" : "Start the test");
  start_->setIcon(themed_icon(session_.is_running() ? "stop" : "start"));
  start_->setEnabled(session_.is_running() || (draft_.is_valid() && !busy_));
  start_->setToolTip(busy_               ? "An experiment is running: it needs all cores"
                     : draft_.is_valid() ? "Train for a short while at each precision"
                                         : "The experiment form says what is still wrong");
  refresh_curves();
  refresh_words();
}

void RangeTestPage::refresh_words() {
  const auto& proposal = session_.proposal();
  use_->setVisible(proposal && proposal->min_bits);
  if (proposal)
    strip_->set_words(proposal_words(*proposal), SummaryStrip::Tone::done);
  else if (session_.is_running() && !session_.steps().empty())
    strip_->set_words(running_words(session_.steps().back()), SummaryStrip::Tone::active);
  else if (session_.is_running())
    strip_->set_words({"Loading data", {}}, SummaryStrip::Tone::active);
  else if (!session_.error().isEmpty())
    strip_->set_words({"The range test failed", session_.error().toStdString()}, SummaryStrip::Tone::problem);
  else if (!session_.steps().empty())
    strip_->set_words({"Stopped", "What was measured until then stays."}, SummaryStrip::Tone::calm);
  else
    strip_->set_words(idle_words(), SummaryStrip::Tone::calm);
}

void RangeTestPage::refresh_curves() {
  const auto& steps = session_.steps();
  for (; drawn_steps_ < steps.size(); ++drawn_steps_) {
    const RangeTestStep& step = steps[drawn_steps_];
    const auto x = static_cast<double>(step.step);
    if (!bits_.samples().empty() && bits_.samples().y(bits_.samples().size() - 1) != step.bits)
      bits_.append(x - 1e-6, step.bits - 1);
    bits_.append(x, step.bits);
    accuracy_.append(x, step.accuracy);
  }
  const RangeTestSpec& planned = draft_.spec().range_test;
  const auto planned_steps =
      static_cast<std::int64_t>(planned.highest_bits - planned.lowest_bits + 1) * planned.iterations;
  const std::int64_t total = steps.empty() ? planned_steps : steps.back().total_steps;
  link_.set_full({1, static_cast<double>(std::max<std::int64_t>(2, total))}, 1);
  const RangeTestSpec& shown = steps.empty() ? planned : session_.spec().range_test;
  bits_card_->chart().set_y_limits(ValueRange{shown.lowest_bits - 0.5, shown.highest_bits + 0.5});
  const bool is_shown = !steps.empty() || session_.is_running();
  const auto& proposal = session_.proposal();
  gains_->show_gains(session_.gains(), is_shown ? session_.spec().range_test : draft_.spec().range_test,
                     proposal ? proposal->min_bits : std::nullopt);
  accuracy_card_->chart().refresh();
  bits_card_->chart().refresh();
}

std::optional<FigureRequest> RangeTestPage::figure() const {
  if (!session_.proposal()) return std::nullopt;
  FigureRequest request;
  request.title = "Range test";
  request.files["range-test.json"] =
      range_test_json({session_.spec(), session_.steps(), session_.gains(), *session_.proposal(), 0});
  request.recipe.name = file_name_of(QString::fromStdString(session_.spec().name) + "-range-test");
  PanelRecipe panel;
  panel.kind = "range-test";
  panel.sources = {"range-test.json"};
  request.recipe.panels = {std::move(panel)};
  return request;
}

void RangeTestPage::offer_export(const ExportMenu& fill) {
  gains_header_->addWidget(make_export_button(
      "the range test", fill, [this](FigureExtent) { return figure(); }, this));
}

void RangeTestPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  strip_->set_compact(height() < least_height_for_details);  // the charts need the room
}

void RangeTestPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) make_lines();
}

}  // namespace imprint::studio
