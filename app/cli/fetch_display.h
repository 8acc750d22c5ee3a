// SPDX-License-Identifier: GPL-3.0-or-later
// What a fetch tells while it goes on.
#pragma once

#include <string>

#include "app/cli/console.h"
#include "app/cli/live_line.h"
#include "app/download/fetch_listener.h"

namespace imprint::cli {

/// "2/4 train-images-idx3-ubyte.gz  3.1 MB of 9.9 MB (31.3 %)  1.2 MB/s  0:05 left"
std::string fetch_line(const FetchProgress& progress);

class FetchDisplay : public FetchListener {
 public:
  FetchDisplay(Console& console, bool live);
  void on_progress(const FetchProgress& progress) override;
  void on_message(const std::string& text) override;
  void finish();

 private:
  LiveLine line_;
};

}  // namespace imprint::cli
