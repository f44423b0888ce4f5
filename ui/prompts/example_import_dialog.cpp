// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/example_import_dialog.h"

#include <algorithm>
#include <memory>

#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableWidget>
#include <QThreadPool>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int previewed = 5;
constexpr int usualMost = 10000; // more than any prompt draws from, and quick to keep
constexpr int mostOfAll = 100000;
const QString folderKey = QStringLiteral("prompts/exampleFolder");
const QString mostKey = QStringLiteral("prompts/exampleMost");

} // namespace

ExampleImportDialog::ExampleImportDialog(const PromptTask &task, QWidget *parent)
    : QDialog(parent)
    , m_source(new QLineEdit(this))
    , m_target(new QLineEdit(this))
    , m_most(new QSpinBox(this))
    , m_preview(new QTableWidget(0, 2, this))
    , m_status(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("studioExampleImportDialog"));
    setWindowTitle(tr("Import Examples"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_source->setObjectName(QStringLiteral("exampleSource"));
    m_target->setObjectName(QStringLiteral("exampleTarget"));
    m_target->setPlaceholderText(tr("Empty, if the first file has both, with a tab between"));
    m_most->setObjectName(QStringLiteral("exampleMost"));
    m_most->setRange(1, mostOfAll);
    m_most->setGroupSeparatorShown(true);
    m_most->setValue(QSettings().value(mostKey, usualMost).toInt());
    const auto language = [](const std::string &name, const QString &otherwise) {
        return name.empty() ? otherwise : QString::fromStdString(name);
    };
    m_preview->setObjectName(QStringLiteral("examplePreview"));
    m_preview->setAccessibleName(tr("The first pairs"));
    m_preview->setHorizontalHeaderLabels(
        {language(task.sourceLanguage, tr("Source")), language(task.targetLanguage, tr("Target"))});
    m_preview->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_preview->verticalHeader()->hide();
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setWordWrap(false);
    m_preview->setShowGrid(false);
    m_preview->setMinimumHeight(fontMetrics().height() * 2 * (previewed + 1));
    m_status->setObjectName(QStringLiteral("exampleStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setMinimumHeight(2 * fontMetrics().height());
    m_status->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Source file:"), fileRow(m_source, tr("Choose the source file")));
    form->addRow(tr("&Target file:"), fileRow(m_target, tr("Choose the target file")));
    form->addRow(tr("&At most:"), m_most);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing);
    layout->addLayout(form);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_status);
    layout->addWidget(m_buttons);
    resize(fontMetrics().averageCharWidth() * 96, sizeHint().height());
    connect(m_source, &QLineEdit::textChanged, this, &ExampleImportDialog::read);
    connect(m_target, &QLineEdit::textChanged, this, &ExampleImportDialog::read);
    connect(m_most, &QSpinBox::valueChanged, this, [this](int most) {
        QSettings().setValue(mostKey, most);
        read();
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    read();
}

QWidget *ExampleImportDialog::fileRow(QLineEdit *line, const QString &name)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    auto *button = new QPushButton(tr("Browse..."), row);
    button->setAutoDefault(false);
    button->setAccessibleName(name);
    layout->addWidget(line, 1);
    layout->addWidget(button);
    row->setFocusProxy(line);
    connect(button, &QPushButton::clicked, this, [this, line, name] {
        const QString file = QFileDialog::getOpenFileName(this, name,
                                                          QSettings().value(folderKey).toString());
        if (file.isEmpty())
            return;
        QSettings().setValue(folderKey, QFileInfo(file).absolutePath());
        line->setText(file);
    });
    return row;
}

void ExampleImportDialog::setFiles(const QString &source, const QString &target)
{
    m_source->setText(source);
    m_target->setText(target);
}

/// In another thread: training data have millions of lines.
void ExampleImportDialog::read()
{
    m_examples.clear();
    m_preview->setRowCount(0);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    const int number = ++m_reading;
    const QString source = m_source->text().trimmed();
    const QString target = m_target->text().trimmed();
    if (source.isEmpty()) {
        setStatus(tr("Choose a file with one sentence on each line."), false);
        return;
    }
    setStatus(tr("Reading..."), false);
    const auto path = [](const QString &file) {
        return file.isEmpty() ? std::filesystem::path()
                              : QFileInfo(file).filesystemAbsoluteFilePath();
    };
    const QPointer<ExampleImportDialog> self(this);
    const auto most = static_cast<std::size_t>(m_most->value());
    QThreadPool::globalInstance()->start([=, from = path(source), to = path(target)] {
        auto examples = std::make_shared<const Result<std::vector<TaskExample>>>(
            readTaskExamples(from, to, most));
        QMetaObject::invokeMethod(qApp, [self, number, examples] {
            if (self && self->m_reading == number)
                self->show(*examples);
        });
    });
}

void ExampleImportDialog::show(const Result<std::vector<TaskExample>> &examples)
{
    if (!examples) {
        setStatus(QString::fromStdString(examples.error().message), true);
        return;
    }
    m_examples = *examples;
    if (m_examples.empty())
        setStatus(tr("There is no pair of sentences in it."), true);
    else
        setStatus(tr("%n pair(s). They take the place of those that there are.", nullptr,
                     static_cast<int>(m_examples.size())),
                  false);
    m_preview->setRowCount(std::min(previewed, static_cast<int>(m_examples.size())));
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        const TaskExample &example = m_examples[static_cast<std::size_t>(row)];
        m_preview->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(example.source)));
        m_preview->setItem(row, 1, new QTableWidgetItem(QString::fromStdString(example.target)));
    }
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_examples.empty());
}

void ExampleImportDialog::setStatus(const QString &status, bool isProblem)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText,
                     isProblem ? errorColour(palette()) : mutedText(palette()));
    m_status->setPalette(colours);
    m_status->setText(status);
}

} // namespace auspex
