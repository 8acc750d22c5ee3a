// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset fetch, over any table of data: the program takes the published one, tests their own.
#pragma once

#include <memory>
#include <vector>

#include "app/cli/command.h"
#include "app/download/fetch_file.h"
#include "datasets/facts/published_facts.h"

namespace imprint::cli {

std::unique_ptr<Command> make_dataset_fetch_command(std::vector<PublishedData> known, FetchLimits limits);

}  // namespace imprint::cli
