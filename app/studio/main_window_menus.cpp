// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the window. Each stands in a menu, so that the keyboard reaches all of them.
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

#include "app/studio/built_in_examples.h"
#include "app/studio/main_window.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/shortcut_sheet.h"
#include "core/base/error.h"

namespace imprint::studio {

QAction* MainWindow::add_command(QMenu* menu, const QString& text, const QKeySequence& key) {
  QAction* action = menu->addAction(text);
  action->setShortcut(key);
  if (!key.isEmpty())
    action->setToolTip(QString(text).remove('&') + " (" + key.toString(QKeySequence::NativeText) + ")");
  commands_ << action;
  return action;
}

QAction* MainWindow::add_icon_command(QMenu* menu, const QString& icon, const QString& text, const QKeySequence& key) {
  QAction* action = add_command(menu, text, key);
  action->setIcon(themed_icon(icon));
  action->setIconVisibleInMenu(false);
  return action;
}

void MainWindow::build_menus() {
  build_file_menu();
  build_edit_menu();
  build_run_menu();
  build_view_menu();
  build_help_menu();
}

void MainWindow::build_file_menu() {
  QMenu* menu = menuBar()->addMenu("&File");
  QAction* examples = menu->addMenu(make_examples_menu());
  examples->setIcon(themed_icon("examples"));
  examples->setIconVisibleInMenu(false);
  QAction* open = add_icon_command(menu, "open", "&Open…", QKeySequence::Open);
  QAction* save = add_icon_command(menu, "save", "&Save", QKeySequence::Save);
  QAction* save_as = add_command(menu, "Save &as…", QKeySequence("Ctrl+Shift+S"));
  QAction* figures = add_icon_command(menu, "export", "&Export figures of this page…", QKeySequence("Ctrl+E"));
  connect(figures, &QAction::triggered, this, [this] { exporter_.open(page_figures()); });
  menu->addSeparator();
  QAction* copy = add_icon_command(menu, "copy", "&Copy command", QKeySequence("Ctrl+Shift+C"));
  copy->setToolTip("Copy the command line that does what the form says (Ctrl+Shift+C)");
  menu->addSeparator();
  QAction* quit = add_command(menu, "&Quit", QKeySequence::Quit);
  connect(open, &QAction::triggered, this, &MainWindow::open_spec);
  connect(save, &QAction::triggered, this, [this] {
    if (draft_.source().empty()) return save_spec_as();
    save_spec(draft_.source());
  });
  connect(save_as, &QAction::triggered, this, &MainWindow::save_spec_as);
  connect(copy, &QAction::triggered, this, &MainWindow::copy_command);
  connect(quit, &QAction::triggered, this, &MainWindow::close);
  form_->set_actions({examples, open, save}, copy);
}

QMenu* MainWindow::make_examples_menu() {
  auto* menu = new QMenu("&Examples", this);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    if (!menu->isEmpty()) return;  // read when first wanted: nothing slow at the start
    for (const BuiltInExample& example : built_in_examples())
      connect(menu->addAction(example.title), &QAction::triggered, this, [this, spec = example.spec] {
        draft_.replace(spec);
        show_page(experiment_page);
      });
    menu->addSection("Sweeps");
    for (const SweepExample& example : sweep_examples())
      connect(menu->addAction(example.title), &QAction::triggered, this, [this, sweep = example.sweep] {
        sweep_->draft().replace(sweep, {});
        show_page(sweep_page);
      });
  });
  return menu;
}

void MainWindow::build_edit_menu() {
  QMenu* menu = menuBar()->addMenu("&Edit");
  QAction* undo = add_command(menu, "&Undo", QKeySequence::Undo);
  QAction* redo = add_command(menu, "&Redo", QKeySequence::Redo);
  menu->addSeparator();
  QAction* deficit = add_command(menu, "Add a &deficit", QKeySequence("Ctrl+D"));
  const auto can_edit = [this] { return !session_.is_running(); };
  connect(undo, &QAction::triggered, this, [this, can_edit] {
    if (can_edit()) draft_.undo();
  });
  connect(redo, &QAction::triggered, this, [this, can_edit] {
    if (can_edit()) draft_.redo();
  });
  connect(deficit, &QAction::triggered, this, [this, can_edit] {
    if (can_edit()) draft_.add_deficit();
  });
  const auto name_steps = [this, undo, redo] {
    const QUndoStack& stack = draft_.undo_stack();
    undo->setEnabled(stack.canUndo());
    redo->setEnabled(stack.canRedo());
    undo->setText(stack.canUndo() ? "&Undo: " + stack.undoText() : "&Undo");
    redo->setText(stack.canRedo() ? "&Redo: " + stack.redoText() : "&Redo");
  };
  connect(&draft_.undo_stack(), &QUndoStack::indexChanged, this, name_steps);
  name_steps();
}

void MainWindow::build_run_menu() {
  QMenu* menu = menuBar()->addMenu("&Run");
  for (QAction* action :
       {transport_->start_action(), transport_->pause_action(), transport_->step_action(), transport_->stop_action()}) {
    action->setIconVisibleInMenu(false);
    menu->addAction(action);
    commands_ << action;
  }
}

void MainWindow::build_view_menu() {
  QMenu* menu = menuBar()->addMenu("&View");
  connect(add_command(menu, "&Experiment", QKeySequence("Ctrl+1")), &QAction::triggered, this,
          [this] { show_page(experiment_page); });
  connect(add_command(menu, "S&chedule", QKeySequence("Ctrl+2")), &QAction::triggered, this, [this] {
    show_page(schedule_page);
    schedule_->canvas().setFocus();
  });
  connect(add_command(menu, "&Range test", QKeySequence("Ctrl+3")), &QAction::triggered, this,
          [this] { show_page(range_test_page); });
  connect(add_command(menu, "S&weep", QKeySequence("Ctrl+4")), &QAction::triggered, this,
          [this] { show_page(sweep_page); });
  connect(add_command(menu, "St&ored runs", QKeySequence("Ctrl+5")), &QAction::triggered, this,
          [this] { show_page(runs_page); });
  menu->addSeparator();
  connect(add_command(menu, "Show e&verything", QKeySequence("Ctrl+0")), &QAction::triggered, this,
          [this] { pages_->currentIndex() == schedule_page ? schedule_->canvas().fit() : charts_->link().fit(); });
  connect(add_command(menu, "S&tack the charts", QKeySequence("Ctrl+T")), &QAction::triggered, this,
          [this] { charts_->set_stacked(!charts_->is_stacked()); });
  QAction* logarithmic = add_command(menu, "&Logarithmic axis", QKeySequence("Ctrl+L"));
  logarithmic->setCheckable(true);
  connect(logarithmic, &QAction::toggled, this, [this](bool on) { charts_->link().set_logarithmic(on); });
  menu->addSeparator();
  menu->addMenu(make_theme_menu());
}

QMenu* MainWindow::make_theme_menu() {
  auto* menu = new QMenu("&Theme", this);
  auto* group = new QActionGroup(menu);
  for (const ThemeChoice choice : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark}) {
    QString name = to_string(choice);
    name[0] = name[0].toUpper();
    QAction* action = group->addAction(menu->addAction(choice == ThemeChoice::system ? "As the desktop" : name));
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, choice] { use_theme(choice); });
    connect(menu, &QMenu::aboutToShow, action, [this, action, choice] { action->setChecked(theme_choice_ == choice); });
  }
  return menu;
}

void MainWindow::build_help_menu() {
  QMenu* menu = menuBar()->addMenu("&Help");
  connect(add_command(menu, "&Keys and gestures", QKeySequence::HelpContents), &QAction::triggered, this,
          &MainWindow::show_shortcuts);
  connect(add_command(menu, "&About Imprint", {}), &QAction::triggered, this, &MainWindow::show_about);
}

void MainWindow::open_spec() {
  const QString file =
      QFileDialog::getOpenFileName(this, "Open an experiment", {}, "Experiment (*.toml);;All files (*)");
  if (!file.isEmpty()) load_spec_file(file.toStdString());
}

void MainWindow::save_spec_as() {
  const QString proposal = draft_.source().empty() ? QString::fromStdString(draft_.spec().name) + ".toml"
                                                   : QString::fromStdString(draft_.source().string());
  const QString file = QFileDialog::getSaveFileName(this, "Save the experiment", proposal, "Experiment (*.toml)");
  if (!file.isEmpty()) save_spec(file.toStdString());
}

void MainWindow::copy_command() {
  try {
    const QString command = command_line();
    QApplication::clipboard()->setText(command);
    notify("Copied: " + command);
  } catch (const JobError& error) {
    show_problem("The command can't be copied", error.what());
  }
}

void MainWindow::show_shortcuts() {
  auto* sheet = new ShortcutSheet(commands_, this);
  sheet->setAttribute(Qt::WA_DeleteOnClose);
  sheet->show();
}

void MainWindow::show_about() {
  auto* box = new QMessageBox(this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setWindowTitle("About Imprint");
  box->setIconPixmap(windowIcon().pixmap(64));
  box->setTextFormat(Qt::RichText);
  box->setText("<h3>Imprint Studio " + QApplication::applicationVersion() +
               "</h3>"
               "<p>The workbench for critical learning periods under low-precision training.</p>"
               "<p>Precision schedules after Wolfe and Kyrillidis (arXiv 2403.02243) and Fu et al. (ICLR 2021); "
               "critical periods after Achille, Rovere and Soatto (ICLR 2019).</p>"
               "<p>Free software under the GNU General Public License, version 3 or later. Qt " +
               QString(qVersion()) + ".</p>");
  box->open();
}

}  // namespace imprint::studio
