// SPDX-License-Identifier: GPL-3.0-or-later
// The tables and dotted names of a spec, and the sentence for a name that is none of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

/// dataset, model, ...: every TOML table, deficit (a list of tables) included, in the order of the file.
const std::vector<std::string>& spec_table_names();

/// "deficit.N".
std::string deficit_table_name(std::size_t number);

/// "unknown key training.epoch; did you mean training.epochs?". A known name in another table is found too.
std::string unknown_spec_key_text(std::string_view key);

}  // namespace imprint
