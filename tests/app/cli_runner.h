// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <QByteArray>
#include <QJsonDocument>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

// Runs the real auspex-cli, as a shell would, and reads what it wrote.

namespace auspex::test {

/// The file name of the built program.
QString cliProgram();

struct Run {
    int status = -1; ///< -1: it did not end by itself
    QByteArray out;
    QByteArray err; ///< without lines that tell progress
};

/// Waits four minutes at most. `input` is all of its standard input.
Run runCli(const QStringList &arguments, const QByteArray &input = {});

/// Rows of CSV by column name; the header's names, in order, as well.
struct Csv {
    QStringList header;
    QList<QMap<QString, QString>> rows;
};
Csv parsedCsv(const QByteArray &text);

/// A document, which is null for text that is no JSON.
QJsonDocument parsedJson(const QByteArray &text);

/// A folder that goes away with the test, and files in it.
class Scratch {
public:
    QString path(const char *name) const;
    QString write(const char *name, const QByteArray &content) const;
    QByteArray read(const char *name) const;

private:
    QTemporaryDir m_folder;
};

/// A file or folder of the real data (see tests/support/data_folder.h).
QString dataPath(const char *name);

/// One architecture as a line of our JSON, without the line break; `decoderLayers` of one kind.
QByteArray architectureLine(int decoderLayers, int embedDim = 512);

/// A line of TFS data in LLMAS's form for the same architecture.
QByteArray tfsDataLine(int decoderLayers, double validBleu, int embedDim = 512);

} // namespace auspex::test
