// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDeadlineTimer>
#include <QIcon>
#include <QTimer>
#include <chrono>
#include <cstdio>

#include "app/studio/bridge/stored_run.h"
#include "app/studio/main_window.h"
#include "app/studio/program/studio_options.h"
#include "app/studio/program/sweep_engine.h"
#include "app/studio/theme/plain_texts.h"
#include "app/workflow/model_macs.h"
#include "app/workflow/range_test_job.h"
#include "app/workflow/run_job.h"
#include "core/base/error.h"
#include "core/base/file_error.h"
#include "core/base/printable_text.h"
#include "core/base/standard_streams.h"
#include "core/store/run_list.h"

namespace imprint::studio {
namespace {

constexpr int bad_usage = 2;
constexpr std::chrono::seconds longest_wait(60);

bool has_display() {
  return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
         !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

/// What Qt reads before the application object exists.
void prepare_environment(const StudioOptions& options) {
  if (options.grab_file.empty()) return;
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
}

int draw_picture(MainWindow& window, const StudioOptions& options) {
  QApplication::processEvents();
  const QDeadlineTimer patience(longest_wait);  // a picture of half a list would say something else
  const auto is_settled = [&] {
    return window.runs().is_settled() && !(window.sweep().isVisible() && window.sweep().is_working());
  };
  while (!is_settled() && !patience.hasExpired()) QApplication::processEvents(QEventLoop::AllEvents, 20);
  QApplication::processEvents();
  QApplication::processEvents();  // the first round lays out, the second paints what the layout moved
  const QString file = QString::fromStdString(options.grab_file.string());
  if (window.grab().save(file)) return 0;
  std::fprintf(stderr, "imprint-studio: cannot write %s\n", qPrintable(file));
  return 1;
}

void quit_at_first_paint(MainWindow& window) {
  QTimer::singleShot(0, &window, [&window] {
    window.repaint();
    QApplication::exit(0);
  });
}

bool is_sweep(const std::filesystem::path& folder) {
  return std::filesystem::exists(folder / "sweep.toml") && std::filesystem::exists(folder / "plan.json");
}

int show_window(const StudioOptions& options, const std::filesystem::path& state_folder) {
  MainWindow window({run_experiment, default_runs_root(), state_folder, model_macs, run_range_test, sweep_engine()});
  if (options.has_theme) window.use_theme(options.theme);
  if (options.has_size || !options.grab_file.empty()) window.resize(options.size);
  window.show();
  if (!options.spec_file.empty()) window.load_spec_file(options.spec_file);
  if (is_sweep(options.open_run)) {
    window.show_page(MainWindow::sweep_page);
    window.sweep().open_folder(options.open_run);
  } else if (!options.open_run.empty()) {
    window.show_run(load_stored_run(options.open_run));
  }
  if (options.page > 0) window.show_page(options.page);
  if (!options.grab_file.empty()) return draw_picture(window, options);
  if (options.quit_when_painted) quit_at_first_paint(window);
  if (options.start) window.start_run();
  return QApplication::exec();
}

/// The exit code: whoever reads a cut text must be told.
int print(const QString& text) {
  const bool printed = std::fputs(qPrintable(text), stdout) >= 0 && std::fflush(stdout) == 0;
  if (!printed) std::perror("imprint-studio: stdout");
  return printed ? 0 : 1;
}

int run(int& argc, char** argv) {
  QStringList arguments;
  for (int i = 1; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
  const StudioOptions options = parse_studio_options(arguments);
  if (options.help) return print(studio_help());
  if (options.version) return print("imprint-studio " IMPRINT_VERSION "\n");
  if (!options.grab_file.empty() || has_display()) {
    prepare_environment(options);
    QApplication application(argc, argv);
    QApplication::setApplicationName("imprint-studio");
    QApplication::setApplicationVersion(IMPRINT_VERSION);
    QApplication::setDesktopFileName("imprint-studio");
    QApplication::setWindowIcon(QIcon(":/icons/imprint.svg"));
    QLocale::setDefault(QLocale::c());
    choose_font(application);
    apply_theme(application, options.theme);  // before any widget: they are measured in its style
    show_plain_texts(application);
    return show_window(options, default_state_folder());
  }
  throw InputError(
      "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); on a machine without one use "
      "imprint run, or --grab to draw a stored run");
}

}  // namespace
}  // namespace imprint::studio

int main(int argc, char** argv) {
  imprint::hold_standard_streams();
  imprint::hear_of_file_size_limits();
  try {
    return imprint::studio::run(argc, argv);
  } catch (const imprint::InputError& error) {
    std::fprintf(stderr, "imprint-studio: %s\n", imprint::printable_text(error.what()).c_str());
    return imprint::studio::bad_usage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "imprint-studio: %s\n", imprint::printable_text(error.what()).c_str());
    return 1;
  }
}
