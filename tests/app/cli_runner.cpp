// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include "core/base/csv.h"
#include "tests/support/data_folder.h"

namespace auspex::test {

namespace {

QByteArray listOf(const QByteArray &value, int count)
{
    return '[' + QByteArrayList(count, value).join(", ") + ']';
}

/// The ten keys with their values, as in both JSON forms.
QList<QPair<QByteArray, QByteArray>> keysAndValues(int decoderLayers, int embedDim)
{
    const QByteArray embed = QByteArray::number(embedDim);
    return {{"encoder-embed-dim-subtransformer", embed},
            {"encoder-layer-num-subtransformer", "6"},
            {"encoder-ffn-embed-dim-all-subtransformer", listOf("1024", 6)},
            {"encoder-self-attention-heads-all-subtransformer", listOf("4", 6)},
            {"decoder-embed-dim-subtransformer", embed},
            {"decoder-layer-num-subtransformer", QByteArray::number(decoderLayers)},
            {"decoder-ffn-embed-dim-all-subtransformer", listOf("2048", decoderLayers)},
            {"decoder-self-attention-heads-all-subtransformer", listOf("8", decoderLayers)},
            {"decoder-ende-attention-heads-all-subtransformer", listOf("4", decoderLayers)},
            {"decoder-arbitrary-ende-attn-all-subtransformer", listOf("-1", decoderLayers)}};
}

/// Without the lines that are there only if the command takes its time.
QByteArray withoutProgress(const QByteArray &text)
{
    static const QRegularExpression progress(
        QStringLiteral("^auspex-cli: \\d+ of \\d+ [a-z]+(, [^\n]*)?\n"),
        QRegularExpression::MultilineOption);
    return QString::fromUtf8(text).remove(progress).toUtf8();
}

} // namespace

QString cliProgram()
{
    return QStringLiteral(AUSPEX_CLI);
}

Run runCli(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(cliProgram(), arguments);
    process.write(input);
    process.closeWriteChannel();
    Run run;
    if (process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = withoutProgress(process.readAllStandardError());
    return run;
}

Csv parsedCsv(const QByteArray &text)
{
    Csv csv;
    const Result<CsvTable> table = parseCsv({text.data(), static_cast<std::size_t>(text.size())},
                                            "the output");
    if (!table)
        return csv;
    for (const std::string &name : table->header)
        csv.header.append(QString::fromStdString(name));
    for (const CsvTable::Row &row : table->rows) {
        QMap<QString, QString> cells;
        for (qsizetype i = 0; i < csv.header.size(); ++i)
            cells.insert(csv.header.at(i),
                         QString::fromStdString(row.cells[static_cast<std::size_t>(i)]));
        csv.rows.append(cells);
    }
    return csv;
}

QJsonDocument parsedJson(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    return error.error == QJsonParseError::NoError ? document : QJsonDocument();
}

QString Scratch::path(const char *name) const
{
    return m_folder.filePath(QString::fromUtf8(name));
}

QString Scratch::write(const char *name, const QByteArray &content) const
{
    const QString file = path(name);
    QDir().mkpath(QFileInfo(file).path());
    QFile device(file);
    if (device.open(QIODevice::WriteOnly))
        device.write(content);
    return file;
}

QByteArray Scratch::read(const char *name) const
{
    QFile device(path(name));
    return device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
}

QString dataPath(const char *name)
{
    const auto folder = dataFolder();
    return folder ? QString::fromStdString((*folder / name).string()) : QString();
}

QByteArray architectureLine(int decoderLayers, int embedDim)
{
    QByteArrayList members;
    for (const auto &[key, value] : keysAndValues(decoderLayers, embedDim))
        members.append('"' + key + "\": " + value);
    return '{' + members.join(", ") + '}';
}

QByteArray tfsDataLine(int decoderLayers, double validBleu, int embedDim)
{
    QByteArrayList lines;
    for (const auto &[key, value] : keysAndValues(decoderLayers, embedDim))
        lines.append('"' + key + ": " + value + '"');
    return R"({"scratch": {"valid_BLEU": )" + QByteArray::number(validBleu) + R"(, "arch_info": [)"
           + lines.join(", ") + "]}}";
}

} // namespace auspex::test
