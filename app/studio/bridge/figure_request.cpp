// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/figure_request.h"

namespace imprint::studio {

std::string file_name_of(const QString& title) {
  std::string name;
  for (const QChar c : title.toLower()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) name += static_cast<char>(c.toLatin1());
    if (!plain && !name.empty() && name.back() != '-') name += '-';
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "figure" : name;
}

}  // namespace imprint::studio
