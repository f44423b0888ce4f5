// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/price_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/llm/price_model.h"
#include "ui/session/llm_center.h"

namespace auspex {

PriceDialog::PriceDialog(LlmCenter *center, QWidget *parent, const QString &model)
    : QDialog(parent)
    , m_center(center)
    , m_model(new PriceModel(center->ownPrices(), this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_problem(new QLabel(this))
    , m_copy(new QPushButton(tr("&Copy as one's own"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
{
    setObjectName(QStringLiteral("llmPriceDialog"));
    setWindowTitle(tr("Price List"));
    auto *help = new QLabel(tr("US dollars for one million tokens. Each call keeps the price that "
                               "it was reckoned with; changes here hold for later calls. A model "
                               "without a price costs \"unknown\", never nothing."),
                            this);
    help->setWordWrap(true);
    QPalette muted = help->palette();
    muted.setColor(QPalette::WindowText, mutedText(palette()));
    help->setPalette(muted);
    auto *filter = new QLineEdit(this);
    filter->setObjectName(QStringLiteral("llmPriceFilter"));
    filter->setPlaceholderText(tr("Filter models"));
    filter->setAccessibleName(tr("Filter models"));
    filter->setClearButtonEnabled(true);
    auto *addButton = new QPushButton(tr("&Add"), this);
    addButton->setObjectName(QStringLiteral("llmAddPrice"));
    m_copy->setObjectName(QStringLiteral("llmCopyPrice"));
    m_remove->setObjectName(QStringLiteral("llmRemovePrice"));
    for (QPushButton *button : {addButton, m_copy, m_remove}) {
        button->setAutoDefault(false);
    }
    m_problem->setObjectName(QStringLiteral("llmPriceProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    createTable();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("llmSavePrices"));
    m_save->setText(tr("Save &prices"));

    auto *top = new QHBoxLayout;
    top->setSpacing(spacing);
    top->addWidget(filter, 1);
    top->addWidget(addButton);
    top->addWidget(m_copy);
    top->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    layout->addWidget(help);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);

    connect(filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(addButton, &QPushButton::clicked, this, &PriceDialog::add);
    connect(m_copy, &QPushButton::clicked, this, &PriceDialog::copy);
    connect(m_remove, &QPushButton::clicked, this, &PriceDialog::remove);
    connect(buttons, &QDialogButtonBox::accepted, this, &PriceDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &PriceDialog::validate);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &PriceDialog::validate);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &PriceDialog::validate);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PriceDialog::validate);
    filter->setText(model);
    validate();
    const QSize wanted(m_table->horizontalHeader()->length()
                           + style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 3 * spacingLarge,
                       fontMetrics().height() * 34);
    resize(wanted.boundedTo(screen()->availableSize() * 19 / 20));
}

void PriceDialog::createTable()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(PriceModel::Model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(QStringLiteral("llmPrices"));
    m_table->setAccessibleName(tr("Prices"));
    m_table->setModel(m_proxy);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->resizeColumnsToContents();
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(
        PriceModel::Model,
        qBound(letter * 24, m_table->columnWidth(PriceModel::Model), letter * 34));
    m_table->setColumnWidth(PriceModel::Source,
                            qMin(m_table->columnWidth(PriceModel::Source), letter * 30));
}

int PriceDialog::currentRow() const
{
    const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
    return index.isValid() ? index.row() : -1;
}

void PriceDialog::edit(int row)
{
    findChild<QLineEdit *>(QStringLiteral("llmPriceFilter"))->clear();
    const QModelIndex index = m_proxy->mapFromSource(m_model->index(row, PriceModel::Model));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->edit(index);
}

void PriceDialog::add()
{
    Price price;
    price.asOf = utcDay();
    const QString wanted = findChild<QLineEdit *>(QStringLiteral("llmPriceFilter"))->text();
    price.model = wanted.trimmed().toStdString();
    edit(m_model->add(price));
}

void PriceDialog::copy()
{
    if (const int row = currentRow(); row >= 0) {
        edit(m_model->add(m_model->price(row)));
    }
}

void PriceDialog::remove()
{
    m_model->remove(currentRow());
}

void PriceDialog::validate()
{
    const int row = currentRow();
    m_copy->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0 && m_model->isOwn(row));
    m_remove->setToolTip(row >= 0 && !m_model->isOwn(row)
                             ? tr("What comes with the program cannot be removed; a price of yours "
                                  "goes before it")
                             : QString());
    const QString why = m_model->problem();
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_problem->setPalette(colours);
    m_problem->setText(why);
    m_save->setEnabled(why.isEmpty());
}

void PriceDialog::accept()
{
    const Result<void> saved = m_center->setOwnPrices(m_model->own());
    if (saved) {
        QDialog::accept();
        return;
    }
    m_problem->setText(QString::fromStdString(saved.error().message));
}

} // namespace auspex
