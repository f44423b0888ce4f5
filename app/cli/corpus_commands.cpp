// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/corpus_import_command.h"
#include "app/cli/corpus_info.h"
#include "app/cli/corpus_text.h"

namespace auspex::cli {

namespace {

void addVocabularyOptions(CLI::App &command, CorpusVocabularyOptions &options)
{
    const auto files = [&](const char *name, std::vector<std::string> &list, const char *help) {
        command.add_option(name, list, help)
            ->allow_extra_args(false)
            ->take_all()
            ->type_name("FILE");
    };
    files("--bpe-codes", options.bpeCodes,
          "Codes of subword-nmt; twice for one file a language, the source's first");
    files("--sentencepiece-model", options.sentencePieceModels,
          "A SentencePiece model; twice for one a language");
    files("--dictionary", options.dictionaries,
          "fairseq's dict.txt; twice for one a language. Without it, one is made of the\n"
          "training texts, or of the model's pieces");
    command
        .add_option("--train-sentencepiece", options.trainPieces,
                    "Train a SentencePiece model of SIZE pieces on the training texts")
        ->check(CLI::Range(5, 1'000'000).description({}))
        ->type_name("SIZE");
    command.add_option("--sentencepiece-type", options.pieceModel, "unigram or bpe")
        ->capture_default_str()
        ->type_name("T");
    command
        .add_option("--character-coverage", options.characterCoverage,
                    "Of SentencePiece: 1, or 0.9995 for languages of thousands of characters")
        ->capture_default_str()
        ->type_name("X");
    command.add_flag(
        "--separate", options.separate,
        "A dictionary, and a trained model, for each language, instead of one for both");
    command
        .add_option("--threshold", options.threshold,
                    "Symbols that are rarer in the training texts are unknown")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000'000).description({}))
        ->type_name("N");
    command
        .add_option("--vocabulary", options.most,
                    "Most symbols of a dictionary that is made; 0: all")
        ->capture_default_str()
        ->check(CLI::Range(0, 1'000'000'000).description({}))
        ->type_name("N");
}

void addTarget(CLI::App &command, std::string &folder, std::string &name)
{
    command.add_option("FOLDER", folder, "Where the corpus shall be; -o FOLDER does as well")
        ->type_name("");
    command.add_option("--name", name, "Of the corpus; without it, the folder's")
        ->type_name("NAME");
}

void addImport(CLI::App &corpus, Program &program)
{
    CLI::App *command = corpus.add_subcommand("import",
                                              "Makes a corpus of parallel texts or of fairseq's\n"
                                              "binarised data");
    const auto options = std::make_shared<CorpusImportOptions>();
    addTarget(*command, options->folder, options->name);
    const auto text = [&](const char *name, std::string &value, const char *help,
                          const char *type) {
        command->add_option(name, value, help)->type_name(type);
    };
    text("--source", options->source, "The source language, the ending of its files: en", "L");
    text("--target", options->target, "The target language: de", "L");
    text("--train", options->train, "PREFIX.L are the training texts, a sentence a line", "PREFIX");
    text("--valid", options->valid, "The texts that training is watched on", "PREFIX");
    text("--test", options->test, "The texts that are translated in the end", "PREFIX");
    text("--data-bin", options->dataBin,
         "A folder of fairseq's preprocess.py, instead of texts; its languages need not be named",
         "FOLDER");
    command->add_flag("--skip-empty", options->skipEmpty,
                      "Leave out pairs with an empty line, which otherwise are an error");
    addVocabularyOptions(*command, options->vocabulary);
    command->footer(
        "The folder appears when it is complete, and never replaces anything. With --workspace\n"
        "the corpus is also registered there.\n\n"
        "Examples:\n"
        "  auspex-cli corpus import bribri --source bzd --target es --train train --valid dev \\\n"
        "      --train-sentencepiece 2000\n"
        "  auspex-cli corpus import wmt14 --data-bin data-bin/wmt14_en_de --bpe-codes bpe.32000\n"
        "  auspex-cli --workspace study.auspex corpus import mine --source en --target de \\\n"
        "      --train train.tok --valid valid.tok --test test.tok --threshold 2 --separate");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return importCorpus(context, *options); };
    });
}

void addDemo(CLI::App &corpus, Program &program)
{
    CLI::App *command = corpus.add_subcommand("demo",
                                              "Makes the built-in task: English to German,\n"
                                              "from a grammar");
    const auto options = std::make_shared<CorpusDemoOptions>();
    addTarget(*command, options->folder, options->name);
    const auto size = [&](const char *name, std::size_t &value, const char *help) {
        command->add_option(name, value, help)
            ->capture_default_str()
            ->check(CLI::Range(0, 2'000'000).description({}))
            ->type_name("N");
    };
    size("--train", options->train, "Sentence pairs to train on");
    size("--valid", options->valid, "Pairs that training is watched on");
    size("--test", options->test, "Pairs that are translated in the end");
    addVocabularyOptions(*command, options->vocabulary);
    command->footer(
        "The same --seed and sizes give the same pairs; no pair is in two splits. Words are\n"
        "tokens unless a SentencePiece model is asked for.\n\n"
        "Examples:\n"
        "  auspex-cli corpus demo demo\n"
        "  auspex-cli --workspace study.auspex --seed 7 corpus demo demo7 --train 100000 \\\n"
        "      --train-sentencepiece 1000");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return makeDemoCorpus(context, *options); };
    });
}

void addInfo(CLI::App &corpus, Program &program)
{
    CLI::App *command = corpus.add_subcommand("info",
                                              "Sentences, tokens, lengths and unknown words");
    const auto options = std::make_shared<CorpusInfoOptions>();
    command->add_option("CORPUS", options->corpus, "Its folder, or its name in the workspace")
        ->required()
        ->type_name("");
    command
        ->add_option("--lengths", options->lengths,
                     "Instead: how many sentences have 0 to N-1 tokens, N to 2N-1 ...")
        ->check(CLI::Range(1, 100'000).description({}))
        ->type_name("N");
    command->footer("Tokens are counted without the end of the sentence.\n\n"
                    "Examples:\n"
                    "  auspex-cli corpus info demo\n"
                    "  auspex-cli corpus info demo --lengths 10 --format csv");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return showCorpus(context, *options); };
    });
    CLI::App *list = corpus.add_subcommand("list", "The corpora of the workspace");
    list->footer("Examples:\n  auspex-cli --workspace study.auspex corpus list");
    list->callback([&program] { program.command = listCorpora; });
}

void addTexts(CLI::App &corpus, Program &program)
{
    const auto add = [&](const char *name, const char *description, const char *file,
                         const char *footer,
                         Outcome (*work)(Context &, const CorpusTextOptions &)) {
        CLI::App *command = corpus.add_subcommand(name, description);
        const auto options = std::make_shared<CorpusTextOptions>();
        command->add_option("CORPUS", options->corpus, "Its folder, or its name in the workspace")
            ->required()
            ->type_name("");
        command->add_option("FILE", options->file, file)->required()->type_name("");
        command->add_flag("--target", options->isTarget,
                          "It is of the target language, not of the source language");
        command->footer(footer);
        command->callback([&program, options, work] {
            program.command = [options, work](Context &context) { return work(context, *options); };
        });
    };
    add("encode", "Texts to token ids, a line each", "The text, one sentence a line",
        "Each line ends with the end token, 2; unknown symbols are 3.\n\n"
        "Examples:\n  auspex-cli corpus encode demo sentences.en -o sentences.ids",
        encodeTexts);
    add("decode", "Token ids to texts, a line each",
        "Token ids, separated by spaces, a sentence a line",
        "Examples:\n  auspex-cli corpus decode demo hypotheses.ids --target -o hypotheses.de",
        decodeTexts);
}

} // namespace

void addCorpusCommands(CLI::App &app, Program &program)
{
    CLI::App *corpus = app.add_subcommand(
        "corpus", "Parallel texts to train translation on: import, demo, info");
    corpus->require_subcommand(1);
    corpus->footer("Examples:\n"
                   "  auspex-cli corpus demo demo\n"
                   "  auspex-cli corpus info demo");
    addImport(*corpus, program);
    addDemo(*corpus, program);
    addInfo(*corpus, program);
    addTexts(*corpus, program);
}

} // namespace auspex::cli
