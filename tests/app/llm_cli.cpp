// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/llm_cli.h"

#include <QProcess>

namespace auspex::test {

LlmFiles::LlmFiles(const ContractServer &server)
    : m_providers{localProvider(server), paidProvider(server)}
{
    m_scratch.write("data/1/task/train.jsonl", tfsDataLine(1, 24) + '\n' + tfsDataLine(6, 30));
    m_scratch.write("data/1/task/test.jsonl", tfsDataLine(2, 25) + '\n' + tfsDataLine(3, 26) + '\n'
                                                  + tfsDataLine(4, 27) + '\n' + tfsDataLine(5, 29)
                                                  + '\n' + tfsDataLine(2, 25.5, 640));
    m_scratch.write("data/2/task/train.jsonl", tfsDataLine(6, 30) + '\n' + tfsDataLine(1, 24));
    m_scratch.write("data/2/task/test.jsonl", tfsDataLine(2, 25) + '\n' + tfsDataLine(3, 26) + '\n'
                                                  + tfsDataLine(4, 27) + '\n' + tfsDataLine(5, 29)
                                                  + '\n' + tfsDataLine(3, 26.5, 640));
    write();
}

QStringList LlmFiles::options() const
{
    return {QStringLiteral("--providers"), path("providers.json"), QStringLiteral("--prices"),
            path("prices.json")};
}

void LlmFiles::setProvider(const Provider &provider)
{
    for (Provider &known : m_providers) {
        if (known.id == provider.id)
            known = provider;
    }
    write();
}

Provider LlmFiles::localProvider(const ContractServer &server)
{
    Provider provider;
    provider.id = "here";
    provider.title = "Here";
    provider.baseUrl = server.url();
    provider.needsKey = false;
    provider.isLocal = true;
    return provider;
}

Provider LlmFiles::paidProvider(const ContractServer &server)
{
    Provider provider;
    provider.id = "paid";
    provider.title = "Paid";
    provider.baseUrl = server.url();
    provider.keyVariable = "AUSPEX_TEST_KEY";
    return provider;
}

void LlmFiles::setPrice(double input, double output)
{
    Price price;
    price.model = "test-model";
    price.rates.input = input;
    price.rates.output = output;
    price.source = "a test";
    price.asOf = "2026-01-01";
    if (!savePrices(path("prices.json").toStdString(), {price}))
        qFatal("The prices cannot be written.");
}

void LlmFiles::write() const
{
    if (!saveProviders(path("providers.json").toStdString(), m_providers)
        || !savePrices(path("prices.json").toStdString(), {}))
        qFatal("The providers cannot be written.");
}

Run runCliWith(const QStringList &arguments, const QMap<QString, QString> &environment,
               const QByteArray &input)
{
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (auto one = environment.begin(); one != environment.end(); ++one)
        variables.insert(one.key(), one.value());
    process.setProcessEnvironment(variables);
    process.start(cliProgram(), arguments);
    process.write(input);
    process.closeWriteChannel();
    Run run;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

QString llmSpec(const char *provider, const char *options)
{
    return QStringLiteral("llm:%1/test-model/llm-pp:demonstrations-only%2")
        .arg(QString::fromUtf8(provider), QString::fromUtf8(options));
}

} // namespace auspex::test
