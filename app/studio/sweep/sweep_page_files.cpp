// SPDX-License-Identifier: GPL-3.0-or-later
// What the sweep page reads and writes: files, folders, settings.
#include <QFileDialog>
#include <algorithm>
#include <string>

#include "app/studio/bridge/background.h"
#include "app/studio/sweep/design/value_list.h"
#include "app/studio/sweep/sweep_page.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/fields/toml_limits.h"
#include "core/results/interval_kind.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

std::string file_name_of(const std::string& name) { return plain_file_name(name, "sweep"); }

/// A name that an older or a newer version wrote may be none.
std::string restored_name(const QSettings& settings, const char* key, const std::vector<std::string>& names,
                          const std::string& usual) {
  const std::string stored = settings.value(key).toString().toStdString();
  return std::ranges::find(names, stored) == names.end() ? usual : stored;
}

}  // namespace

bool is_sweep_file(const fs::path& file) {
  try {
    std::string text = "\n";
    text += read_whole_file(file, largest_toml_file);
    return text.find("\n[sweep]") != std::string::npos || text.find("\n[sweep.") != std::string::npos;
  } catch (const InputError&) {
    return false;  // whoever opens it is told
  }
}

void SweepPage::open_folder(const fs::path& directory) {
  if (session_.is_running() || !functions_.open) return;
  opening_ = true;
  in_background(
      this, [open = functions_.open, directory] { return open(directory); },
      [this](const QFuture<StoredSweep>& opened) {
        opening_ = false;
        try {
          const StoredSweep sweep = opened.result();
          draft_.replace(sweep.spec);  // a step to undo, as with a file
          session_.show(sweep);
          show_tab(session_.sweep()->state == RunState::finished ? results_tab : progress_tab);
        } catch (const std::exception& error) {
          Q_EMIT failed("The folder can't be opened as a sweep", error.what());
        }
      });
}

bool SweepPage::load_file(const fs::path& file) {
  try {
    draft_.replace(load_sweep(file), {});
    Q_EMIT told("Opened " + QString::fromStdString(file.string()));
    return true;
  } catch (const InputError& error) {
    Q_EMIT failed("The sweep can't be read", error.what());
    return false;
  }
}

void SweepPage::save_file(const fs::path& file) const { write_named_file(file, sweep_to_toml(draft_.sweep())); }

QString SweepPage::command_line(const fs::path& folder) const {
  const std::string name = file_name_of(draft_.sweep().base.name);
  const fs::path file = folder / (name + ".sweep.toml");
  fs::create_directories(folder);
  save_file(file);
  return sweep_command(file, runs_root_ / name);
}

void SweepPage::choose_folder() {
  const QString folder =
      QFileDialog::getExistingDirectory(this, "Open an earlier sweep", QString::fromStdString(runs_root_.string()));
  if (!folder.isEmpty()) open_folder(folder.toStdString());
}

void SweepPage::choose_file() {
  const QString file = QFileDialog::getOpenFileName(this, "Open a sweep", {}, "Sweep (*.toml);;All files (*)");
  if (!file.isEmpty()) load_file(file.toStdString());
}

void SweepPage::choose_file_to_save() {
  const QString proposal = QString::fromStdString(file_name_of(draft_.sweep().base.name)) + ".toml";
  const QString file = QFileDialog::getSaveFileName(this, "Save the sweep", proposal, "Sweep (*.toml)");
  if (file.isEmpty()) return;
  try {
    save_file(file.toStdString());
    Q_EMIT told("Saved to " + file);
  } catch (const JobError& error) {
    Q_EMIT failed("The sweep can't be saved", error.what());
  }
}

void SweepPage::restore(const QSettings& settings) {
  if (!settings.contains("sweep/axes")) return;
  SweepSettings restored;
  restored.protocol = settings.value("sweep/protocol", "grid").toString().toStdString();
  try {
    sweep_protocol(restored.protocol);
  } catch (const InputError&) {
    restored.protocol = "grid";
  }
  restored.scale = settings.value("sweep/scale", 1.0).toDouble();
  for (const QString& axis : settings.value("sweep/axes").toStringList())
    restored.axes.push_back({axis.section('=', 0, 0).toStdString(), axis.section('=', 1).toStdString()});
  restored.late_onset = settings.value("sweep/late_onset", -1.0).toDouble();
  restored.margin = settings.value("sweep/margin", restored.margin).toDouble();
  restored.processes = settings.value("sweep/processes", 0).toInt();
  restored.order = restored_name(settings, "sweep/order", sweep_order_names(), restored.order);
  restored.interval = restored_name(settings, "sweep/interval", mean_interval_names(), restored.interval);
  draft_.restore(restored);
}

void SweepPage::save(QSettings& settings) const {
  const SweepSettings& now = draft_.settings();
  QStringList axes;
  for (const AxisText& axis : now.axes) axes << QString::fromStdString(axis.field + "=" + axis.values);
  settings.setValue("sweep/protocol", QString::fromStdString(now.protocol));
  settings.setValue("sweep/scale", now.scale);
  settings.setValue("sweep/axes", axes);
  settings.setValue("sweep/late_onset", now.late_onset);
  settings.setValue("sweep/margin", now.margin);
  settings.setValue("sweep/processes", now.processes);
  settings.setValue("sweep/order", QString::fromStdString(now.order));
  settings.setValue("sweep/interval", QString::fromStdString(now.interval));
}

}  // namespace imprint::studio
