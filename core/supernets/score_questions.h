// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/engine/proxy_messages.h"
#include "core/engine/supernet_messages.h"
#include "core/store/score_store.h"
#include "core/store/supernet_store.h"
#include "core/supernets/score_materials.h"
#include "core/supernets/score_spec.h"
#include "core/supernets/supernet_service.h"

namespace auspex {

/// A question about a supernet, ready to be looked up or asked; the architectures are not in it.
struct SupernetQuestion {
    StoredSupernet supernet;
    std::shared_ptr<const Corpus> corpus;
    std::shared_ptr<const SplitData> data;
    std::shared_ptr<const SplitTexts> texts; ///< for BLEU alone
    ScoreSet set;
    engine::ScoreRequest score;
    engine::GenerateRequest generate;
};

struct ProxyQuestion {
    ScoreSet set;
    engine::ProxyRequest request;
};

/// Makes questions of specs: finds the supernet, the corpus and its split in the workspace (null:
/// there is none, and then supernets are not found). One thread at a time.
class ScoreQuestions {
public:
    ScoreQuestions(Workspace *workspace, std::string device);

    Result<StoredSupernet> supernet(const std::string &name);
    Result<SupernetQuestion> question(const SupernetSpec &spec, bool needsTexts);
    Result<ProxyQuestion> question(const ProxySpec &spec, const ProxyQuery &query);

private:
    Result<std::shared_ptr<const Corpus>> corpus(const StoredSupernet &supernet,
                                                 const std::string &named);
    Result<std::shared_ptr<const Corpus>> proxyCorpus(const ProxySpec &spec,
                                                      const ProxyQuery &query);

    Workspace *m_workspace;
    std::string m_device;
    ScoreMaterials m_materials;
};

} // namespace auspex
