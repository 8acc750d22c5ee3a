// SPDX-License-Identifier: GPL-3.0-or-later
// Labels, messages and tooltips show texts as they are written. Qt guesses from the text whether it is HTML, and a
// run's name, a note or an error that quotes a file may hold "<img src=...>".
#pragma once

class QApplication;

namespace imprint::studio {

/// From now on every label of the application, tooltips and message boxes included, is plain unless it asks for
/// Qt::RichText itself. Whoever does writes its own tags and escapes what comes from elsewhere.
void show_plain_texts(QApplication& application);

}  // namespace imprint::studio
