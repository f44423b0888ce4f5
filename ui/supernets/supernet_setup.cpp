// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/supernets/supernet_setup.h"

#include <nlohmann/json.hpp>

#include "core/arch/space_yaml.h"
#include "core/base/files.h"
#include "core/corpus/corpus.h"
#include "core/supernets/supernet_library.h"

namespace auspex {

namespace {

constexpr std::uintmax_t largestDocument = std::uintmax_t{1} << 20;

Result<SupernetShape> shapeOfFile(const std::string &file)
{
    const Result<std::string> text = readFile(file, largestDocument);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    const nlohmann::json document = nlohmann::json::parse(*text, nullptr, false);
    if (!document.is_object()) {
        return failure(ErrorCode::InvalidInput,
                       "The file " + file + " is no JSON document with an object; check its name.");
    }
    return supernetShapeOfJson(document, file);
}

Result<SupernetShape> shapeOfSpace(const SupernetSetup &setup,
                                   const std::optional<StoredCorpus> &stored)
{
    const auto space = builtInSpace(setup.space.toStdString());
    if (!space || !stored) {
        return failure(ErrorCode::InvalidInput,
                       "The supernet's sizes are not known; choose its space and its corpus, or a "
                       "JSON document that states them.");
    }
    const Result<Corpus> corpus = openCorpus(stored->folder);
    if (!corpus) {
        return tl::make_unexpected(corpus.error());
    }
    SupernetShape shape = supernetShape(*space, static_cast<int>(corpus->source.dictionary.size()),
                                        static_cast<int>(corpus->target.dictionary.size()),
                                        setup.mixture);
    shape.sharedEmbeddings = shape.sharedEmbeddings && corpus->joined;
    return shape;
}

} // namespace

Result<StoredSupernet> importOf(const SupernetSetup &setup,
                                const std::optional<StoredCorpus> &corpus, Workspace &workspace,
                                Job &job)
{
    const Result<SupernetShape> shape = setup.shape.isEmpty()
                                            ? shapeOfSpace(setup, corpus)
                                            : shapeOfFile(setup.shape.toStdString());
    if (!shape) {
        return tl::make_unexpected(shape.error());
    }
    SupernetImport import{setup.name.toStdString(), setup.weights.toStdString(), *shape,
                          setup.space.toStdString()};
    if (corpus) {
        import.corpus = corpus->name;
    }
    return importSupernet(workspace, import, job);
}

std::optional<SearchSpace> spaceOf(const StoredSupernet &supernet)
{
    if (supernet.space.empty()) {
        return std::nullopt;
    }
    if (auto space = builtInSpace(supernet.space)) {
        return space;
    }
    auto space = parseSpaceYaml(supernet.space, supernet.name);
    return space ? std::optional(std::move(*space)) : std::nullopt;
}

} // namespace auspex
