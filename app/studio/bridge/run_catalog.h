// SPDX-License-Identifier: GPL-3.0-or-later
// The index of the stored runs, worked on in a thread of its own; what it finds comes back by value.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/cancellation.h"
#include "core/store/run_index.h"
#include "core/store/run_notes.h"

namespace imprint::studio {

class RunCatalog : public QObject {
  Q_OBJECT

 public:
  explicit RunCatalog(QObject* parent = nullptr);
  /// Stops reading, finishes what else was asked for, and waits for that.
  ~RunCatalog() override;

  using Entries = std::shared_ptr<const std::vector<RunEntry>>;
  using Paths = std::vector<std::filesystem::path>;

  /// Tells what the index of that folder holds, then what has changed in the directories.
  void open(const std::filesystem::path& root);
  /// Looks what has changed. Does nothing while that is being done already.
  void refresh();
  /// Reads every directory anew.
  void rebuild();
  /// Stops reading; what was read stays.
  void stop_reading();
  void move_to_trash(const Paths& runs);
  void restore(const Paths& trashed);
  void empty_trash();
  /// Applies `edit` to the notes of each run.
  void annotate(const Paths& runs, std::function<void(RunNotes&)> edit);

  const std::filesystem::path& root() const { return root_; }
  /// Whether something is going on or waits its turn.
  bool is_busy() const { return waiting_ > 0; }

 Q_SIGNALS:
  void loaded(const imprint::studio::RunCatalog::Entries& entries);
  /// While directories are read; both 0 when that is over.
  void progressed(qint64 done, qint64 in_all);
  /// They lie in the trash now, at these places; `restored`: they are back at these.
  void trashed(const imprint::studio::RunCatalog::Paths& places);
  void restored(const imprint::studio::RunCatalog::Paths& places);
  void emptied(int runs);
  void noticed(const QString& text);
  void failed(const QString& text);
  /// Tags or a note could not be written.
  void annotation_failed(const QString& text);
  void settled();

 private:
  /// What a task brings back.
  struct Outcome {
    Entries entries = nullptr;  // none: as before
    Paths places = {};
    int count = 0;
    QString notice = {};
    QString problem = {};
  };
  struct Shared;
  using Task = std::function<void(Shared&, Outcome&)>;
  using Done = std::function<void(const Outcome&)>;

  void run(Task task, Done done = {});
  void finish(const std::filesystem::path& root, const Outcome& outcome, const Done& done);
  static void read(Shared& shared, Outcome& outcome, const CancellationToken& token, bool everything);
  static void move_each(Shared& shared, Outcome& outcome, const Paths& paths,
                        const std::function<std::filesystem::path(const std::filesystem::path&)>& move);
  void tell_progress();

  std::filesystem::path root_;
  std::shared_ptr<Shared> shared_;
  CancellationToken reading_;
  bool refreshing_ = false;
  int waiting_ = 0;
  QTimer progress_;
  QThreadPool pool_;  // one thread: tasks follow each other
};

}  // namespace imprint::studio
