// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/deficit_list.h"

#include "app/studio/models/form_layout.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/typing.h"

namespace imprint::studio {
namespace {

constexpr int card_padding = FieldRow::deficit_inset - 1;  // and a border

}  // namespace

DeficitCard::DeficitCard(ExperimentDraft& draft, int number, QWidget* parent) : QFrame(parent) {
  setObjectName("deficitCard");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(card_padding, 6, card_padding, card_padding);
  column->setSpacing(6);
  auto* header = new QHBoxLayout;
  auto* title = new QLabel("Deficit " + QString::number(number + 1), this);
  title->setObjectName("muted");
  auto* remove = new QToolButton(this);
  remove->setObjectName("flat");
  remove->setIcon(themed_icon("remove"));
  remove->setToolTip("Remove this deficit");
  remove->setAccessibleName("Remove deficit " + QString::number(number + 1));
  connect(
      remove, &QToolButton::clicked, &draft, [&draft, number] { draft.remove_deficit(number); },
      Qt::QueuedConnection);  // the button goes with its card
  header->addWidget(title, 1);
  header->addWidget(remove);
  column->addLayout(header);
  for (const std::string& name : deficit_field_names()) {
    const QString key = "deficit." + QString::number(number) + "." + QString::fromStdString(name);
    // Narrower by the card's padding and border, so that all editors of the form begin at one line.
    rows_.push_back(new FieldRow(draft, key, this, FieldRow::usual_label_width() - FieldRow::deficit_inset));
    column->addWidget(rows_.back());
  }
  connect(&Typing::now(), &Typing::ended, this, &DeficitCard::settle);
}

void DeficitCard::refresh() {
  for (FieldRow* row : rows_) row->refresh();
  settle();
}

void DeficitCard::settle() {
  if (Typing::now().is_going_on()) return;
  for (FieldRow* row : rows_) row->setVisible(row->applies());
}

DeficitList::DeficitList(ExperimentDraft& draft, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      column_(new QVBoxLayout(this)),
      add_button_(new QToolButton(this)),
      none_(new QLabel("None: the run trains undisturbed.", this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(grid_unit);
  auto* header = new QHBoxLayout;
  auto* title = new QLabel("Deficits", this);
  title->setObjectName("sectionTitle");
  title->setFont(sized_font(0.5, QFont::DemiBold));
  header->addWidget(title, 1);
  add_button_->setObjectName("link");
  add_button_->setFont(sized_font(-0.5));
  add_button_->setIcon(themed_icon("add"));
  add_button_->setText("add");
  add_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  add_button_->setToolTip("Add a deficit: a window in which training is impaired");
  add_button_->setAccessibleName("Add a deficit");
  connect(add_button_, &QToolButton::clicked, &draft_, &ExperimentDraft::add_deficit);
  header->addWidget(add_button_);
  column_->addLayout(header);
  none_->setObjectName("muted");
  column_->addWidget(none_);
  rebuild();
}

void DeficitList::rebuild() {
  for (DeficitCard* card : cards_) delete card;
  cards_.clear();
  for (int i = 0; i < static_cast<int>(draft_.spec().deficits.size()); ++i) {
    cards_.push_back(new DeficitCard(draft_, i, this));
    column_->addWidget(cards_.back());
  }
  none_->setVisible(cards_.empty());
  refresh();
}

void DeficitList::refresh() {
  for (DeficitCard* card : cards_) card->refresh();
}

std::vector<FieldRow*> DeficitList::rows() const {
  std::vector<FieldRow*> all;
  for (const DeficitCard* card : cards_) all.insert(all.end(), card->rows().begin(), card->rows().end());
  return all;
}

}  // namespace imprint::studio
