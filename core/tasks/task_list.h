// SPDX-License-Identifier: GPL-3.0-or-later
// Every task. To add one: its folder and its name here. The folder holds
//
//   NAME_facts.cpp  TaskFacts NAME_facts(): its words, its scores and their metrics (core/spec/spec_task.h)
//   NAME.cpp        std::shared_ptr<const Task> make_NAME() (task.h)
#pragma once

#define IMPRINT_TASKS(TASK) TASK(image_classification) TASK(language_modelling) TASK(node_classification)
