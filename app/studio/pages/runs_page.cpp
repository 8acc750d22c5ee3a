// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/runs_page.h"

#include <QFileDialog>
#include <QShowEvent>
#include <QStyle>
#include <algorithm>

#include "analysis/critical/seed_mean.h"
#include "app/curves/ticks.h"
#include "app/studio/bridge/background.h"
#include "app/studio/bridge/stored_run.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/ask_safely.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_records = 32;       // kept in memory beside the chosen ones
constexpr std::size_t intervals_at_once = 48;  // about a fiftieth of a second

QString runs_text(std::size_t count) {
  return QString::fromStdString(::imprint::count_text(static_cast<long long>(count))) + (count == 1 ? " run" : " runs");
}

QString path_text(const fs::path& path) { return QString::fromStdString(path.string()); }

}  // namespace

RunsPage::~RunsPage() { notes_->flush(); }  // the catalog still writes it down

void RunsPage::set_root(const fs::path& root) {
  root_ = root;
  records_.clear();
  opened_ = false;
  show_entries(std::make_shared<const std::vector<RunEntry>>());
  show_empty_text();
  if (isVisible()) reload();
}

void RunsPage::choose_root() {
  const QString chosen = QFileDialog::getExistingDirectory(this, "Runs of another folder", path_text(root_));
  if (!chosen.isEmpty()) set_root(chosen.toStdString());
}

void RunsPage::reload() {
  if (opened_) return catalog_.refresh();
  opened_ = true;
  catalog_.open(root_);
  show_empty_text();
}

void RunsPage::show_entries(const RunCatalog::Entries& entries) {
  for (const RunEntry& entry : *entries) {
    const auto record = records_.find(entry.directory);
    if (record != records_.end() && record->second && record->second->status != entry.status) records_.erase(record);
  }
  model_.set_entries(entries);
  const auto is_running = [](const RunEntry& entry) { return is_active(entry.status) && !entry.stale; };
  std::ranges::any_of(*entries, is_running) ? follow_.start() : follow_.stop();
  if (!wanted_.empty()) select(wanted_);
  show_counts();
  show_empty_text();
  compute_intervals();
  Q_EMIT list_loaded();
}

void RunsPage::select(const fs::path& directory) {
  wanted_ = directory;
  if (table_->choose(directory)) wanted_.clear();
}

RunCatalog::Paths RunsPage::chosen_directories() const {
  RunCatalog::Paths directories;
  for (const RunEntry* run : table_->chosen()) directories.push_back(run->directory);
  return directories;
}

std::shared_ptr<const RunRecord> RunsPage::loaded(const fs::path& directory) const {
  const auto found = records_.find(directory);
  return found == records_.end() ? nullptr : found->second;
}

std::shared_ptr<const RunRecord> RunsPage::lone_record() const {
  const auto chosen = table_->chosen();
  return chosen.size() == 1 ? loaded(chosen.front()->directory) : nullptr;
}

void RunsPage::show_chosen() {
  const std::vector<const RunEntry*> chosen = table_->chosen();
  forget_old_records();
  for (std::size_t i = 0; i < std::min(chosen.size(), most_overlaid); ++i) {
    if (!records_.contains(chosen[i]->directory)) load(chosen[i]->directory);
  }
  notes_->set_runs(chosen);
  compare_->set_runs(chosen);
  show_charts();
  show_counts();
  refresh_actions();
}

/// What is not chosen is kept only while it is little.
void RunsPage::forget_old_records() {
  if (records_.size() <= most_records) return;
  const RunCatalog::Paths chosen = chosen_directories();
  std::erase_if(records_, [&](const auto& record) { return std::ranges::find(chosen, record.first) == chosen.end(); });
}

void RunsPage::load(const fs::path& directory) {
  ++loading_;
  records_[directory] = nullptr;  // asked for
  in_background(
      this, [directory] { return std::make_shared<const RunRecord>(load_stored_run(directory)); },
      [this, directory](const QFuture<std::shared_ptr<const RunRecord>>& read) {
        --loading_;
        try {
          records_[directory] = read.result();
          for (const std::string& problem : records_[directory]->left_out)
            message_->say("Left out " + QString::fromStdString(problem), MessageBar::Tone::problem);
          show_charts();
          refresh_actions();
        } catch (const std::exception& error) {
          message_->say(error.what(), MessageBar::Tone::problem);
        }
      });
}

void RunsPage::show_charts() {
  const std::vector<const RunEntry*> chosen = table_->chosen();
  ShownRuns runs;
  for (const RunEntry* run : chosen) {
    const auto record = loaded(run->directory);
    if (record && runs.size() < most_overlaid) runs.push_back(record);
  }
  const bool has_nothing = runs.empty();
  if (runs != charts_->runs()) charts_->set_runs(std::move(runs));
  if (chosen.size() == 1 && !chosen.front()->problem.empty() && has_nothing)
    charts_->set_words({"This run can't be read", chosen.front()->problem}, SummaryStrip::Tone::problem);
}

void RunsPage::show_counts() {
  const auto shown = static_cast<std::size_t>(model_.shown_runs());
  const auto all = static_cast<std::size_t>(model_.all_runs());
  QString text = runs_text(all);
  if (shown != all) text = QString::fromStdString(::imprint::count_text(static_cast<long long>(shown))) + " of " + text;
  if (model_.shows_trash()) text += " in the trash";
  if (model_.is_grouped())
    text += model_.rowCount() == 1 ? QString(", 1 condition") : QString(", %1 conditions").arg(model_.rowCount());
  const std::size_t chosen = table_->chosen().size();
  if (chosen > most_overlaid) text += QString(" · %1 of %2 chosen drawn").arg(most_overlaid).arg(chosen);
  count_->set_text(text, "Runs in " + path_text(root_));
}

void RunsPage::show_empty_text() {
  const bool reading = !opened_ || (catalog_.is_busy() && model_.all_runs() == 0);
  if (model_.all_runs() > 0)
    table_->set_empty_text("No run passes the filter.\nTake a term away, or press Esc in the filter to see all runs.");
  else if (model_.shows_trash())
    table_->set_empty_text("The trash is empty.");
  else if (reading)
    table_->set_empty_text("Reading the runs in " + path_text(root_) + " …");
  else
    table_->set_empty_text(
        "No runs here yet. Start an experiment, and it appears as soon as it has begun;\n"
        "or choose another folder than " +
        path_text(root_));
}

void RunsPage::show_progress(qint64 done, qint64 in_all) {
  static constexpr qint64 worth_telling = 500;
  if (in_all >= worth_telling && done < in_all)
    table_->set_empty_text(QString("Reading %1 of %2 runs …").arg(done).arg(in_all));
  if (in_all < worth_telling) return show_counts();
  count_->set_text(QString("Reading %1 of %2 runs").arg(done).arg(in_all));
}

void RunsPage::apply_filter() {
  filter_problem_.clear();
  try {
    model_.set_filter(RunFilter(filter_->text().toStdString()));
  } catch (const InputError& error) {
    filter_problem_ = error.what();  // what was shown before stays
  }
  if (filter_problem_.isEmpty()) message_->clear();
  filter_->setProperty("wrong", !filter_problem_.isEmpty());
  filter_->style()->unpolish(filter_);
  filter_->style()->polish(filter_);
  filter_rest_.start();
  show_counts();
  show_empty_text();
  compute_intervals();
}

void RunsPage::set_grouped(bool grouped) {
  table_->set_grouped(grouped);
  show_counts();
  compute_intervals();
}

/// A few at a time, so that the first ones are seen early and a new arrangement is not held up by an old one.
void RunsPage::compute_intervals() {
  if (computing_ || !model_.is_grouped()) return;
  std::vector<IntervalTask> tasks = model_.missing_intervals(intervals_at_once);
  if (tasks.empty()) return;
  computing_ = true;
  in_background(
      this,
      [tasks = std::move(tasks)]() mutable {
        for (IntervalTask& task : tasks) task.interval = seed_interval(task.values);
        return tasks;
      },
      [this](const QFuture<std::vector<IntervalTask>>& done) {
        computing_ = false;
        model_.set_intervals(done.result());
        compute_intervals();
      });
}

void RunsPage::set_trash_shown(bool shown) {
  notes_->flush();
  model_.set_trash(shown);
  trash_->setText(shown ? "Restore" : "Trash");
  trash_->setIcon(themed_icon(shown ? "undo" : "trash"));
  trash_->setToolTip(shown ? "Move the chosen runs back to where they came from (Delete)"
                           : "Move the chosen runs to the trash (Delete)");
  show_counts();
  show_empty_text();
  refresh_actions();
}

void RunsPage::move_chosen() {
  notes_->flush();
  const RunCatalog::Paths directories = chosen_directories();
  if (directories.empty()) return;
  model_.shows_trash() ? catalog_.restore(directories) : catalog_.move_to_trash(directories);
}

void RunsPage::ask_to_empty_trash() {
  ask_safely(this,
             {.name = "emptyTrashQuestion",
              .title = "Empty the trash",
              .question = "Delete every run in the trash for good?",
              .details = "Their metrics and checkpoints are gone then. This can't be undone.",
              .act = "Delete for good",
              .keep = "Keep"},
             [this] { catalog_.empty_trash(); });
}

void RunsPage::refresh_actions() {
  const std::vector<const RunEntry*> chosen = table_->chosen();
  const RunEntry* lone = chosen.size() == 1 ? chosen.front() : nullptr;
  const bool ready = lone != nullptr && loaded(lone->directory) != nullptr && !busy_;
  open_->setEnabled(ready && !lone->trashed);
  clone_->setEnabled(ready);
  continue_->setEnabled(ready && can_continue(*lone));
  trash_->setEnabled(!chosen.empty());
  empty_trash_->setEnabled(true);
}

void RunsPage::set_busy(bool busy) {
  busy_ = busy;
  refresh_actions();
}

bool RunsPage::is_settled() const { return !catalog_.is_busy() && loading_ == 0 && !computing_; }

void RunsPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!event->spontaneous()) table_->setFocus();  // the keys of the page work at once
  reload();
}

void RunsPage::hideEvent(QHideEvent* event) {
  notes_->flush();
  QWidget::hideEvent(event);
}

void RunsPage::restore(const QSettings& settings) {
  splitter_->restoreState(settings.value("runs/splitter").toByteArray());
  details_->restoreState(settings.value("runs/details").toByteArray());
  table_->restore(settings);
  charts_->restore(settings, settings.contains("runs/charts/unit") ? "runs/charts" : "charts");
  group_->setChecked(settings.value("runs/grouped", false).toBool());
  comparing_->setChecked(settings.value("runs/compare", false).toBool());
}

void RunsPage::save(QSettings& settings) {
  notes_->flush();
  settings.setValue("runs/splitter", splitter_->saveState());
  settings.setValue("runs/details", details_->saveState());
  table_->save(settings);
  charts_->save(settings, "runs/charts");
  settings.setValue("runs/grouped", model_.is_grouped());
  settings.setValue("runs/compare", comparing_->isChecked());
}

}  // namespace imprint::studio
