// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include "core/arch/architecture_codecs.h"
#include "core/arch/gene.h"
#include "core/arch/space_yaml.h"

using namespace auspex;

namespace {

/// A space of any layer counts, with one to three choices everywhere.
SearchSpace anySpace()
{
    const auto choices = [](int least, int step) {
        const int count = *rc::gen::inRange(1, 4);
        std::vector<int> values;
        for (int i = count; i > 0; --i)
            values.push_back(least + i * step);
        return values;
    };
    const auto layers = [] {
        const int most = *rc::gen::inRange(1, 9);
        std::vector<int> counts;
        for (int i = most; i > 0; --i)
            counts.push_back(i);
        return counts;
    };
    SearchSpace space;
    space.name = "any";
    space.encoderEmbedDims = choices(16, 8);
    space.decoderEmbedDims = choices(24, 8);
    space.encoderLayerCounts = layers();
    space.decoderLayerCounts = layers();
    space.encoderFfnDims = choices(32, 16);
    space.decoderFfnDims = choices(48, 16);
    space.encoderSelfHeads = {4, 2};
    space.decoderSelfHeads = {2};
    space.decoderCrossHeads = {4, 2, 1};
    space.arbitraryAttention = {-1, 1, 2};
    space.qkvDim = 16;
    space.superEncoderEmbedDim = space.encoderEmbedDims.front();
    space.superDecoderEmbedDim = space.decoderEmbedDims.front();
    space.superEncoderFfnDim = space.encoderFfnDims.front();
    space.superDecoderFfnDim = space.decoderFfnDims.front();
    space.superEncoderLayers = space.encoderLayerCounts.front();
    space.superDecoderLayers = space.decoderLayerCounts.front();
    space.superEncoderHeads = 4;
    space.superDecoderHeads = 4;
    return space;
}

Random anyRandom()
{
    return Random(*rc::gen::arbitrary<std::uint64_t>(), "property");
}

} // namespace

class TestGeneProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void genesAndArchitecturesRoundTrip()
    {
        QVERIFY(rc::check([] {
            const SearchSpace space = anySpace();
            Random random = anyRandom();
            const Architecture architecture = sampleArchitecture(space, random);
            const Result<Gene> gene = geneOf(space, architecture);
            RC_ASSERT(gene.has_value());
            RC_ASSERT(gene->size() == geneLength(space));
            RC_ASSERT(architectureOf(space, *gene).value() == architecture);
        }));
    }

    void mutationAndCrossoverStayInTheSpace()
    {
        QVERIFY(rc::check([] {
            const SearchSpace space = anySpace();
            Random random = anyRandom();
            const Gene first = sampleGene(space, random);
            const Gene second = sampleGene(space, random);
            const Gene child = crossedOver(mutated(space, first, 0.3, random), second, random);
            const Result<Architecture> architecture = architectureOf(space, child);
            RC_ASSERT(architecture.has_value());
            RC_ASSERT(checkMember(space, *architecture).has_value());
        }));
    }

    void silentGenesDoNotChangeTheArchitecture()
    {
        QVERIFY(rc::check([] {
            const SearchSpace space = *builtInSpace("wmt14ende");
            Random random = anyRandom();
            Gene gene = sampleGene(space, random);
            gene[15] = 2; // decoder layers
            const Architecture before = architectureOf(space, gene).value();
            for (const std::size_t slot : {18, 21, 24, 30, 39})
                gene[slot] = random.choice(*geneChoices(space)[slot]);
            RC_ASSERT(architectureOf(space, gene).value() == before);
        }));
    }

    void everyCodecRoundTrips()
    {
        QVERIFY(rc::check([] {
            const SearchSpace space = anySpace();
            Random random = anyRandom();
            const Architecture architecture = sampleArchitecture(space, random);
            RC_ASSERT(architectureOfInfo(architectureInfo(architecture)).value() == architecture);
            RC_ASSERT(architectureOfJson(architectureJson(architecture)).value() == architecture);
            RC_ASSERT(parseArchitectureYaml(architectureYaml(architecture), "a.yml").value()
                      == architecture);
            SearchSpace read = parseSpaceYaml(spaceYaml(space), "any.yml").value();
            read.title = space.title;
            RC_ASSERT(read == space);
        }));
    }

    void codecsNeverCrashOnGarbage()
    {
        // Prefixes steer the garbage past the first check of each codec.
        const std::vector<std::string> prefixes = {"",
                                                   "{",
                                                   "[",
                                                   "{\"scratch\":",
                                                   "{\"arch\":{",
                                                   "encoder-embed-dim-subtransformer: ",
                                                   "{\"scratch\":{\"arch_info\":["};
        QVERIFY(rc::check([&] {
            const std::string text = *rc::gen::elementOf(prefixes)
                                     + *rc::gen::arbitrary<std::string>();
            const Result<ArchitectureFile> file = parseArchitectures(text, "garbage");
            const bool nothingOrSaid = file ? file->records.empty() : !file.error().message.empty();
            RC_ASSERT(nothingOrSaid);
            RC_ASSERT(!parseSpaceYaml(text, "garbage").has_value());
        }));
    }

    void mutationChangesTheShareOfSlotsThatItsProbabilitySays()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Random random(11, "mutation");
        int changed = 0;
        constexpr int rounds = 20'000;
        for (int i = 0; i < rounds; ++i) {
            const Gene gene = sampleGene(space, random);
            const Gene child = mutated(space, gene, 0.3, random);
            changed += gene[2] != child[2] ? 1 : 0; // encoder FFN: three choices
        }
        // 0.3 * (1 - 1/3): the old value may be redrawn.
        QVERIFY(std::abs(changed / double(rounds) - 0.2) < 0.01);
    }
};

QTEST_GUILESS_MAIN(TestGeneProperties)
#include "tst_gene_properties.moc"
