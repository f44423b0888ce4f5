// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo_task.h"

#include <string>
#include <unordered_set>

#include "core/base/random.h"
#include "core/corpus/demo/sampler.h"

namespace auspex {

namespace {

/// Draws pairs of one split that none of the splits before it has.
class Drawer {
public:
    explicit Drawer(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    /// `count` new pairs; each split has numbers of its own, so that no size moves another split.
    Result<void> draw(DemoSplit split, std::size_t count,
                      const std::function<Result<void>(SentencePair &&)> *use, Job &job)
    {
        std::uint64_t number = static_cast<std::uint64_t>(split) << 40;
        for (std::size_t found = 0; found < count; ++number) {
            if (number % 256 == 0 && job.isCancelled())
                return cancelled();
            SentencePair pair = demoPair(m_seed, number);
            if (m_sources.contains(pair.source) || m_targets.contains(pair.target))
                continue;
            m_sources.insert(pair.source);
            if (split != DemoSplit::Train)
                m_targets.insert(pair.target);
            ++found;
            if (!use)
                continue;
            if (Result<void> used = (*use)(std::move(pair)); !used)
                return used;
        }
        return {};
    }

private:
    std::uint64_t m_seed;
    std::unordered_set<std::string> m_sources;
    std::unordered_set<std::string> m_targets; ///< of valid and test
};

} // namespace

SentencePair demoPair(std::uint64_t seed, std::uint64_t number)
{
    Random random(seed, "demo-task", number);
    const demo::Sentence sentence = demo::drawSentence(random);
    return {demo::englishText(sentence), demo::germanText(sentence)};
}

Result<void> forEachDemoPair(const DemoTaskOptions &options, DemoSplit split,
                             const std::function<Result<void>(SentencePair &&)> &use, Job &job)
{
    const std::size_t most = mostDemoSentences;
    if (options.train > most || options.valid > most || options.test > most
        || options.train + options.valid + options.test > most)
        return failure(ErrorCode::InvalidInput, "The demo task has at most " + std::to_string(most)
                                                    + " sentences; ask for fewer.");
    Drawer drawer(options.seed);
    for (const auto &[one, count] :
         {std::pair(DemoSplit::Test, options.test), std::pair(DemoSplit::Valid, options.valid),
          std::pair(DemoSplit::Train, options.train)}) {
        if (Result<void> drawn = drawer.draw(one, count, one == split ? &use : nullptr, job);
            !drawn)
            return drawn;
        if (one == split)
            return {};
    }
    return {};
}

} // namespace auspex
