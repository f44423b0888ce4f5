// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>

#include "core/llm/price.h"
#include "core/llm/provider.h"
#include "tests/app/cli_runner.h"
#include "tests/support/contract_shapes.h"

// The command line against an LLM service on loopback.

namespace auspex::test {

/// A folder with the files that the command line takes instead of the user's own: providers "here"
/// (local, without a key) and "paid" (with a key in the variable AUSPEX_TEST_KEY), both at the
/// server's address.
class LlmFiles {
public:
    explicit LlmFiles(const ContractServer &server);

    const Scratch &scratch() const { return m_scratch; }
    QString path(const char *name) const { return m_scratch.path(name); }

    /// "--providers FILE --prices FILE".
    QStringList options() const;

    /// Two splits of a task called "task" with two demonstrations and five test architectures, and
    /// the architectures of the first split's test as a file of their own.
    QString data() const { return m_scratch.path("data"); }
    QString architectures() const { return m_scratch.path("data/1/task/test.jsonl"); }

    /// Changes what the file says of a provider.
    void setProvider(const Provider &provider);
    static Provider localProvider(const ContractServer &server);
    static Provider paidProvider(const ContractServer &server);

    /// US dollars for a million tokens of "test-model".
    void setPrice(double input, double output);

private:
    void write() const;

    Scratch m_scratch;
    std::vector<Provider> m_providers;
};

/// As runCli(), with more in its environment, and without the user's settings.
Run runCliWith(const QStringList &arguments, const QMap<QString, QString> &environment,
               const QByteArray &input = {});

/// The predictor without the task examples that this data does not bring.
QString llmSpec(const char *provider, const char *options = "");

} // namespace auspex::test
