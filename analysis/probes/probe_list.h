// SPDX-License-Identifier: GPL-3.0-or-later
// Every probe, in the order in which they measure. To add one: its folder and its name here. The folder holds
//
//   NAME_facts.cpp  ProbeFacts NAME_facts(): its switch and options, its metrics (core/spec/spec_probes.h)
//   NAME_probe.cpp  std::unique_ptr<Probe> make_NAME_probe(spec, context) (probe.h)
//
// Its curve needs nothing more: charts, figures and reports go by the metrics.
#pragma once

#define IMPRINT_PROBES(PROBE) PROBE(fisher) PROBE(hessian) PROBE(top_eigenvalue) PROBE(spectrum) PROBE(first_order)
