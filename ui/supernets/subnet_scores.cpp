// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/supernets/subnet_scores.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <QCoreApplication>

#include "core/arch/architecture_codecs.h"
#include "core/base/random.h"

namespace auspex {

namespace {

constexpr int lossDecimals = 4;

std::string text(const char *source)
{
    return QCoreApplication::translate("auspex::SubnetView", source).toStdString();
}

TableCell cellOf(const SubnetValue &value)
{
    TableCell cell;
    if (value.value) {
        cell.value = *value.value;
    } else {
        cell.reason = value.problem;
    }
    return cell;
}

} // namespace

Result<std::vector<Architecture>> subnetsOf(const SubnetChoice &choice)
{
    std::vector<Architecture> found;
    const bool needsSpace = choice.source == SubnetChoice::Extremes
                            || choice.source == SubnetChoice::Sample;
    if (needsSpace && !choice.space) {
        return failure(ErrorCode::InvalidInput,
                       "The supernet's search space is not known; score the architectures of a "
                       "task or of a file.");
    }
    if (choice.source == SubnetChoice::Extremes) {
        found = {largestArchitecture(*choice.space), smallestArchitecture(*choice.space)};
    } else if (choice.source == SubnetChoice::Sample) {
        Random random(choice.seed, "arch sample"); // as the command line draws
        // A small space may have fewer than are asked for.
        for (int tries = 0; tries < 20 * choice.count; ++tries) {
            const Architecture one = sampleArchitecture(*choice.space, random);
            if (std::find(found.begin(), found.end(), one) == found.end()) {
                found.push_back(one);
            }
            if (static_cast<int>(found.size()) == choice.count) {
                break;
            }
        }
    } else if (choice.source == SubnetChoice::Given) {
        found = choice.given;
    } else {
        const auto file = readArchitectures(choice.file.toStdString());
        if (!file) {
            return tl::make_unexpected(file.error());
        }
        if (!file->problems.empty()) {
            return failure(ErrorCode::InvalidInput, describe(file->problems.front()));
        }
        for (const ArchitectureRecord &record : file->records) {
            found.push_back(record.record.architecture);
        }
    }
    std::unordered_set<Architecture> seen;
    std::vector<Architecture> once;
    for (const Architecture &one : found) {
        if (seen.insert(one).second) {
            once.push_back(one);
        }
    }
    if (once.empty()) {
        return failure(ErrorCode::InvalidInput,
                       "There is no architecture to score; choose others.");
    }
    return once;
}

Result<ScoredSubnets> scoresOf(SupernetService &service, const StoredSupernet &supernet,
                               SupernetSpec spec, const SubnetChoice &choice, bool withBleu,
                               Job &job)
{
    auto subnets = subnetsOf(choice);
    if (!subnets) {
        return tl::make_unexpected(subnets.error());
    }
    ScoredSubnets scored{supernet, spec, std::move(*subnets), {}, {}, {}};
    const auto ask = [&](SupernetMetric metric, std::vector<SubnetValue> *values) -> Result<void> {
        spec.metric = metric;
        auto answers = service.scores(spec, scored.subnets, job);
        if (!answers) {
            return tl::make_unexpected(answers.error());
        }
        *values = std::move(*answers);
        return {};
    };
    Result<void> done = ask(SupernetMetric::Loss, &scored.losses);
    if (done) { // which the first computation brought along
        done = ask(SupernetMetric::Nll, &scored.nlls);
    }
    if (done && withBleu) {
        done = ask(SupernetMetric::Bleu, &scored.bleus);
    }
    if (!done) {
        return tl::make_unexpected(done.error());
    }
    return scored;
}

ResultTable scoreTable(const ScoredSubnets &scores)
{
    ResultTable table;
    table.columns = {
        {.key = "subnet", .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Subnet"))},
        {.key = "parameters",
         .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Parameters")),
         .kind = ColumnKind::Integer},
        {.key = "loss",
         .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Loss")),
         .kind = ColumnKind::Number,
         .decimals = lossDecimals,
         .better = BetterWhen::Lower},
        {.key = "nll",
         .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "NLL")),
         .kind = ColumnKind::Number,
         .decimals = lossDecimals,
         .better = BetterWhen::Lower},
        {.key = "perplexity",
         .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Perplexity")),
         .kind = ColumnKind::Number,
         .better = BetterWhen::Lower}};
    if (!scores.bleus.empty()) {
        table.columns.push_back({.key = "bleu",
                                 .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "BLEU")),
                                 .kind = ColumnKind::Number,
                                 .better = BetterWhen::Higher});
    }
    table.columns.push_back(
        {.key = "known", .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Loss is from"))});
    for (std::size_t i = 0; i < scores.subnets.size(); ++i) {
        std::vector<TableCell> row{
            {.value = architectureKey(scores.subnets[i])},
            {.value = checkSubnet(scores.supernet.shape, scores.subnets[i]) ? TableCell::Value(
                          subnetParameters(scores.supernet.shape, scores.subnets[i]))
                                                                            : TableCell::Value()},
            cellOf(scores.losses[i]),
            cellOf(scores.nlls[i]),
            cellOf(scores.nlls[i])};
        if (scores.nlls[i].value) {
            row.back().value = std::exp(*scores.nlls[i].value);
        }
        if (!scores.bleus.empty()) {
            row.push_back(cellOf(scores.bleus[i]));
        }
        const bool isKnown = scores.losses[i].wasKnown;
        row.push_back({.value = !scores.losses[i].value ? std::string()
                                : isKnown
                                    ? text(QT_TRANSLATE_NOOP("auspex::SubnetView", "the workspace"))
                                    : text(QT_TRANSLATE_NOOP("auspex::SubnetView", "now"))});
        table.rows.push_back(std::move(row));
    }
    markBest(table);
    return table;
}

ResultTable translationTable(const std::vector<std::vector<Translation>> &translations)
{
    ResultTable table;
    if (translations.empty()) {
        return table;
    }
    table.columns = {
        {.key = "number",
         .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "No.")),
         .kind = ColumnKind::Integer},
        {.key = "source", .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Source"))},
        {.key = "reference", .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Reference"))},
        {.key = "first", .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Translation"))}};
    const bool areTwo = translations.size() > 1;
    if (areTwo) {
        table.columns.back().title = text(
            QT_TRANSLATE_NOOP("auspex::SubnetView", "First subnet's"));
        table.columns.push_back(
            {.key = "second",
             .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Second subnet's"))});
        table.columns.push_back(
            {.key = "difference",
             .title = text(QT_TRANSLATE_NOOP("auspex::SubnetView", "Score difference")),
             .kind = ColumnKind::Number});
    }
    for (std::size_t i = 0; i < translations[0].size(); ++i) {
        const Translation &first = translations[0][i];
        std::vector<TableCell> row{{.value = static_cast<std::int64_t>(i + 1)},
                                   {.value = first.source},
                                   {.value = first.reference},
                                   {.value = first.hypothesis}};
        if (areTwo) {
            const Translation &second = translations[1][i];
            row.push_back({.value = second.hypothesis});
            row.push_back({.value = second.score - first.score});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace auspex
