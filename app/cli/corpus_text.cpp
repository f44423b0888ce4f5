// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/corpus_text.h"

#include <functional>
#include <limits>

#include "app/cli/corpus_info.h"
#include "app/cli/output.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

using LineWork = std::function<Result<std::string>(const TextCodec &, const std::string &)>;

Outcome eachLine(Context &context, const CorpusTextOptions &options, const LineWork &work)
{
    if (Outcome fine = refuseFormat(context.options, "a line of text for each line"); !fine)
        return fine;
    const auto corpus = corpusNamed(context, options.corpus);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    const TextCodec &codec = options.isTarget ? corpus->target : corpus->source;
    const Result<std::vector<std::string>> lines = readSentences(options.file);
    if (!lines)
        return tl::make_unexpected(lines.error());
    Output output(context);
    for (std::size_t i = 0; i < lines->size(); ++i) {
        if (context.job.isCancelled())
            return cancelled();
        const Result<std::string> text = work(codec, (*lines)[i]);
        if (!text)
            return tl::make_unexpected(Stop(Status::Failed, "Line " + std::to_string(i + 1) + " of "
                                                                + options.file + ": "
                                                                + text.error().message));
        if (Outcome written = output.write(*text + '\n'); !written)
            return written;
    }
    return output.finish();
}

Result<std::vector<std::int32_t>> idsOf(const std::string &line)
{
    std::vector<std::int32_t> ids;
    for (const std::string &word : wordsOf(line)) {
        const std::optional<std::int64_t> id = parseInteger(word);
        if (!id || *id < 0 || *id > std::numeric_limits<std::int32_t>::max())
            return failure(ErrorCode::InvalidInput,
                           quotedForMessage(word)
                               + " is no token id; give whole numbers with spaces between.");
        ids.push_back(static_cast<std::int32_t>(*id));
    }
    return ids;
}

} // namespace

Outcome encodeTexts(Context &context, const CorpusTextOptions &options)
{
    return eachLine(context, options,
                    [](const TextCodec &codec, const std::string &line) -> Result<std::string> {
                        std::vector<std::string> ids;
                        for (const std::int32_t id : codec.encode(line))
                            ids.push_back(std::to_string(id));
                        return join(ids, " ");
                    });
}

Outcome decodeTexts(Context &context, const CorpusTextOptions &options)
{
    return eachLine(context, options, [](const TextCodec &codec, const std::string &line) {
        return idsOf(line).and_then(
            [&](const std::vector<std::int32_t> &ids) { return codec.decode(ids); });
    });
}

} // namespace auspex::cli
