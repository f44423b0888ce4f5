// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/placeholder_texts.h"

#include <QCoreApplication>

namespace auspex {

namespace {

struct Text {
    const char *name;
    const char *text;
};

constexpr Text texts[] = {
    {"task", QT_TRANSLATE_NOOP("auspex::PlaceholderTexts",
                               "the task's name, as \"WMT'14 English to German\"")},
    {"source_language",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "the language that is translated from")},
    {"target_language",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "the language that is translated into")},
    {"metric", QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "the name of the score, as \"BLEU\"")},
    {"efficiency_metric",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "\"GFLOPS\", \"latency\" or \"model size\"")},
    {"efficiency_unit",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts",
                       "what the efficiency is counted in, as \"milliseconds\"")},
    {"efficiency_label",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts",
                       "what stands before the efficiency in an architecture's lines")},
    {"efficiency_definition",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts",
                       "what the efficiency metric means, \"how many ...\"")},
    {"task_examples",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "the chosen pairs of input and output")},
    {"definitions", QT_TRANSLATE_NOOP("auspex::PlaceholderTexts",
                                      "the ten hyperparameters and what each means, a line each")},
    {"demonstrations",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "the architectures whose score is shown")},
    {"seedarch_examples",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "the architectures whose score is shown")},
    {"demonstration_count",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts", "how many demonstrations there are")},
    {"query", QT_TRANSLATE_NOOP(
                  "auspex::PlaceholderTexts",
                  "the architecture that is asked about, and the metric for the answer to follow")},
    {"architecture",
     QT_TRANSLATE_NOOP("auspex::PlaceholderTexts",
                       "the architecture that is asked about, without the metric's line")},
};

} // namespace

QString meaningOf(const PromptPlaceholder &placeholder)
{
    for (const Text &known : texts) {
        if (placeholder.name == known.name)
            return QCoreApplication::translate("auspex::PlaceholderTexts", known.text);
    }
    return QString::fromStdString(placeholder.description);
}

} // namespace auspex
