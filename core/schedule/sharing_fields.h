// SPDX-License-Identifier: GPL-3.0-or-later
// What each field of a spec means for the question whether two runs do the same up to some step.
//
// A field keeps runs apart unless it is declared otherwise here, so that a new field is safe before anybody thinks of
// it: the worst that forgetting costs is time.
#pragma once

#include <span>
#include <string_view>

#include "core/spec/experiment_spec.h"

namespace imprint {

enum class SharingRole {
  keeps_apart,        // two runs that differ in it share nothing
  described_by_step,  // it acts through what StepDescription holds of each step, and through nothing else
  irrelevant,         // neither training nor a recorded metric depends on it
};

/// Of a field by its dotted name, with the deficit's number or without: "deficit.1.bits", "deficit.bits".
SharingRole sharing_role(std::string_view key);

/// The declared names of a role, deficits without their number; none for keeps_apart.
std::span<const std::string_view> declared_fields(SharingRole role);

/// The spec with every declared field at its default, and without the deficits that have nothing else: what must be
/// equal. A member that the table of fields lacks stays as it is, and so keeps runs apart too.
ExperimentSpec conditions_of(const ExperimentSpec& spec);

}  // namespace imprint
