// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/run_catalog.h"

#include <atomic>
#include <optional>
#include <utility>

#include "app/studio/bridge/background.h"
#include "core/base/error.h"
#include "core/store/run_directory.h"
#include "core/store/run_trash.h"

namespace imprint::studio {

namespace fs = std::filesystem;

/// What the tasks of one root share; only they touch the index, one after the other.
struct RunCatalog::Shared {
  explicit Shared(fs::path folder) : root(std::move(folder)) {}
  fs::path root;
  std::optional<RunIndex> index = std::nullopt;  // opened by the first task
  std::string told_notice = {};
  std::atomic<std::int64_t> done = 0;
  std::atomic<std::int64_t> in_all = 0;

  RunIndex& opened() {
    if (!index) index.emplace(root);
    return *index;
  }
};

namespace {

constexpr int progress_milliseconds = 100;

void edit_notes(const RunDirectory& run, const std::function<void(RunNotes&)>& edit) {
  RunNotes notes;
  try {
    notes = read_notes(run);
  } catch (const InputError&) {
    // A damaged file is kept by write_notes, one of a newer program is refused there.
  }
  const RunNotes before = notes;
  edit(notes);
  if (notes != before) write_notes(run, notes);
}

RunCatalog::Entries entries_of(RunIndex& index) {
  return std::make_shared<const std::vector<RunEntry>>(index.entries());
}

}  // namespace

RunCatalog::RunCatalog(QObject* parent) : QObject(parent) {
  pool_.setMaxThreadCount(1);
  progress_.setInterval(progress_milliseconds);
  connect(&progress_, &QTimer::timeout, this, &RunCatalog::tell_progress);
}

RunCatalog::~RunCatalog() {
  reading_.cancel();
  pool_.waitForDone();  // what waits its turn may be a note: nothing of it is dropped
}

void RunCatalog::open(const fs::path& root) {
  stop_reading();
  root_ = root;
  shared_ = std::make_shared<Shared>(root);
  refreshing_ = false;
  run([](Shared& shared, Outcome& outcome) { outcome.entries = entries_of(shared.opened()); });
  refresh();
}

void RunCatalog::refresh() {
  if (refreshing_ || !shared_) return;
  refreshing_ = true;
  run([token = reading_](Shared& shared, Outcome& outcome) { read(shared, outcome, token, false); },
      [this](const Outcome&) { refreshing_ = false; });
}

void RunCatalog::rebuild() {
  if (!shared_) return;
  run([token = reading_](Shared& shared, Outcome& outcome) { read(shared, outcome, token, true); });
}

void RunCatalog::stop_reading() {
  reading_.cancel();
  reading_ = CancellationToken();
}

void RunCatalog::read(Shared& shared, Outcome& outcome, const CancellationToken& token, bool everything) {
  RefreshOptions options;
  options.cancellation = token;
  options.on_progress = [&shared](std::int64_t done, std::int64_t in_all) {
    shared.done = done;
    shared.in_all = in_all;
  };
  RunIndex& index = shared.opened();
  try {
    const RefreshResult result = everything ? index.rebuild(options) : index.refresh(options);
    if (result.changed()) outcome.entries = entries_of(index);
  } catch (const CancelledError&) {
    outcome.entries = entries_of(index);
  }
  shared.in_all = 0;
}

void RunCatalog::move_each(Shared& shared, Outcome& outcome, const Paths& paths,
                           const std::function<fs::path(const fs::path&)>& move) {
  for (const fs::path& path : paths) {
    try {
      outcome.places.push_back(move(path));
    } catch (const std::exception& error) {
      if (outcome.problem.isEmpty()) outcome.problem = error.what();
    }
  }
  read(shared, outcome, CancellationToken(), false);
}

void RunCatalog::move_to_trash(const Paths& runs) {
  run(
      [runs](Shared& shared, Outcome& outcome) {
        move_each(shared, outcome, runs,
                  [&](const fs::path& path) { return imprint::move_to_trash(shared.root, path); });
      },
      [this](const Outcome& outcome) {
        if (!outcome.places.empty()) Q_EMIT trashed(outcome.places);
      });
}

void RunCatalog::restore(const Paths& runs) {
  run(
      [runs](Shared& shared, Outcome& outcome) {
        move_each(shared, outcome, runs, [&](const fs::path& path) { return restore_from_trash(shared.root, path); });
      },
      [this](const Outcome& outcome) {
        if (!outcome.places.empty()) Q_EMIT restored(outcome.places);
      });
}

void RunCatalog::empty_trash() {
  run(
      [](Shared& shared, Outcome& outcome) {
        try {
          outcome.count = imprint::empty_trash(shared.root);
        } catch (const JobError& error) {
          outcome.problem = error.what();
        }
        read(shared, outcome, CancellationToken(), false);
      },
      [this](const Outcome& outcome) {
        if (outcome.problem.isEmpty()) Q_EMIT emptied(outcome.count);
      });
}

void RunCatalog::annotate(const Paths& runs, std::function<void(RunNotes&)> edit) {
  const auto problem = std::make_shared<QString>();
  run(
      [runs, edit = std::move(edit), problem](Shared& shared, Outcome& outcome) {
        for (const fs::path& path : runs) {
          try {
            edit_notes(RunDirectory(path), edit);
          } catch (const std::exception& error) {
            if (problem->isEmpty()) *problem = error.what();
          }
        }
        read(shared, outcome, CancellationToken(), false);
      },
      [this, problem](const Outcome&) {
        if (!problem->isEmpty()) Q_EMIT annotation_failed(*problem);
      });
}

void RunCatalog::run(Task task, Done done) {
  if (!shared_) return;
  ++waiting_;
  progress_.start();
  const auto work = [shared = shared_, task = std::move(task)] {
    Outcome outcome;
    try {
      task(*shared, outcome);
    } catch (const std::exception& error) {
      outcome.problem = error.what();
    }
    if (shared->index && shared->index->notice() != shared->told_notice) {
      shared->told_notice = shared->index->notice();
      outcome.notice = QString::fromStdString(shared->told_notice);
    }
    return outcome;
  };
  in_background(
      this, work,
      [this, root = root_, done = std::move(done)](const QFuture<Outcome>& future) {
        finish(root, future.result(), done);
      },
      pool_);
}

void RunCatalog::finish(const fs::path& root, const Outcome& outcome, const Done& done) {
  --waiting_;
  if (waiting_ == 0) {
    progress_.stop();
    Q_EMIT progressed(0, 0);
  }
  if (root == root_) {  // else it was of a folder that is no longer shown
    if (outcome.entries) Q_EMIT loaded(outcome.entries);
    if (!outcome.notice.isEmpty()) Q_EMIT noticed(outcome.notice);
    if (done) done(outcome);
    if (!outcome.problem.isEmpty()) Q_EMIT failed(outcome.problem);
  }
  if (waiting_ == 0) Q_EMIT settled();
}

void RunCatalog::tell_progress() {
  if (shared_ && shared_->in_all > 0) Q_EMIT progressed(shared_->done, shared_->in_all);
}

}  // namespace imprint::studio
