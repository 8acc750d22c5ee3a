// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/figure_job.h"

namespace imprint {

std::string caption_draft(const FigureContent& content) {
  std::string text;
  for (std::size_t i = 0; i < content.panels.size(); ++i) {
    const std::string letter = content.panels.size() > 1 ? std::string("(") + static_cast<char>('a' + i) + ") " : "";
    if (!content.panels[i].caption.empty()) text += letter + content.panels[i].caption + "\n";
  }
  for (const std::string& note : content.notes) text += "Note: " + note + ".\n";
  return text + "Drawn by Imprint " IMPRINT_VERSION ".\n";
}

}  // namespace imprint
