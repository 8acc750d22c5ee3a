// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/point_table.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include "app/studio/editor/pasted_points.h"
#include "core/base/error.h"
#include "core/spec/curve_names.h"
#include "core/spec/preset_io.h"

namespace imprint::studio {
namespace {

class SegmentDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
    auto* box = new QComboBox(parent);
    for (const std::string& name : curve_segment_names()) box->addItem(QString::fromStdString(name));
    connect(box, &QComboBox::activated, this, [this, box] {
      auto* self = const_cast<SegmentDelegate*>(this);  // NOLINT: signals of a delegate are not const
      Q_EMIT self->commitData(box);
      Q_EMIT self->closeEditor(box);
    });
    return box;
  }

  void setEditorData(QWidget* editor, const QModelIndex& index) const override {
    auto* box = static_cast<QComboBox*>(editor);
    box->setCurrentIndex(box->findText(index.data(Qt::EditRole).toString()));
  }

  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
    model->setData(index, static_cast<QComboBox*>(editor)->currentText());
  }
};

}  // namespace

PointTable::PointTable(CurveEditorModel& model, QWidget* parent) : QTableView(parent), model_(model), rows_(model) {
  setModel(&rows_);
  setAccessibleName("Points");
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setShowGrid(false);
  setTabKeyNavigation(false);
  setItemDelegateForColumn(PointTableModel::segment, new SegmentDelegate(this));
  verticalHeader()->setDefaultSectionSize(26);
  verticalHeader()->setMinimumWidth(34);
  horizontalHeader()->setHighlightSections(false);
  verticalHeader()->setHighlightSections(false);
  setColumnWidth(PointTableModel::time, 82);
  setColumnWidth(PointTableModel::bits, 76);
  horizontalHeader()->setStretchLastSection(true);
  setCornerButtonEnabled(false);
  setToolTip("Double-click or F2 changes a number; Ctrl+V takes rows of a spreadsheet");
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &PointTable::take_selection);
  connect(&model_, &CurveEditorModel::selection_changed, this, &PointTable::show_selection);
  connect(&model_, &CurveEditorModel::changed, this, &PointTable::show_selection);
}

void PointTable::take_selection() {
  if (following_) return;
  PointSelection selection;
  for (const QModelIndex& index : selectionModel()->selectedRows())
    selection.push_back(static_cast<std::size_t>(index.row()));
  following_ = true;
  model_.select(std::move(selection));
  following_ = false;
}

void PointTable::show_selection() {
  if (following_ || model_.is_dragging()) return;
  following_ = true;
  QItemSelection rows;
  for (const std::size_t i : model_.selection()) {
    const QModelIndex index = rows_.index(static_cast<int>(i), 0);
    rows.select(index, index);
  }
  selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  if (model_.current() && !hasFocus()) {
    const QModelIndex index = rows_.index(static_cast<int>(*model_.current()), 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    scrollTo(index);
  }
  following_ = false;
}

void PointTable::paste(const QString& text) {
  try {
    model_.set_points(pasted_points(text, model_), "Paste points");
  } catch (const InputError& error) {
    Q_EMIT failed(error.what());
  }
}

void PointTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Paste)) return paste(QApplication::clipboard()->text());
  if (event->matches(QKeySequence::Copy))
    return QApplication::clipboard()->setText(QString::fromStdString(curve_to_csv(model_.curve_of(model_.side()))));
  if (event->key() == Qt::Key_Delete && state() != EditingState) return model_.remove_selected();
  QTableView::keyPressEvent(event);
}

}  // namespace imprint::studio
