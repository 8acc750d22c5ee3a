// SPDX-License-Identifier: GPL-3.0-or-later
// How the page of stored runs is put together; what it does stands in runs_page.cpp.
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QShortcut>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <functional>
#include <utility>

#include "app/studio/pages/runs_page.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {
namespace {

constexpr int filter_rest_milliseconds = 500;
constexpr int follow_milliseconds = 5000;

QString filter_help() {
  QString help =
      "Words and terms, all of which must hold:\n"
      "early resnet20 \u2014 words found anywhere\n"
      "model:resnet20 seed:1,2 \u2014 a field holds one of these\n"
      "damage>0.02 \u2014 also >= < <= != and = for exactly\n"
      "training.epochs>10 \u2014 any field of the spec\n"
      "-tag:old \u2014 must not hold\n\nFields:";
  QString line;
  for (const RunFilterField& field : run_filter_fields()) {
    line += (line.isEmpty() ? "" : ", ") + QString::fromStdString(field.name);
    if (line.size() < 50) continue;
    help += "\n" + line + ",";
    line.clear();
  }
  return help + "\n" + line;
}

QToolButton* button_of(QAction* action, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setDefaultAction(action);
  button->setObjectName("flat");
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  button->setAccessibleName(action->text());
  return button;
}

}  // namespace

RunsPage::RunsPage(std::filesystem::path root, QWidget* parent)
    : QWidget(parent),
      root_(std::move(root)),
      filter_(new QLineEdit(this)),
      count_(new ElidedLabel(this)),
      message_(new MessageBar(this)),
      splitter_(new QSplitter(Qt::Vertical, this)),
      details_(new QSplitter(Qt::Horizontal, this)),
      table_(new RunTable(model_, this)),
      views_(new QStackedWidget(this)),
      charts_(new ChartsPage(this)),
      compare_(new CompareView(this)),
      notes_(new RunNotesEditor(this)) {
  make_actions();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(make_header());
  column->addWidget(message_);
  splitter_->addWidget(table_);
  splitter_->addWidget(make_details());
  splitter_->setChildrenCollapsible(false);
  splitter_->setStretchFactor(0, 2);
  splitter_->setStretchFactor(1, 3);
  splitter_->setSizes({240, 440});
  column->addWidget(splitter_, 1);
  filter_rest_.setSingleShot(true);
  filter_rest_.setInterval(filter_rest_milliseconds);
  follow_.setInterval(follow_milliseconds);
  connect_parts();
  show_empty_text();
  show_chosen();
}

QAction* RunsPage::make_action(const QString& icon, const QString& text, const QString& help, const QKeySequence& key) {
  auto* action = new QAction(themed_icon(icon), text, this);
  action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  action->setToolTip(key.isEmpty() ? help : help + " (" + key.toString(QKeySequence::NativeText) + ")");
  addAction(action);
  return action;
}

void RunsPage::make_actions() {
  open_ = make_action("show", "Open", "Show this run on the experiment page, its spec in the form (Enter)");
  continue_ = make_action("continue", "Continue", "Go on with this run where it stopped");
  clone_ = make_action("copy", "Clone", "Put this run's spec into the form, as a new experiment",
                       QKeySequence("Ctrl+Shift+N"));
  group_ = make_action("group", "Group", "One row a condition: everything but the seed", QKeySequence("Ctrl+G"));
  comparing_ = make_action("compare", "Compare", "Only the fields in which the chosen runs differ",
                           QKeySequence("Ctrl+Shift+D"));
  trash_ = make_action("trash", "Trash", "Move the chosen runs to the trash (Delete)");
  show_trash_ = make_action("trash", "Show the &trash", "The runs that were moved to the trash");
  empty_trash_ = make_action("remove", "&Empty the trash…", "Delete what lies in the trash");
  refresh_ = make_action("refresh", "&Refresh", "Look what has changed", Qt::Key_F5);
  rebuild_ = make_action("refresh", "Re&build the index", "Read every run directory anew", QKeySequence("Shift+F5"));
  choose_ = make_action("open", "&Folder…", "Show the runs of another folder");
  for (QAction* action : {group_, comparing_, show_trash_}) action->setCheckable(true);
  // Delete is a key of the table alone: in the filter it deletes a letter.
  auto* remove = new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut);
  connect(remove, &QShortcut::activated, trash_, &QAction::trigger);
  table_->addActions({open_, continue_, clone_, trash_});
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
  add_jump(QKeySequence::Find, [this] { filter_->setFocus(), filter_->selectAll(); });
  add_jump(QKeySequence("Ctrl+Shift+T"), [this] { notes_->tags().setFocus(); });
  auto* clear = new QAction(filter_);
  clear->setShortcut(Qt::Key_Escape);
  clear->setShortcutContext(Qt::WidgetShortcut);
  connect(clear, &QAction::triggered, filter_, &QLineEdit::clear);
  filter_->addAction(clear);
}

void RunsPage::add_jump(const QKeySequence& key, std::function<void()> jump) {
  auto* action = new QAction(this);
  action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  connect(action, &QAction::triggered, this, std::move(jump));
  addAction(action);
}

QWidget* RunsPage::make_header() {
  auto* header = new QWidget(this);
  header->setObjectName("topBar");
  header->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(12, 6, 12, 6);
  row->setSpacing(4);
  filter_->setPlaceholderText("Filter: words, model:resnet20, damage>0.02, tag:paper");
  filter_->setClearButtonEnabled(true);
  filter_->setAccessibleName("Filter");
  filter_->setToolTip(filter_help());
  filter_->setMinimumWidth(160);
  count_->setObjectName("muted");
  row->addWidget(filter_, 1);
  row->addSpacing(grid_unit);
  row->addWidget(count_);
  row->addSpacing(grid_unit);
  for (QAction* action : {group_, comparing_, open_, continue_, clone_, trash_})
    row->addWidget(button_of(action, header));
  auto* more = new QToolButton(header);
  more->setObjectName("flat");
  more->setIcon(themed_icon("menu"));
  more->setToolTip("Columns, trash, index, folder (Alt+M)");
  more->setAccessibleName("More");
  more->setShortcut(QKeySequence("Alt+M"));
  more->setPopupMode(QToolButton::InstantPopup);
  more->setFocusPolicy(Qt::StrongFocus);
  more->setMenu(make_more_menu());
  row->addWidget(more);
  return header;
}

QMenu* RunsPage::make_more_menu() {
  auto* menu = new QMenu(this);
  menu->addMenu(table_->make_column_menu(menu));
  menu->addSeparator();
  menu->addActions({show_trash_, empty_trash_});
  menu->addSeparator();
  menu->addActions({refresh_, rebuild_});
  QAction* stop = menu->addAction("&Stop reading");
  connect(stop, &QAction::triggered, &catalog_, &RunCatalog::stop_reading);
  connect(menu, &QMenu::aboutToShow, stop, [this, stop] { stop->setEnabled(catalog_.is_busy()); });
  menu->addSeparator();
  menu->addAction(choose_);
  for (QAction* action : menu->actions()) action->setIconVisibleInMenu(false);
  return menu;
}

QWidget* RunsPage::make_details() {
  for (int i = 0; i < ChartsPage::chart_count; ++i) charts_->chart(i).set_empty_text("Nothing recorded");
  views_->addWidget(charts_);
  views_->addWidget(compare_);
  details_->addWidget(views_);
  details_->addWidget(notes_);
  details_->setStretchFactor(0, 1);
  details_->setCollapsible(0, false);
  details_->setSizes({1000, 210});
  notes_->setMinimumWidth(150);
  return details_;
}

void RunsPage::connect_parts() {
  connect(filter_, &QLineEdit::textChanged, this, &RunsPage::apply_filter);
  connect(&filter_rest_, &QTimer::timeout, this, [this] {
    if (!filter_problem_.isEmpty()) message_->say(filter_problem_, MessageBar::Tone::problem);
  });
  connect(&follow_, &QTimer::timeout, this, [this] {
    if (isVisible()) reload();
  });
  connect(table_, &RunTable::chosen_changed, this, &RunsPage::show_chosen);
  connect(table_, &QTreeView::activated, this, [this](const QModelIndex& index) {
    if (model_.run(index) != nullptr) open_->trigger();
  });
  connect(notes_, &RunNotesEditor::edited, &catalog_, &RunCatalog::annotate);
  connect(&catalog_, &RunCatalog::loaded, this, &RunsPage::show_entries);
  connect(&catalog_, &RunCatalog::progressed, this, &RunsPage::show_progress);
  connect(&catalog_, &RunCatalog::settled, this, &RunsPage::show_empty_text);
  connect(&catalog_, &RunCatalog::noticed, this, [this](const QString& text) { message_->say(text); });
  connect(&catalog_, &RunCatalog::failed, message_, &MessageBar::add_problem);
  connect(&catalog_, &RunCatalog::annotation_failed, this, [this](const QString& text) {
    message_->offer("Not stored: " + text, "Copy what was typed",
                    [typed = notes_->last_typed()] { QApplication::clipboard()->setText(typed); });
  });
  connect(&catalog_, &RunCatalog::trashed, this, [this](const RunCatalog::Paths& places) {
    message_->offer(places.size() == 1 ? QString("The run lies in the trash now.")
                                       : QString("%1 runs lie in the trash now.").arg(places.size()),
                    "Undo", [this, places] { catalog_.restore(places); });
  });
  connect(&catalog_, &RunCatalog::restored, this, [this](const RunCatalog::Paths& places) {
    message_->say(places.size() == 1 ? "The run is back: " + QString::fromStdString(places.front().string())
                                     : QString("%1 runs are back where they were.").arg(places.size()));
  });
  connect(&catalog_, &RunCatalog::emptied, this, [this](int runs) {
    message_->say(runs == 1 ? QString("One run was deleted.") : QString("%1 runs were deleted.").arg(runs));
  });
  connect(open_, &QAction::triggered, this, [this] {
    if (const auto run = lone_record()) Q_EMIT open_requested(*run);
  });
  connect(continue_, &QAction::triggered, this, [this] {
    if (const auto run = lone_record()) Q_EMIT continue_requested(*run);
  });
  connect(clone_, &QAction::triggered, this, [this] {
    if (const auto run = lone_record()) Q_EMIT clone_requested(run->spec);
  });
  connect(group_, &QAction::toggled, this, &RunsPage::set_grouped);
  connect(comparing_, &QAction::toggled, this, [this](bool on) { views_->setCurrentIndex(on ? 1 : 0); });
  connect(trash_, &QAction::triggered, this, &RunsPage::move_chosen);
  connect(show_trash_, &QAction::toggled, this, &RunsPage::set_trash_shown);
  connect(empty_trash_, &QAction::triggered, this, &RunsPage::ask_to_empty_trash);
  connect(refresh_, &QAction::triggered, this, &RunsPage::reload);
  connect(rebuild_, &QAction::triggered, &catalog_, &RunCatalog::rebuild);
  connect(choose_, &QAction::triggered, this, &RunsPage::choose_root);
}

}  // namespace imprint::studio
