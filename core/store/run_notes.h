// SPDX-License-Identifier: GPL-3.0-or-later
// notes.json: what people write on a run. Training never reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store/run_directory.h"

namespace imprint {

struct RunNotes {
  std::vector<std::string> tags = {};  // in the order in which they were given, none twice
  std::string note = {};               // plain text, lines separated by \n
  bool operator==(const RunNotes&) const = default;
};

/// Without a file there is nothing on the run, which is no error. Throws InputError with the file's name for a damaged
/// one and for one of a newer Imprint.
RunNotes read_notes(const RunDirectory& run);

/// Replaces the file whole. A damaged one is kept beside it as notes.json.damaged; one of a newer Imprint is refused
/// with InputError, so that nothing is lost. Throws DiskFullError, JobError.
void write_notes(const RunDirectory& run, const RunNotes& notes);

/// What is wrong with a tag, "must not hold blanks, commas or quotes": empty when it is right. 1 to 40 bytes.
std::string tag_problem(std::string_view tag);

/// "paper, second try" -> its tags, none twice; blanks and commas separate. Throws InputError that names the tag.
std::vector<std::string> parse_tags(std::string_view text);

}  // namespace imprint
